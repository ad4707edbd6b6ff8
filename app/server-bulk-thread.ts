// The thread in which one bulk is done, off the web's own.
import { parentPort, workerData } from "node:worker_threads";
import { runBulk } from "../prisma/bulk.ts";
import { openDatabase, waitPatiently } from "../prisma/database.ts";
import { readReturned } from "./server-returned.ts";

const { dataDir, id } = workerData as { dataDir: string; id: number };
const db = openDatabase(dataDir);
waitPatiently(db);
try {
  await runBulk(db, id, {
    // why: who waits for the write lock looks again only after a few milliseconds.
    rest: () => new Promise((resolve) => setTimeout(resolve, 8)),
    read: (task, job) => readReturned(db, task, job),
  });
} finally {
  db.close();
  parentPort?.close();
}
