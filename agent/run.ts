// `tieout-agent run`: the agent as a program. Says {"ready":true} once its configuration is sound; whether the bus is
// there now does not matter, since it is sought for ever.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { busConnection } from "../connectors/bus/connection.ts";
import { globeBooking } from "../connectors/globe/booking.ts";
import { globeReader } from "../connectors/globe/index.ts";
import type { ProbeRequest } from "../core/probe-messages.ts";
import packageFile from "../package.json" with { type: "json" };
import { startedAgent } from "./agent.ts";
import { startedBookings } from "./bookings.ts";
import { busSettings, checked } from "./check/check.ts";
import { agentConfig, globeConnections } from "./config.ts";
import { bookingJournal } from "./journal.ts";
import { agentLog } from "./log.ts";

/** Whatever still hangs then, on a bus that answers nothing, is left. */
const longestGoodbye = 9_000;

/** Runs until it is told to stop. Throws TieoutError agent_already_running, agent_journal_newer. */
export function runAgent(file: string): void {
  const config = agentConfig(file);
  mkdirSync(config.data, { recursive: true, mode: 0o700 });
  const journal = bookingJournal(config.data);
  const { log, close: closeLog } = agentLog(config.log);
  const bus = busConnection(busSettings(config), log);
  const connections = globeConnections(config);
  const name = config.agent;
  const bookings = startedBookings({
    name,
    bus,
    ledgers: new Map(connections.map(([code, connection]) => [code, globeBooking(connection)])),
    journal,
    folder: join(config.data, "files"),
    lookUpSeconds: config.globe.lookUpSeconds,
    log,
  });
  const readers = new Map(connections.map(([code, connection]) => [code, globeReader(connection)]));
  const check = ({ administration: code, salesJournal, debtorAccount }: ProbeRequest, signal: AbortSignal) =>
    checked({ file, config }, [{ code, salesJournal, debtorAccount }], signal);
  const agent = startedAgent({ name, version: packageFile.version, bus, readers, bookings, check, log });
  log.info({ version: packageFile.version, administrations: [...readers.keys()] }, "the agent has started");
  let isStopping = false;
  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => process.exit(0), longestGoodbye).unref();
    await agent.close().catch((thrown) => log.warn({ reason: String(thrown) }, "the bus was left without a goodbye"));
    log.info("the agent has stopped");
    await closeLog();
    process.exit(0);
  };
  process.on("SIGTERM", stop).on("SIGINT", stop);
  process.stdout.write(`${JSON.stringify({ ready: true })}\n`);
}
