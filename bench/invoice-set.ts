// A data set with as many ready invoices as asked for: the shipped one's, over and over, each time under other numbers.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const shipped = fileURLToPath(new URL("../demo/northwind", import.meta.url));
const truth = fileURLToPath(new URL("../tests/truth/northwind.json", import.meta.url));

type Row = Record<string, string | number | boolean | null>;
const read = (path: string): Row[] => JSON.parse(readFileSync(path, "utf8"));

/** The folder; to be removed by whoever asked. */
export function invoiceSet(wanted: number): string {
  const folder = mkdtempSync(join(tmpdir(), "tieout-invoice-set-"));
  for (const side of ["globe", "milestones"]) {
    mkdirSync(join(folder, side));
    for (const file of readdirSync(join(shipped, side)))
      writeFileSync(join(folder, side, file), readFileSync(join(shipped, side, file)));
  }
  writeFileSync(join(folder, "connector.json"), readFileSync(join(shipped, "connector.json")));
  const known: Record<string, { state: string }> = JSON.parse(readFileSync(truth, "utf8")).invoices;
  const ready = read(join(shipped, "milestones/Invoice.json")).filter(
    ({ InvoiceNumber }) => known[String(InvoiceNumber)]?.state === "ready",
  );
  const lines = read(join(shipped, "milestones/InvoiceLine.json"));
  const invoices: Row[] = [];
  const allLines: Row[] = [];
  for (let at = 0; at < wanted; at += 1) {
    const original = ready[at % ready.length] as Row;
    const InvoiceHeaderId = 900_000_000 + at;
    invoices.push({ ...original, InvoiceHeaderId, InvoiceNumber: String(27_000_001 + at) });
    for (const line of lines.filter((one) => one.InvoiceHeaderId === original.InvoiceHeaderId))
      allLines.push({ ...line, InvoiceHeaderId, InvoiceLineId: 910_000_000 + allLines.length });
  }
  writeFileSync(join(folder, "milestones/Invoice.json"), JSON.stringify(invoices));
  writeFileSync(join(folder, "milestones/InvoiceLine.json"), JSON.stringify(allLines));
  return folder;
}
