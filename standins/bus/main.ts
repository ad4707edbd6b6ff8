// The broker's command line: reads its configuration, says on one line when it is ready, stops on SIGTERM.
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { pino } from "pino";
import { startBroker } from "./broker.ts";

const log = pino({ name: "bus" }, pino.destination(2));
const usage =
  "Usage: bus --config FILE --port N --tls-port N [--http-port N] [--host 127.0.0.1] --data DIR\n" +
  "A local broker that speaks Azure Service Bus: AMQP over TCP, and over WebSockets with TLS.\n";

function asked() {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    options: {
      ...{ config: text, port: text, "tls-port": text, "http-port": text, host: text, data: text },
      help: { type: "boolean" },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    process.exit(0);
  }
  const { config, data } = values;
  if (!config || !data) throw new Error("--config and --data are needed");
  const port = (name: "port" | "tls-port" | "http-port"): number | undefined => {
    const given = values[name];
    if (given === undefined) return undefined;
    if (!/^\d{1,5}$/.test(given) || Number(given) > 65_535)
      throw new Error(`--${name} should be a port, not '${given}'`);
    return Number(given);
  };
  return {
    config,
    data,
    host: values.host,
    port: port("port"),
    tlsPort: port("tls-port"),
    httpPort: port("http-port"),
  };
}

try {
  const { config, ...options } = asked();
  const broker = await startBroker({
    ...options,
    config: JSON.parse(readFileSync(config, "utf8")),
    log: (level, message, facts = {}) => log[level](facts, message),
  });
  const { port, tlsPort, httpPort, certificate } = broker;
  process.stdout.write(`${JSON.stringify({ ready: true, port, tlsPort, httpPort, certificate })}\n`);
  const stop = async () => {
    await broker.close();
    process.exit(0);
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
} catch (thrown) {
  process.stderr.write(`${thrown instanceof Error ? thrown.message : String(thrown)}\n`);
  process.exit(2);
}
