// What Milestones is still to be told of invoices, and every time it was told, with how that ended. Nothing here changes
// where an invoice stands.

import type { Administration } from "../core/administration.ts";
import type { TellingEnd } from "../core/flows/tell-milestones.ts";
import type { SaidReason } from "../core/invoices/said-reason.ts";
import { toldStates, type Word, word } from "../core/invoices/telling.ts";
import type { ExportState } from "../core/states.ts";
import { type Database, inOneTransaction, instant } from "./database.ts";
import { appendEvent } from "./events.ts";

type TellingOutcome = TellingEnd["outcome"];

/** Milestones says what it should. */
const settled: readonly string[] = ["told", "already"] satisfies TellingOutcome[];

export interface ToTell {
  invoiceId: number;
  /** Milestones' id. */
  sourceId: string;
  number: string;
  word: Word;
  /** How often this very thing was told in vain. */
  failures: number;
  /** When that last ended; null for never. */
  triedAt: string | null;
}

interface Row {
  invoiceId: number;
  sourceId: string;
  number: string;
  state: ExportState;
  entryNumber: string | null;
  lastWord: string | null;
  lastOutcome: string | null;
  triedAt: string | null;
}

/** All of which Milestones does not say yet what it should; those that were tried least recently first. None while it is not told. */
export function toTell(db: Database, { id, settings }: Administration): ToTell[] {
  const { telling } = settings.invoices;
  if (!telling.isOn) return [];
  const failures = db
    .prepare<[number, string], number>(
      `SELECT count(*) FROM invoice_telling WHERE invoiceId = ? AND word = ? AND outcome IS NOT NULL`,
    )
    .pluck();
  return db
    .prepare<[number, string], Row>(
      `SELECT invoice.id AS invoiceId, sourceId, number, state, entryNumber,
         last.word AS lastWord, last.outcome AS lastOutcome, ifnull(last.endedAt, last.startedAt) AS triedAt
       FROM invoice LEFT JOIN invoice_telling AS last
         ON last.id = (SELECT max(id) FROM invoice_telling WHERE invoiceId = invoice.id)
       WHERE administrationId = ? AND NOT gone AND state IN (SELECT value FROM json_each(?))
       ORDER BY triedAt, invoice.id`,
    )
    .all(id, JSON.stringify(toldStates))
    .flatMap(({ lastWord, lastOutcome, triedAt, ...row }): ToTell[] => {
      const said = row.state === "booked" || row.state === "already_booked" ? null : lastSaid(db, row.invoiceId);
      const wanted = word({ ...row, said }, telling);
      if (wanted === null) return [];
      const text = JSON.stringify(wanted);
      const isSame = text === lastWord;
      if (isSame && settled.includes(lastOutcome ?? "")) return [];
      const { invoiceId, sourceId, number } = row;
      const inVain = isSame ? (failures.get(invoiceId, text) ?? 0) : 0;
      return [{ invoiceId, sourceId, number, word: wanted, failures: inVain, triedAt: isSame ? triedAt : null }];
    });
}

/** What was last said of an invoice that tells why; null for nothing. */
function lastSaid(db: Database, invoiceId: number): SaidReason | null {
  const detail = db
    .prepare<[number], string>(
      `SELECT attempt.detail FROM export_attempt AS attempt JOIN invoice_export ON invoice_export.id = exportId
       WHERE invoiceId = ? AND (attempt.detail ->> '$.code' IS NOT NULL OR attempt.detail ->> '$.reason' IS NOT NULL)
       ORDER BY attempt.id DESC LIMIT 1`,
    )
    .pluck()
    .get(invoiceId);
  return detail === undefined ? null : (JSON.parse(detail) as SaidReason);
}

/** Notes, before anything is sent, that Milestones is about to be told. The telling's own number. */
export function beginTelling(db: Database, invoiceId: number, told: Word): number {
  const { lastInsertRowid } = db
    .prepare(`INSERT INTO invoice_telling (invoiceId, word, startedAt) VALUES (?, ?, ?)`)
    .run(invoiceId, JSON.stringify(told), instant());
  return Number(lastInsertRowid);
}

/** Notes how it ended; with an event where that is not how the one before it ended. */
export function endTelling(db: Database, tellingId: number, end: TellingEnd): void {
  inOneTransaction(db, () => {
    const at = instant();
    const reason = "reason" in end ? end.reason : null;
    const ended = db
      .prepare<[string, string, string | null, number], { invoiceId: number; word: string }>(
        `UPDATE invoice_telling SET endedAt = ?, outcome = ?, reason = ? WHERE id = ? AND endedAt IS NULL
         RETURNING invoiceId, word`,
      )
      .get(at, end.outcome, reason, tellingId);
    if (!ended) throw new Error(`telling ${tellingId} is not under way`);
    const { administrationId, number, before } = db
      .prepare<[number, number], { administrationId: number; number: string; before: string | null }>(
        `SELECT administrationId, number, (SELECT outcome || ' ' || word FROM invoice_telling
           WHERE invoiceId = invoice.id AND id < ? AND outcome IS NOT NULL ORDER BY id DESC LIMIT 1) AS before
         FROM invoice WHERE id = ?`,
      )
      .get(tellingId, ended.invoiceId) as { administrationId: number; number: string; before: string | null };
    // why: Milestones may be away for days, and the same "not yet" every few minutes says nothing new.
    if (before === `${end.outcome} ${ended.word}`) return;
    const kind = settled.includes(end.outcome) ? "invoice_told" : "invoice_not_told";
    const detail = { outcome: end.outcome, fields: Object.keys(JSON.parse(ended.word) as Word) };
    appendEvent(db, { kind, who: null, administrationId, subject: number, detail }, at);
  });
}

/** One time that Milestones was told of an invoice. */
export interface Telling {
  id: number;
  word: Word;
  startedAt: string;
  endedAt: string | null;
  outcome: TellingOutcome | null;
  reason: string | null;
}

/** Oldest first. */
export function tellingsOf(db: Database, invoiceId: number): Telling[] {
  return db
    .prepare<[number], Omit<Telling, "word"> & { word: string }>(
      `SELECT id, word, startedAt, endedAt, outcome, reason FROM invoice_telling WHERE invoiceId = ? ORDER BY id`,
    )
    .all(invoiceId)
    .map((row) => ({ ...row, word: JSON.parse(row.word) as Word }));
}

/** Whether the last telling of an invoice failed; for a condition on invoices. */
export const untold = `EXISTS (SELECT 1 FROM invoice_telling AS last WHERE last.id =
    (SELECT max(id) FROM invoice_telling WHERE invoiceId = invoice.id AND outcome IS NOT NULL)
    AND last.outcome NOT IN (${settled.map((one) => `'${one}'`).join(", ")}))`;
