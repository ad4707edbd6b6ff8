// `tieout invoices proof`: whether every invoice of a period is one entry with its PDF, and what is not. Ends with 0 only
// where all of it is proved.
import Table from "cli-table3";
import { Command } from "commander";
import type { Administration } from "../core/administration.ts";
import { TieoutError } from "../core/errors.ts";
import { euros } from "../core/invoices/money.ts";
import { faultInWords, verdictInWords } from "../core/invoices/proof-texts.ts";
import type { Database } from "../prisma/database.ts";
import { invoiceProof, type ProvedPeriod } from "../prisma/invoice-proof.ts";
import { type ProofStanding, proofStanding } from "../prisma/proof-signing.ts";
import { chosenAdministrations } from "./chosen.ts";
import { dataOption } from "./data-folder.ts";
import { withStore } from "./store.ts";

interface Options {
  data: string;
  administration?: string;
  period?: string;
  journal?: string;
  json?: true;
}

interface Proved {
  administration: Administration;
  readAt: string;
  period: ProvedPeriod;
  standing: ProofStanding;
}

export const invoiceProofCommand = (): Command =>
  new Command("proof")
    .description("whether every invoice of a period is exactly one entry with its PDF; ends with 0 only where it is")
    .addOption(dataOption())
    .option("--administration <code>", "only this administration")
    .option("--period <period>", "year and period of Globe, as 2026-10; all of them without it")
    .option("--journal <journal>", "only this journal")
    .option("--json", "one JSON object")
    .action(async (options: Options) => {
      const found = await withStore(options.data, (db) =>
        chosenAdministrations(db, options.administration).flatMap((one) => proved(db, one, options)),
      );
      if (found.length === 0) {
        const values = { period: options.period ?? "*", journal: options.journal ?? "*" };
        throw new TieoutError("proof_unknown", { values });
      }
      process.stdout.write(
        options.json ? `${JSON.stringify({ periods: found.map(asJson) }, null, 2)}\n` : found.map(readable).join("\n"),
      );
      process.exitCode = found.every(({ period }) => period.complete) ? 0 : 1;
    });

/** "2026-1" is the same period as "2026-01". */
const asNamed = (period: string): string => period.replace(/-(\d)$/, "-0$1");

function proved(db: Database, administration: Administration, options: Options): Proved[] {
  const proof = invoiceProof(db, administration);
  const wanted = options.period === undefined ? null : asNamed(options.period);
  return (proof?.periods ?? [])
    .filter(({ name, journal }) => (wanted ?? name) === name && (options.journal ?? journal) === journal)
    .map((period) => {
      const standing = proofStanding(db, administration.id, period);
      return { administration, readAt: proof?.readAt ?? "", period, standing };
    });
}

const signatureJson = (signature: ProofStanding["prepared"]) =>
  signature && { by: signature.by, at: signature.at, comment: signature.comment };

function asJson({ administration, readAt, period, standing }: Proved) {
  const { name, journal, complete, invoices, entries, rows, vat, gaps, fingerprint } = period;
  const sides = (amounts: { base: number; vat: number }) => ({ base: euros(amounts.base), vat: euros(amounts.vat) });
  return {
    ...{ administration: administration.code, period: name, journal, complete, invoices, entries, readAt },
    verdict: verdictInWords(period, "en"),
    rows: rows.map(({ number, invoice, entry, faults, movedFrom }) => ({
      ...{ number, faults, movedFrom },
      invoice: invoice && { ...invoice, total: euros(invoice.total) },
      entry: entry && { ...entry, total: euros(entry.total) },
    })),
    vat: vat.map(({ currency, code, milestones, globe, equal }) => ({
      ...{ currency, code, equal, milestones: sides(milestones), globe: sides(globe) },
    })),
    gaps,
    ...{ prepared: signatureJson(standing.prepared), reviewed: signatureJson(standing.reviewed), fingerprint },
  };
}

function readable({ administration, readAt, period, standing }: Proved): string {
  const { name, journal, rows, vat, gaps } = period;
  const style = { head: [], border: [] };
  const loose = new Table({ head: ["number", "entry", "because", "what to do"], style });
  for (const { number, entry, faults } of rows.filter((row) => row.faults.length > 0)) {
    const said = faults.map((fault) => faultInWords(fault, "en"));
    const tell = (part: "name" | "next") => said.map((one) => one[part]).join("\n");
    loose.push([number, entry?.number ?? "", tell("name"), tell("next")]);
  }
  const totals = new Table({
    head: ["VAT code", "base Milestones", "base Globe", "VAT Milestones", "VAT Globe", ""],
    colAligns: ["left", "right", "right", "right", "right", "left"],
    style,
  });
  for (const { currency, code, milestones, globe, equal } of vat)
    totals.push([
      `${currency} ${code}`,
      ...[milestones.base, globe.base, milestones.vat, globe.vat].map(euros),
      equal ? "" : "differs",
    ]);
  const missing = gaps.map((gap) => (gap.missing === 1 ? gap.from : `${gap.from} to ${gap.until}`));
  const signed = (step: "prepared" | "reviewed") => `${step} by ${standing[step]?.by ?? "nobody yet"}`;
  return [
    `${administration.code}, period ${name}, journal ${journal}, as read ${readAt}`,
    verdictInWords(period, "en"),
    ...(loose.length > 0 ? [loose.toString()] : []),
    totals.toString(),
    ...(missing.length > 0 ? [`numbers that no invoice has: ${missing.join(", ")}`] : []),
    `${signed("prepared")}, ${signed("reviewed")}${standing.lapsed.length > 0 ? "; earlier signatures lapsed, since the facts moved" : ""}`,
    "",
  ].join("\n");
}
