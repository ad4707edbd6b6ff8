// What a filled workbook that came back proposes, in the product's own words.
import { type FilledRow, filledRows } from "../connectors/files/filled-workbook.ts";
import { TieoutError } from "../core/errors.ts";
import type { PairAction } from "../core/states.ts";
import type { BulkJob } from "../prisma/bulk.ts";
import type { ReadRefusal, ReadRow, WorkbookTask } from "../prisma/bulk-rows.ts";
import type { Database } from "../prisma/database.ts";
import { proving } from "../prisma/proving.ts";
import { storedPath } from "../prisma/stored-files.ts";

const mostRows = 100_000;
const longestComment = 2000;

export async function readReturned(db: Database, task: WorkbookTask, job: BulkJob): Promise<ReadRow[]> {
  const { fileName: file, rows } = task;
  const path = storedPath(db, rows.file);
  if (path === null) throw new TieoutError("input_missing", { values: { file } });
  const { administrationId } = job;
  const filled = await filledRows(path, { file, administrationId, prover: proving(db), mostRows });
  const [actions, reasons] = [heard(task.words.actions), heard(task.words.reasons)];
  return filled.map((row) => readRow(row, actions.get(plain(row.asked.action)), reasons.get(plain(row.asked.reason))));
}

function readRow(
  { row: sheetRow, key, pairId, fingerprint, asked, refused }: FilledRow,
  action: PairAction | undefined,
  reason: string | undefined,
): ReadRow {
  const until = dayIn(asked.until);
  const why: ReadRefusal | null =
    refused ??
    (asked.action === "" ? "action_missing" : null) ??
    (action === undefined ? "action_unknown" : null) ??
    (asked.reason === "" ? "reason_missing" : null) ??
    (reason === undefined ? "reason_unknown" : null) ??
    (until === undefined ? "until_unreadable" : null) ??
    (asked.comment.length > longestComment ? "comment_long" : null);
  const isWhole = why === null && action !== undefined && reason !== undefined && until !== undefined;
  return {
    ...{ sheetRow, key, pairId, fingerprint, refused: why },
    said: isWhole ? { action, reason, until, comment: asked.comment } : null,
  };
}

const plain = (word: string): string => word.normalize("NFC").replaceAll("’", "'").trim().toLowerCase();

const heard = <Meaning>(words: Readonly<Record<string, Meaning>>) =>
  new Map(Object.entries(words).map(([word, meaning]) => [plain(word), meaning] as const));

/** Null where empty; undefined where it is no day. */
function dayIn(text: string): string | null | undefined {
  if (text === "") return null;
  // why: a day that is pasted as a value into a text cell comes as its number since 1900.
  if (/^\d{5}$/.test(text)) return new Date((Number(text) - 25_569) * 86_400_000).toISOString().slice(0, 10);
  const [, year, month, day] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text) ?? [];
  const [, ownDay, ownMonth, ownYear] = /^(\d{1,2})[-/](\d{1,2})[-/](\d{4})$/.exec(text) ?? [];
  const written = [year ?? ownYear, month ?? ownMonth, day ?? ownDay].map((part) => (part ?? "").padStart(2, "0"));
  const iso = written.join("-");
  const read = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(iso) ? iso : undefined;
}
