// The proof that every processed invoice is one sales entry with its PDF, as of the last complete pull: Milestones'
// invoices as they are stored, against what Globe held then, and the PDFs that were read back when they were booked.
import type { Booking } from "../core/invoices/booking.ts";
import { type Completeness, completeness, type FoundEntry, type SentInvoice } from "../core/invoices/completeness.ts";
import type { Invoice } from "../core/invoices/invoice.ts";
import type { Administration } from "../core/ports.ts";
import { atOneMoment, type Database } from "./database.ts";
import { invoiceFacts } from "./globe-snapshot.ts";

export interface InvoiceProof extends Completeness {
  /** When Globe and Milestones were read. */
  readAt: string;
}

/** Null before the first complete pull of invoices. */
export function invoiceProof(db: Database, administration: Administration): InvoiceProof | null {
  return atOneMoment(db, () => {
    const known = invoiceFacts(db, administration);
    const readAt = db
      .prepare<[number], string | null>(`SELECT lastCompleteAt FROM invoice_standing WHERE administrationId = ?`)
      .pluck()
      .get(administration.id);
    if (!known || !readAt) return null;
    const readBack = pdfsReadBack(db, administration.id);
    const found = [...known.bookings.values()].flat().map((booking): FoundEntry => {
      const proven = readBack.get(nameOf(booking)) ?? null;
      // why: a hash that was read back proves nothing of an entry that no longer has a document.
      return { booking, pdf: booking.document === "" ? null : proven };
    });
    return { ...completeness(sentInvoices(db, administration.id), found, known), readAt };
  });
}

function sentInvoices(db: Database, administrationId: number): SentInvoice[] {
  return db
    .prepare<[number], { record: string; pdfHash: string | null }>(
      `SELECT record, pdfHash FROM invoice
       WHERE administrationId = ? AND (NOT gone OR state IN ('sent', 'booked', 'mismatch', 'no_answer')) ORDER BY id`,
    )
    .all(administrationId)
    .map(({ record, pdfHash }) => ({ invoice: JSON.parse(record) as Invoice, pdf: pdfHash }));
}

const nameOf = ({ journal, year, entryNumber }: Pick<Booking, "journal" | "year" | "entryNumber">): string =>
  JSON.stringify([journal, year, entryNumber]);

/** SHA-256 of the PDF that Globe gave back of each entry, by journal, year and number. */
function pdfsReadBack(db: Database, administrationId: number): Map<string, string> {
  const rows = db
    .prepare<[number], { journal: string; year: string; entryNumber: string; sha256: string }>(
      `SELECT detail ->> '$.journal' AS journal, detail ->> '$.year' AS year, detail ->> '$.entryNumber' AS entryNumber,
         detail ->> '$.document.sha256' AS sha256
       FROM export_attempt JOIN invoice_export ON invoice_export.id = exportId JOIN invoice ON invoice.id = invoiceId
       WHERE administrationId = ? AND outcome = 'booked' AND sha256 IS NOT NULL ORDER BY export_attempt.id`,
    )
    .all(administrationId);
  return new Map(rows.map(({ sha256, ...entry }) => [nameOf(entry), sha256]));
}
