// The worker as a program: holds the bus, notes the agents' presence, starts the pulls that are due or asked for, and
// applies what was approved. Keeps Tieout let in by Milestones.
// Looks at the schedules and the requests anew every second, so that a change counts at once, without a restart.
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import pino from "pino";
import { z } from "zod";
import { busConnection } from "../connectors/bus/connection.ts";
import { TieoutError } from "../core/errors.ts";
import packageFile from "../package.json" with { type: "json" };
import { administrations } from "../prisma/administrations.ts";
import { type Database, openDatabase } from "../prisma/database.ts";
import { closeAbandonedInvoiceRuns } from "../prisma/invoice-pull-store.ts";
import { returnInvoiceRequests } from "../prisma/invoice-requests.ts";
import { lapseExpired } from "../prisma/lapse.ts";
import { closeAbandonedRuns } from "../prisma/pull-store.ts";
import { readinessReader } from "../prisma/readiness-reader.ts";
import { returnRequests } from "../prisma/requests.ts";
import { accessKeeper } from "./access-keeper.ts";
import { agents } from "./agents.ts";
import { applies } from "./applies.ts";
import { letters } from "./dead-letters.ts";
import { exporting } from "./exports.ts";
import { patientWrites } from "./patient-writes.ts";
import { probes } from "./probes.ts";
import { pulls } from "./pulls.ts";
import { dailyNotes } from "./readiness.ts";
import { selfTests } from "./self-tests.ts";
import { tellings } from "./tellings.ts";
import { wanted } from "./wanted.ts";

const environment = z.object({
  TIEOUT_DATA: z.string().min(1),
  TIEOUT_BUS: z.string().min(1),
  TIEOUT_BUS_ENDPOINT: z.string().min(1).optional(),
  TIEOUT_BUS_CA: z.string().min(1).optional(),
  TIEOUT_BUS_PROXY: z.url({ protocol: /^https?$/ }).optional(),
  /** Seconds after which a write to Milestones that nobody saw the end of, and that is not there, counts as not done. */
  TIEOUT_SETTLE: z.coerce.number().nonnegative().default(30),
});

const zone = "Europe/Amsterdam";
const tick = 1_000;
const shortTick = 250;

/** Whatever still hangs then, on a bus that answers nothing, is left. */
const longestGoodbye = 9_000;
const shortGoodbye = 2_000;

function environmentOf(): z.infer<typeof environment> {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  // why: Bree and every log line take the hour from the process; only in this zone do they agree with the schedule.
  if (here !== zone) throw misconfigured(`its time zone is ${here}; start it with TZ=${zone}`);
  const read = environment.safeParse(process.env);
  if (!read.success) throw misconfigured(z.prettifyError(read.error));
  return read.data;
}

const misconfigured = (reason: string) => new TieoutError("worker_misconfigured", { values: { reason } });

function run(): void {
  const env = environmentOf();
  const log = pino({ name: "worker" }, pino.destination(2));
  const db: Database = openDatabase(env.TIEOUT_DATA);
  const closed = closeAbandonedRuns(db) + closeAbandonedInvoiceRuns(db);
  const returned = returnRequests(db) + returnInvoiceRequests(db);
  if (closed + returned > 0) log.warn({ runs: closed, requests: returned }, "an earlier worker left work behind");
  const bus = busConnection(
    {
      connectionString: env.TIEOUT_BUS,
      endpoint: env.TIEOUT_BUS_ENDPOINT,
      certificate: env.TIEOUT_BUS_CA && readFileSync(env.TIEOUT_BUS_CA, "utf8"),
      proxy: env.TIEOUT_BUS_PROXY,
    },
    log,
  );
  const writes = patientWrites(db);
  const worker = randomUUID();
  const known = agents(db, writes, bus, worker, log);
  const dead = letters({ db, writes, bus, worker, log });
  const access = accessKeeper(db, log);
  const going = pulls(db, writes, known.lineTo, log);
  const applying = applies(db, env.TIEOUT_SETTLE * 1_000, log);
  const readiness = readinessReader(env.TIEOUT_DATA, packageFile.version);
  const daily = dailyNotes(db, readiness, log);
  const leaving = exporting(db, bus, known.lineTo, log);
  const telling = tellings(db, log);
  const probing = probes({ db, writes, lineTo: known.lineTo, log });
  const testing = selfTests({ db, bus, writes, lineTo: known.lineTo, log });

  function look(): void {
    try {
      writes.catchUp();
      const all = administrations(db);
      const names = [...new Set(all.map(({ settings }) => settings.agent))];
      known.hold(names);
      access.look();
      dead.look(names);
      applying.look(all);
      daily.look(all);
      lapseExpired(db);
      testing.look(all);
      probing.look(all);
      telling.look(all);
      for (const one of wanted(db, all, new Date(), going.isWanted, applying.isGoing)) going.want(one);
    } catch (thrown) {
      log.error({ reason: String(thrown) }, "the schedules and requests could not be read");
    }
  }
  /** What was approved should be booked within a second or two. */
  function lookAtInvoices(): void {
    try {
      leaving.look(administrations(db));
    } catch (thrown) {
      log.error({ reason: String(thrown) }, "the approved invoices could not be looked at");
    }
  }
  look();
  const looking = setInterval(look, tick);
  const leavingNow = setInterval(lookAtInvoices, shortTick);

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(0), longestGoodbye).unref();
    clearInterval(looking);
    clearInterval(leavingNow);
    await Promise.all([
      going.close(),
      applying.close(),
      leaving.close(),
      access.close(),
      testing.close(),
      probing.close(),
      telling.close(),
    ]);
    try {
      writes.catchUp();
      closeAbandonedRuns(db);
      closeAbandonedInvoiceRuns(db);
    } catch (thrown) {
      log.warn({ reason: String(thrown) }, "what was left going is closed at the next start");
    }
    // why: each of its steps is noted before the next, so what it is at may be left to the next start.
    await Promise.race([dead.close(), pause(shortGoodbye)]);
    await readiness.close();
    await bus.close();
    db.close();
    process.exit(0);
  };
  process.on("SIGTERM", stop).on("SIGINT", stop);
  process.stdout.write(`${JSON.stringify({ ready: true })}\n`);
}

try {
  run();
} catch (thrown) {
  const error = thrown instanceof TieoutError ? thrown : misconfigured(String(thrown));
  process.stderr.write(`${error.message}. ${error.text("en").next}\n`);
  process.exitCode = 2;
}
