// One pull, of an entity or of the invoices, in a thread of its own: Bree's job. Opens the database, wires the ports of
// the flow and calls it once.
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { milestonesReader } from "../connectors/milestones/index.ts";
import { milestonesPdfs } from "../connectors/milestones/pdf.ts";
import type { Administration } from "../core/administration.ts";
import { pull } from "../core/flows/pull.ts";
import { pullInvoices } from "../core/flows/pull-invoices.ts";
import type { RunTrigger } from "../core/ports/pull.ts";
import { administrations } from "../prisma/administrations.ts";
import { openDatabase } from "../prisma/database.ts";
import { invoicePullStore } from "../prisma/invoice-pull-store.ts";
import { judgedByOf, rejudge } from "../prisma/invoice-verdicts.ts";
import { invoiceStanding } from "../prisma/invoices.ts";
import { pullStore } from "../prisma/pull-store.ts";
import { agentReader } from "./agent-reader.ts";
import { milestonesOf } from "./milestones-access.ts";
import { portLine } from "./port-line.ts";
import type { PullEnded, PullJob } from "./pull-job.ts";

if (!parentPort) throw new Error("this module runs in a thread");
const main = parentPort;
const { dataDir, administrationId, entity, trigger, requestedBy, whole, silence } = workerData as PullJob;

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
const milestones = milestonesOf(db, administration);
const readers = {
  globe: agentReader(portLine(port), { agent: settings.agent, administration: code, silence }),
  milestones: milestonesReader({ ...milestones, moved: settings.milestones.moved }),
};

/** Settings that changed count at once, whether or not anything can be read now. */
function judgedAnew(): void {
  const standing = invoiceStanding(db, administrationId);
  if (standing && standing.judgedBy !== judgedByOf(administration as Administration))
    rejudge(db, administration as Administration);
}

async function pulled(task: { administration: Administration; trigger: RunTrigger; requestedBy: number | null }) {
  if (entity !== "invoice") return pull({ store: pullStore(db), ...readers }, { ...task, entity, whole }, stop.signal);
  judgedAnew();
  const ports = { store: invoicePullStore(db), ...readers, pdfs: milestonesPdfs(milestones) };
  return pullInvoices(ports, task, stop.signal);
}

const end = await pulled({ administration, trigger, requestedBy });
db.close();
const ended: PullEnded = {
  runId: end?.runId ?? null,
  state: end?.state ?? "still going",
  reason: end && end.state !== "complete" ? end.error.message : null,
  moved:
    end?.state === "complete" &&
    end.moved.added + end.moved.changed + ("closed" in end.moved ? end.moved.closed : 0) > 0,
};
main.postMessage(ended);
// why: with this word Bree ends the thread; whatever still stands open in it ends too.
main.postMessage("done");
