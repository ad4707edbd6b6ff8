// What Globe holds of an invoice: its entries by YourReference, and its documents with their bytes. Found means found;
// nothing found is believed only when two questions and the company itself agree.
import { createHash } from "node:crypto";
import { z } from "zod";
import { type Booking, bookings } from "../../core/invoices/booking.ts";
import { comparedReference } from "../../core/invoices/references.ts";
import type { RawRecord } from "../../core/reconcile/references.ts";
import { notUnderstood } from "../http/index.ts";
import { address, chosen, incomplete, nextPage } from "../http/pages.ts";
import { pathOf } from "./entities.ts";
import { type GlobeService, system } from "./service.ts";

export interface FoundEntry {
  booking: Booking;
  /** The key that its lines were sent with; "" where Globe does not tell. */
  transactionKey: string;
  /** By which documents point at it; "" where only its lines were found. */
  sysGuid: string;
}

export interface FoundDocument {
  id: string;
  messageId: string;
  yourRef: string;
  fileName: string;
}

const ofBoth = [
  ...["ID", "TransactionKey", "Journal", "EntryNumber", "YourReference", "DebtorNumber", "EntryDate"],
  ...["FinancialYear", "FinancialPeriod", "CurrencyCode", "Amount"],
];
const fields = {
  FinancialHeader: [...ofBoth, "SysGuid"],
  FinancialLine: [...ofBoth, "VATCode", "VATAmount", "VATBasis", "DocumentID", "Description"],
  Document: ["ID", "MessageIDDocument", "YourRef", "FileName"],
  Binary: ["MessageID", "Sequence", "DataString"],
  Division: ["Code"],
};

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const text = (value: unknown): string => String(value ?? "").trim();

export function globeFound({ base, page }: GlobeService) {
  async function all(entity: keyof typeof fields, filter: string, signal: AbortSignal): Promise<RawRecord[]> {
    const found: RawRecord[] = [];
    const order = entity === "Binary" ? "Sequence" : fields[entity][0];
    const query = { $select: fields[entity].join(","), $orderby: order, $filter: filter === "" ? undefined : filter };
    let url: URL | undefined = address(base, pathOf(entity), query);
    while (url) {
      const { results, __next: next } = await page(entity, url, signal);
      for (const record of results) found.push(chosen({ system, entity }, fields[entity], (field) => record[field]));
      url = next === undefined ? undefined : nextPage({ system, entity }, base, url, next);
    }
    return found;
  }

  /** Entries of a journal with this reference, however it is padded or written. */
  async function entries(
    { reference, journal, lineSign }: { reference: string; journal: string; lineSign: "+" | "-" },
    signal: AbortSignal,
  ): Promise<FoundEntry[]> {
    const filter = `substringof(${quoted(reference.trim())}, YourReference)`;
    const [headers, referring] = await Promise.all([
      all("FinancialHeader", filter, signal),
      all("FinancialLine", filter, signal),
    ]);
    const isWanted = (record: RawRecord) =>
      comparedReference(text(record.YourReference)) === comparedReference(reference) &&
      text(record.Journal) === journal.trim() &&
      text(record.EntryNumber) !== "";
    const own = headers.filter(isWanted);
    const lines = new Map(referring.filter(isWanted).map((line) => [text(line.ID), line]));
    // why: a line need not carry its header's reference, but it does carry its number.
    for (const header of own)
      for (const line of await all("FinancialLine", `EntryNumber eq ${quoted(String(header.EntryNumber))}`, signal))
        lines.set(text(line.ID), line);
    if (own.length === 0 && lines.size === 0) await expectCompany(signal);
    const found = bookings({ FinancialHeader: own, FinancialLine: [...lines.values()] }, { salesLineSign: lineSign });
    return found
      .filter((booking) => booking.journal === journal.trim() && booking.reference === comparedReference(reference))
      .map((booking) => {
        const isIt = (record: RawRecord) =>
          text(record.EntryNumber) === booking.entryNumber && text(record.FinancialYear) === booking.year;
        const header = own.find(isIt);
        const key = header ?? [...lines.values()].find(isIt);
        return { booking, transactionKey: text(key?.TransactionKey).toLowerCase(), sysGuid: text(header?.SysGuid) };
      });
  }

  /** why: a service that answers everything with nothing would otherwise make an invoice look as if it were not booked. */
  async function expectCompany(signal: AbortSignal): Promise<void> {
    const company = await all("Division", "", signal);
    if (company.length === 0)
      throw incomplete(
        { system, entity: "FinancialHeader" },
        "it answers with nothing, even when asked for its own company",
      );
  }

  async function documents(
    of: { id: string } | { entryKey: string } | { yourRef: string },
    signal: AbortSignal,
  ): Promise<FoundDocument[]> {
    const filter =
      "id" in of
        ? `ID eq guid'${of.id}'`
        : "entryKey" in of
          ? `EntryKey eq guid'${of.entryKey}'`
          : `substringof(${quoted(of.yourRef)}, YourRef)`;
    return (await all("Document", filter, signal)).map((record) => ({
      id: text(record.ID).toLowerCase(),
      messageId: text(record.MessageIDDocument).toLowerCase(),
      yourRef: text(record.YourRef),
      fileName: text(record.FileName),
    }));
  }

  /** SHA-256 of a document's bytes as Globe gives them back; null where it gives none, or not all. */
  async function contentOf({ messageId }: FoundDocument, signal: AbortSignal): Promise<string | null> {
    if (messageId === "") return null;
    const chunks = z
      .array(z.object({ Sequence: z.coerce.number(), DataString: z.string().nullable() }))
      .safeParse(await all("Binary", `MessageID eq guid'${messageId}'`, signal));
    if (!chunks.success) throw notUnderstood(system, "a document's chunks do not have their shape", chunks.error);
    const hash = createHash("sha256");
    for (const [at, { Sequence, DataString }] of chunks.data.entries()) {
      if (Sequence !== at || DataString === null) return null;
      hash.update(Buffer.from(DataString, "base64"));
    }
    return chunks.data.length === 0 ? null : hash.digest("hex");
  }

  return { entries, documents, contentOf };
}
