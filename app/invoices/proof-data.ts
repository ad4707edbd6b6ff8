// What the page of the proof shows, made on the server: all periods with where they stand, and one of them whole.
import { grouped } from "../../core/invoices/grouped.ts";
import { euros } from "../../core/invoices/money.ts";
import type { ProofRow } from "../../core/invoices/proof-rows.ts";
import { faultInWords, verdictInWords } from "../../core/invoices/proof-texts.ts";
import { refusal } from "../../core/permissions.ts";
import type { Account } from "../../prisma/accounts.ts";
import type { ProvedPeriod } from "../../prisma/invoice-proof.ts";
import type { ProofRefusal, ProofStanding } from "../../prisma/proof-signing.ts";
import type { Language } from "../i18n/words.ts";
import { administrationIn, type Visit } from "../session/guard.ts";

/** Rows of a kind on the page; the workbook has them all. */
const rowsAtOnce = 200;

export async function proofData(visit: Visit) {
  const { context, language, account, request } = visit;
  const { db, store } = context;
  const administration = administrationIn(visit);
  const { searchParams } = new URL(request.url);
  const { proof, isBeingMade } = await context.proofs.shown(administration);
  return store.atOneMoment(db, () => {
    const periods = [...(proof?.periods ?? [])].reverse();
    const of = periods.filter(({ name }) => name === searchParams.get("period"));
    const chosen = of.find(({ journal }) => journal === searchParams.get("journal")) ?? of[0] ?? periods[0];
    const standing = (period: ProvedPeriod) => store.proofStanding(db, administration.id, period);
    return {
      code: administration.code,
      base: `/a/${encodeURIComponent(administration.code)}`,
      readAt: proof?.readAt ?? null,
      isBeingMade,
      periods: periods.map((period) => {
        const { prepared, reviewed } = standing(period);
        return {
          ...{ name: period.name, journal: period.journal, complete: period.complete, rows: period.rows.length },
          loose: period.rows.filter(({ faults }) => faults.length > 0).length,
          signed: reviewed ? ("reviewed" as const) : prepared ? ("prepared" as const) : null,
        };
      }),
      chosen: chosen ? shown(chosen, standing(chosen), account, language) : null,
    };
  });
}

const shownRow = ({ number, invoice, entry, movedFrom }: ProofRow) => ({
  ...{ number, movedFrom },
  invoice: invoice && { date: invoice.date, currency: invoice.currency, total: euros(invoice.total) },
  entry: entry && { number: entry.number, currency: entry.currency, total: euros(entry.total) },
  /** The SHA-256 that both sides have. */
  pdf: invoice?.pdf && invoice.pdf === entry?.pdf ? invoice.pdf : null,
});

function shown(period: ProvedPeriod, standing: ProofStanding, account: Account, language: Language) {
  const { name, journal, complete, invoices, entries, rows, vat, gaps, fingerprint } = period;
  const shownRows = (of: readonly ProofRow[]) => ({ rows: of.slice(0, rowsAtOnce).map(shownRow), inAll: of.length });
  const loose = grouped(
    rows.filter(({ faults }) => faults.length > 0),
    ({ faults }) => faults.join(" "),
  );
  return {
    ...{ name, journal, complete, invoices, entries, gaps, fingerprint },
    verdict: verdictInWords(period, language),
    loose: [...loose].map(([key, of]) => ({
      key,
      faults: (of[0]?.faults ?? []).map((fault) => faultInWords(fault, language)),
      ...shownRows(of),
    })),
    tied: shownRows(rows.filter(({ faults }) => faults.length === 0)),
    vat: vat.map((one) => ({
      ...{ currency: one.currency, code: one.code, equal: one.equal },
      base: { milestones: euros(one.milestones.base), globe: euros(one.globe.base) },
      vat: { milestones: euros(one.milestones.vat), globe: euros(one.globe.vat) },
    })),
    signatures: standing,
    may: {
      prepare: mayPrepare(account, standing),
      review: mayReview(account, standing),
      withdraw: refusal(account, "propose") === null && standing.prepared !== null,
    },
  };
}

/** Null where it may be done; the store has the last word. */
const mayPrepare = (account: Account, { prepared }: ProofStanding): ProofRefusal | null =>
  prepared ? "signed" : refusal(account, "propose") ? "role" : null;

function mayReview(account: Account, { prepared, reviewed }: ProofStanding): ProofRefusal | null {
  if (reviewed) return "signed";
  if (!prepared) return "not_prepared";
  const why = refusal(account, "decide", prepared.byId);
  return why === "own_proposal" ? "own_step" : why;
}

export type ProofData = Awaited<ReturnType<typeof proofData>>;
export type ShownProof = NonNullable<ProofData["chosen"]>;
