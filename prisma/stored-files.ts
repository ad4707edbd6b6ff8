// Files (workbooks, PDFs) lie in the data folder under their SHA-256, each with a row in the database.
import { createHash, randomUUID } from "node:crypto";
import { createReadStream, createWriteStream, existsSync, type ReadStream, renameSync, rmSync } from "node:fs";
import { mkdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Database, dataDirOf, inOneTransaction, instant } from "./database.ts";

export interface StoredFile {
  hash: string;
  size: number;
  mediaType: string;
}

const folderOf = (db: Database) => join(dataDirOf(db), "files");
const hashForm = /^[0-9a-f]{64}$/;

/** Keeps what the stream gives. The file stands under its name only once it is whole. */
export async function storeFile(db: Database, content: Readable, mediaType: string): Promise<StoredFile> {
  const folder = folderOf(db);
  await mkdir(folder, { recursive: true });
  const underWay = join(folder, `${randomUUID()}.part`);
  const hash = createHash("sha256");
  try {
    await pipeline(
      content,
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          hash.update(chunk);
          yield chunk;
        }
      },
      createWriteStream(underWay, { flush: true }),
    );
    const file = { hash: hash.digest("hex"), size: (await stat(underWay)).size, mediaType };
    return inOneTransaction(db, () => {
      renameSync(underWay, join(folder, file.hash));
      db.prepare(
        `INSERT INTO stored_file (hash, size, mediaType, createdAt) VALUES (@hash, @size, @mediaType, @at)
         ON CONFLICT (hash) DO NOTHING`,
      ).run({ ...file, at: instant() });
      return file;
    });
  } finally {
    await rm(underWay, { force: true });
  }
}

/** Deletes a stored file that nothing points at: what was never used. Where something does, it stays. */
export function forgetFile(db: Database, hash: string): void {
  if (!hashForm.test(hash)) return;
  inOneTransaction(db, () => {
    const isUsed = db
      .prepare<[Record<string, unknown>], number>(
        `SELECT 1 WHERE EXISTS (SELECT 1 FROM export_job WHERE fileHash = @hash)
           OR EXISTS (SELECT 1 FROM invoice WHERE pdfHash = @hash)
           OR EXISTS (SELECT 1 FROM invoice_export WHERE pdfHash = @hash)
           OR EXISTS (SELECT 1 FROM bulk_job WHERE task ->> '$.rows.file' = @hash AND state <> 'failed')
           OR EXISTS (SELECT 1 FROM event WHERE kind = 'dossier_made' AND instr(detail, @hash) > 0)`,
      )
      .get({ hash });
    if (isUsed) return;
    db.prepare(`DELETE FROM stored_file WHERE hash = ?`).run(hash);
    // why: within the transaction, so that who stores the same bytes meanwhile writes them anew after it.
    rmSync(join(folderOf(db), hash), { force: true });
  });
}

/** A stored file's bytes; null where there is none, or where what lies there is no longer what was stored. */
export async function storedBytes(db: Database, hash: string): Promise<Buffer | null> {
  if (!hashForm.test(hash)) return null;
  const bytes = await readFile(join(folderOf(db), hash)).catch(() => null);
  return bytes && createHash("sha256").update(bytes).digest("hex") === hash ? bytes : null;
}

/** A stored file to read from, or null where there is none. Whether someone may see it is asked before. */
export function openStoredFile(db: Database, hash: string): (StoredFile & { stream: ReadStream }) | null {
  if (!hashForm.test(hash)) return null;
  const file = db
    .prepare<[string], StoredFile>(`SELECT hash, size, mediaType FROM stored_file WHERE hash = ?`)
    .get(hash);
  return file ? { ...file, stream: createReadStream(join(folderOf(db), hash)) } : null;
}

/** Where a stored file lies; null where there is none. */
export function storedPath(db: Database, hash: string): string | null {
  const path = join(folderOf(db), hash);
  return hashForm.test(hash) && existsSync(path) ? path : null;
}
