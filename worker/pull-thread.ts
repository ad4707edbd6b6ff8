// One pull, in a thread of its own: Bree's job. Opens the database, wires the ports of the flow and calls it once.
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { milestonesReader } from "../connectors/milestones/index.ts";
import { pull } from "../core/flows/pull.ts";
import { administrations } from "../prisma/administrations.ts";
import { openDatabase } from "../prisma/database.ts";
import { pullStore } from "../prisma/pull-store.ts";
import { agentReader } from "./agent-reader.ts";
import { portLine } from "./port-line.ts";
import type { PullEnded, PullJob } from "./pull-job.ts";

if (!parentPort) throw new Error("this module runs in a thread");
const main = parentPort;
const { dataDir, administrationId, entity, trigger, requestedBy, silence } = workerData as PullJob;

const stop = new AbortController();
const port = await new Promise<MessagePort>((found) => {
  main.on("message", (message: "cancel" | { port: MessagePort }) => {
    if (message === "cancel") stop.abort();
    else found(message.port);
  });
});

const db = openDatabase(dataDir);
// why: this thread may wait while another large pull is written; nobody waits for it.
db.pragma("busy_timeout = 120000");
const administration = administrations(db).find(({ id }) => id === administrationId);
if (!administration) throw new Error(`there is no administration ${administrationId}`);
const { code, settings } = administration;
const end = await pull(
  {
    store: pullStore(db),
    globe: agentReader(portLine(port), { agent: settings.agent, administration: code, silence }),
    milestones: milestonesReader({ baseUrl: settings.milestones.baseUrl, companyCode: code }),
  },
  { administration, entity, trigger, requestedBy },
  stop.signal,
);
db.close();
const ended: PullEnded = {
  runId: end?.runId ?? null,
  state: end?.state ?? "still going",
  reason: end && end.state !== "complete" ? end.error.message : null,
};
main.postMessage(ended);
// why: with this word Bree ends the thread; whatever still stands open in it ends too.
main.postMessage("done");
