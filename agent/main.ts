// tieout-agent run --config FILE: the agent as a program. Says {"ready":true} once its configuration is sound; whether
// the bus is there now does not matter, since it is sought for ever.
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import pino from "pino";
import { busConnection } from "../connectors/bus/connection.ts";
import { globeBooking } from "../connectors/globe/booking.ts";
import { globeReader } from "../connectors/globe/index.ts";
import { asTieoutError } from "../core/errors.ts";
import packageFile from "../package.json" with { type: "json" };
import { startedAgent } from "./agent.ts";
import { startedBookings } from "./bookings.ts";
import { agentConfig } from "./config.ts";
import { bookingJournal } from "./journal.ts";

/** Whatever still hangs then, on a bus that answers nothing, is left. */
const longestGoodbye = 9_000;

const usage = "usage: tieout-agent run --config FILE\n";

function run(file: string): void {
  const config = agentConfig(file);
  mkdirSync(config.data, { recursive: true });
  const log = pino({ name: "agent" }, pino.destination(2));
  const { connectionString, endpoint, certificate, proxy } = config.bus;
  const bus = busConnection(
    { connectionString, endpoint, certificate: certificate && readFileSync(certificate, "utf8"), proxy },
    log,
  );
  const { url, timeoutSeconds, lookUpSeconds } = config.globe;
  const patience = timeoutSeconds === undefined ? {} : { timeout: timeoutSeconds * 1_000 };
  const connections = config.administrations.map(
    ({ code, databaseName }) => [code, { url, databaseName, patience }] as const,
  );
  const name = config.agent;
  const bookings = startedBookings({
    name,
    bus,
    ledgers: new Map(connections.map(([code, connection]) => [code, globeBooking(connection)])),
    journal: bookingJournal(config.data),
    folder: join(config.data, "files"),
    lookUpSeconds,
    log,
  });
  const readers = new Map(connections.map(([code, connection]) => [code, globeReader(connection)]));
  const agent = startedAgent({ name, version: packageFile.version, bus, readers, bookings, log });
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(0), longestGoodbye).unref();
    void agent.close().finally(() => process.exit(0));
  };
  process.on("SIGTERM", stop).on("SIGINT", stop);
  process.stdout.write(`${JSON.stringify({ ready: true })}\n`);
}

try {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { config: { type: "string" } } });
  if (positionals[0] === "run" && positionals.length === 1 && values.config) run(values.config);
  else {
    process.stderr.write(usage);
    process.exitCode = 2;
  }
} catch (thrown) {
  const { what, next } = asTieoutError(thrown).text("en");
  process.stderr.write(`${what}. ${next}\n`);
  process.exitCode = 2;
}
