// One go at applying what was approved for an administration, in a thread of its own: Bree's job. Opens the database,
// wires the ports of the flow and calls it once.
import { parentPort, workerData } from "node:worker_threads";
import { milestonesWriter } from "../connectors/milestones/writing.ts";
import { apply } from "../core/flows/apply.ts";
import { administrations } from "../prisma/administrations.ts";
import { applyStore } from "../prisma/apply-store.ts";
import { openDatabase } from "../prisma/database.ts";
import type { ApplyEnded, ApplyJob } from "./apply-job.ts";
import { milestonesOf } from "./milestones-access.ts";

if (!parentPort) throw new Error("this module runs in a thread");
const main = parentPort;
const { dataDir, administrationId, settle } = workerData as ApplyJob;

const stop = new AbortController();
main.on("message", (message: "cancel") => {
  if (message === "cancel") stop.abort();
});

const db = openDatabase(dataDir);
const administration = administrations(db).find(({ id }) => id === administrationId);
if (!administration) throw new Error(`there is no administration ${administrationId}`);
// why: one request that finds Milestones away is enough; the whole is tried again soon.
const patience = { attempts: 2, firstPause: 500, timeout: 60_000 };
const milestones = milestonesWriter({ ...milestonesOf(db, administration), patience });
const { error, ...counts } = await apply({ store: applyStore(db), milestones, settle }, administration, stop.signal);
db.close();
const ended: ApplyEnded = { ...counts, reason: error?.message ?? null };
main.postMessage(ended);
// why: with this word Bree ends the thread; whatever still stands open in it ends too.
main.postMessage("done");
