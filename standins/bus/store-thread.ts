// The store's thread: applies one batch of changes as one transaction, and says when it is on disk.
import { parentPort, workerData } from "node:worker_threads";
import Database from "better-sqlite3";
import { type Batch, columns, type PackedChange, type Row } from "./rows.ts";

const { file, sync, maxBytes, queues } = workerData as {
  file: string;
  sync: "full" | "normal";
  maxBytes: number | undefined;
  queues: string[];
};

const database = new Database(file);
// why: a body of 100 KB lies on a page's overflow; larger pages make it fewer pieces (sends gained 15 to 30 %).
database.pragma("page_size = 16384");
database.pragma("journal_mode = WAL");
database.pragma(`synchronous = ${sync}`);
// 64 MB: a page that is written again before it is copied into the table is copied once.
database.pragma("wal_autocheckpoint = 4096");
if (maxBytes !== undefined) {
  database.pragma(`max_page_count = ${Math.ceil(maxBytes / Number(database.pragma("page_size", { simple: true })))}`);
}
database.exec(`
  CREATE TABLE IF NOT EXISTS queue (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, nextSeq INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS message (
    id INTEGER PRIMARY KEY, queue INTEGER NOT NULL, seq INTEGER NOT NULL, state INTEGER NOT NULL, count INTEGER NOT NULL,
    enqueuedSeq INTEGER NOT NULL, enqueued INTEGER NOT NULL, expires INTEGER NOT NULL, scheduled INTEGER NOT NULL,
    session TEXT, source TEXT, ttl INTEGER NOT NULL, durable INTEGER NOT NULL, priority INTEGER NOT NULL,
    size INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS content (
    id INTEGER PRIMARY KEY, annotationItems INTEGER NOT NULL, annotations BLOB NOT NULL, bare BLOB NOT NULL);
  CREATE TABLE IF NOT EXISTS session_state (
    queue INTEGER NOT NULL, session TEXT NOT NULL, state BLOB NOT NULL, PRIMARY KEY (queue, session)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS seen (
    queue INTEGER NOT NULL, messageId TEXT NOT NULL, until INTEGER NOT NULL, PRIMARY KEY (queue, messageId)) WITHOUT ROWID;
`);

const addQueue = database.prepare("INSERT OR IGNORE INTO queue (name, nextSeq) VALUES (?, 1)");
for (const name of queues) addQueue.run(name);

const put = database.prepare(`INSERT OR REPLACE INTO message (${columns}) VALUES (${columns.replace(/\w+/g, "?")})`);
const putContent = database.prepare("INSERT OR REPLACE INTO content VALUES (?, ?, ?, ?)");
const removeMessage = database.prepare("DELETE FROM message WHERE id = ?");
const removeContent = database.prepare("DELETE FROM content WHERE id = ?");
const putState = database.prepare("INSERT OR REPLACE INTO session_state VALUES (?, ?, ?)");
const removeState = database.prepare("DELETE FROM session_state WHERE queue = ? AND session = ?");
const putSeen = database.prepare("INSERT OR REPLACE INTO seen VALUES (?, ?, ?)");
const forget = database.prepare("DELETE FROM seen WHERE queue = ? AND until < ?");
const reserve = database.prepare("UPDATE queue SET nextSeq = max(nextSeq, ?) WHERE id = ?");

function apply(change: PackedChange, bytes: Uint8Array): void {
  const blobs = (change.blobs ?? []).map(([start, end]) => bytes.subarray(start, end));
  if ("put" in change) {
    put.run(change.put as Row);
  } else if ("content" in change && "annotationItems" in change) {
    putContent.run(change.content, change.annotationItems, blobs[0], blobs[1]);
  } else if ("remove" in change) {
    removeMessage.run(change.remove);
    removeContent.run(change.remove);
  } else if ("sessionState" in change) {
    const key = change.sessionState as [number, string];
    if (blobs[0]) putState.run(...key, blobs[0]);
    else removeState.run(...key);
  } else if ("seen" in change) putSeen.run(change.seen);
  else if ("forget" in change) forget.run(change.forget);
}

const commit = database.transaction(({ changes, bytes }: Batch) => {
  // Sequence numbers are never used again, also not those of messages that are gone.
  const next = new Map<number, number>();
  for (const change of changes) {
    apply(change, bytes);
    if ("put" in change) {
      const [, queue, seq] = change.put as Row;
      next.set(queue, Math.max(next.get(queue) ?? 0, seq + 1));
    }
  }
  for (const [queue, seq] of next) reserve.run(seq, queue);
});

parentPort?.on("message", (message: Batch | "close") => {
  if (message === "close") {
    database.close();
    parentPort?.close();
    return;
  }
  let failure: string | null = null;
  try {
    commit.immediate(message);
  } catch (thrown) {
    failure = thrown instanceof Error ? thrown.message : String(thrown);
  }
  parentPort?.postMessage(failure);
});
parentPort?.postMessage(null);
