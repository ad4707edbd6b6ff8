// The thread in which one bulk is done, off the web's own.
import { parentPort, workerData } from "node:worker_threads";
import { runBulk } from "./bulk.ts";
import { openDatabase, waitPatiently } from "./database.ts";

const { dataDir, id } = workerData as { dataDir: string; id: number };
const db = openDatabase(dataDir);
waitPatiently(db);
try {
  // why: who waits for the write lock looks again only after a few milliseconds.
  await runBulk(db, id, () => new Promise((resolve) => setTimeout(resolve, 8)));
} finally {
  db.close();
  parentPort?.close();
}
