// The proof that every processed invoice is one sales entry with its PDF, as of the last complete pull: Milestones'
// invoices as they are stored, against what Globe held then, and the PDFs that were read back when they were booked.

import type { Administration } from "../core/administration.ts";
import type { Booking } from "../core/invoices/booking.ts";
import { type Completeness, completeness, type PeriodProof, proofFingerprint } from "../core/invoices/completeness.ts";
import type { Invoice } from "../core/invoices/invoice.ts";
import type { FoundEntry, SentInvoice } from "../core/invoices/proof-rows.ts";
import { atOneMoment, type Database } from "./database.ts";
import { invoiceFacts } from "./globe-snapshot.ts";

/** A period and journal as it is proved, named "2026-10", with the hash of all that is said of it. */
export interface ProvedPeriod extends PeriodProof {
  name: string;
  fingerprint: string;
}

export interface InvoiceProof extends Completeness {
  periods: ProvedPeriod[];
  /** When Globe and Milestones were read. */
  readAt: string;
}

const remembered = new WeakMap<Database, Map<number, { of: string; proof: InvoiceProof }>>();

/** What a proof is of: it moves with the invoices and the settings. Null before the first complete pull of invoices. */
export function provable(db: Database, { id, settings }: Administration): { of: string; readAt: string } | null {
  const standing = db
    .prepare<[number], { version: number; lastCompleteAt: string | null }>(
      `SELECT version, lastCompleteAt FROM invoice_standing WHERE administrationId = ?`,
    )
    .get(id);
  if (!standing?.lastCompleteAt) return null;
  return { of: JSON.stringify([standing, settings]), readAt: standing.lastCompleteAt };
}

/** The proof as of now where it was made before; null where it would have to be made. */
export function knownProof(db: Database, administration: Administration): InvoiceProof | null {
  const known = remembered.get(db)?.get(administration.id);
  return known && known.of === provable(db, administration)?.of ? known.proof : null;
}

export function rememberProof(db: Database, administrationId: number, of: string, proof: InvoiceProof): void {
  const known = remembered.get(db) ?? new Map();
  remembered.set(db, known.set(administrationId, { of, proof }));
}

/** Null before the first complete pull of invoices. What has not moved since it was last asked is not proved again. */
export function invoiceProof(db: Database, administration: Administration): InvoiceProof | null {
  return atOneMoment(db, () => {
    const now = provable(db, administration);
    if (!now) return null;
    const known = knownProof(db, administration);
    if (known) return known;
    const proof = proved(db, administration, now.readAt);
    if (proof) rememberProof(db, administration.id, now.of, proof);
    return proof;
  });
}

function proved(db: Database, administration: Administration, readAt: string): InvoiceProof | null {
  const facts = invoiceFacts(db, administration);
  if (!facts) return null;
  const readBack = pdfsReadBack(db, administration.id);
  const found = [...facts.bookings.values()].flat().map((booking): FoundEntry => {
    const proven = readBack.get(nameOf(booking)) ?? null;
    // why: a hash that was read back proves nothing of an entry that no longer has a document.
    return { booking, pdf: booking.document === "" ? null : proven };
  });
  const { periods, ...rest } = completeness(sentInvoices(db, administration.id, readAt), found, facts);
  const named = periods.map((period): ProvedPeriod => {
    const name = `${period.year}-${period.period.padStart(2, "0")}`;
    return { ...period, name, fingerprint: proofFingerprint(period) };
  });
  return { ...rest, periods: named, readAt };
}

function sentInvoices(db: Database, administrationId: number, readAt: string): SentInvoice[] {
  return db
    .prepare<[string, number], { record: string; pdfHash: string | null; bookedSince: 0 | 1 }>(
      `SELECT record, pdfHash, state = 'booked' AND since > ? AS bookedSince FROM invoice
       WHERE administrationId = ? AND (NOT gone OR state IN ('sent', 'booked', 'mismatch', 'no_answer')) ORDER BY id`,
    )
    .all(readAt, administrationId)
    .map(({ record, pdfHash, bookedSince }) => {
      return { invoice: JSON.parse(record) as Invoice, pdf: pdfHash, bookedSince: bookedSince === 1 };
    });
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
