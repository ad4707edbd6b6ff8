// What happened to an invoice, newest first: every judgement, every word of a person, and every attempt with what was
// answered. Reasons that Globe or the agent gave stand as they were given.
import { z } from "zod";
import { saidReason } from "../../core/invoices/said-reason.ts";
import { stateInWords } from "../../core/invoices/state-texts.ts";
import type { ExportState } from "../../core/states.ts";
import { exportSteps } from "../../core/states.ts";
import type { Telling } from "../../prisma/invoice-tellings.ts";
import type { Attempt, InvoiceDetail } from "../../prisma/invoices.ts";
import { translator } from "../i18n/translator.ts";
import type { Language } from "../i18n/words.ts";

const words = ["released", "approved", "withdrawn", "retried", "lapsed", "gone"] as const;

type TellingOutcome = NonNullable<Telling["outcome"]>;

export type Happening =
  | { what: (typeof words)[number] | "sentAgain"; who: string | null }
  | { what: "judged" | "outcome"; state: ExportState; stateName: string; findings: number }
  | { what: "orphans"; lines: number }
  | {
      what: "told";
      /** Null where it is not known yet how it ended. */
      outcome: TellingOutcome | null;
      /** What Milestones was told, by its own fields. */
      fields: string;
      reason: string | null;
    }
  | {
      what: "sent" | "lookedUp";
      /** The how manieth time. */
      count: number;
      /** Null where nothing was answered yet. */
      answeredAt: string | null;
      outcome: "booked" | "already" | "refused" | "unknown" | "failure" | "not_told" | "silent" | null;
      entryNumber: string | null;
      reason: string | null;
    };

export type HistoryItem = Happening & { key: string; at: string };

const mismatch = z.object({
  what: z.enum(["debtor", "reference", "journal", "date", "currency", "total", "base", "vat", "document"]),
  vatCode: z.string(),
  expected: z.string(),
  found: z.string(),
});
export type ShownMismatch = z.infer<typeof mismatch>;

const said = z
  .object({
    from: z.string().nullable(),
    to: z.string(),
    codes: z.array(z.string()),
    sentBefore: z.boolean(),
    code: z.string(),
    reason: z.string(),
    entryNumber: z.string(),
    already: z.boolean(),
    mismatches: z.array(mismatch),
    doubles: z.array(z.string()),
    orphans: z.array(z.object({ lines: z.number() })),
  })
  .partial();
type Said = z.infer<typeof said>;

const read = (detail: Readonly<Record<string, unknown>>): Said => said.safeParse(detail).data ?? {};

const isState = (text: string | undefined): text is ExportState => text !== undefined && text in exportSteps;

export function history(detail: InvoiceDetail, language: Language): HistoryItem[] {
  const events = detail.events.flatMap(({ id, at, kind, actorId, actor, detail: given }): HistoryItem[] => {
    const known = read(given);
    const name = kind.replace("invoice_", "");
    const key = `event ${id}`;
    const version = /^policy (\d+)$/.exec(actor)?.[1];
    const who = actorId !== null ? actor : version ? translator(language).t("invoices.byPolicy", { version }) : null;
    const plain = words.find((one) => one === name);
    if (plain) return [{ key, at, what: plain === "approved" && known.sentBefore ? "sentAgain" : plain, who }];
    if (name === "orphans")
      return [{ key, at, what: "orphans", lines: (known.orphans ?? []).reduce((sum, { lines }) => sum + lines, 0) }];
    if ((name === "judged" || name === "outcome") && isState(known.to))
      return [
        {
          ...{ key, at, what: name, state: known.to },
          stateName: stateInWords(known.to, language).name,
          findings: known.codes?.length ?? 0,
        },
      ];
    return [];
  });
  const counts = { book: 0, look_up: 0 };
  const attempts = detail.attempts.map((attempt): HistoryItem => {
    counts[attempt.kind] += 1;
    return attempted(attempt, counts[attempt.kind], detail.number, language);
  });
  const tellings = detail.tellings.map(
    ({ id, startedAt, word, outcome, reason }): HistoryItem => ({
      ...{ key: `telling ${id}`, at: startedAt, what: "told", outcome, reason: reason || null },
      fields: Object.entries(word)
        .flatMap(([field, value]) => (value === null ? [] : [`${field} ${value}`]))
        .join(", "),
    }),
  );
  return [...events, ...attempts, ...tellings].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
}

const outcomes = ["booked", "refused", "unknown", "failure", "not_told", "silent"] as const;

function attempted(attempt: Attempt, count: number, number: string, language: Language): HistoryItem {
  const known = read(attempt.detail);
  const outcome = outcomes.find((one) => one === attempt.outcome) ?? null;
  return {
    key: `attempt ${attempt.id}`,
    at: attempt.startedAt,
    what: attempt.kind === "book" ? "sent" : "lookedUp",
    count,
    answeredAt: attempt.answeredAt,
    outcome: outcome === "booked" && known.already ? "already" : outcome,
    entryNumber: known.entryNumber ?? null,
    reason: saidReason(known, number, language),
  };
}

export interface LastWord {
  reason: string | null;
  mismatches: ShownMismatch[];
  /** Numbers of further entries with the same reference. */
  doubles: string[];
}

/** Of an invoice that needs attention: what was last said of it that tells why. */
export function lastWord(detail: InvoiceDetail, language: Language): LastWord {
  const spoken = [...detail.attempts].reverse().map((attempt) => read(attempt.detail));
  const telling = spoken.find(({ reason, mismatches, doubles }) => reason ?? mismatches ?? doubles) ?? {};
  return {
    reason: saidReason(telling, detail.number, language),
    mismatches: telling.mismatches ?? [],
    doubles: telling.doubles ?? [],
  };
}
