// RabbitMQ with its AMQP 1.0 plugin, started as a program of its own over a folder of its own.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ended } from "./bus-broker.ts";

// why: not the one on the path, which changes its user and keeps its data for the whole machine.
const server = "/usr/lib/rabbitmq/bin/rabbitmq-server";

const freePort = (): Promise<number> =>
  new Promise((found) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => found(port));
    });
  });

const listens = (port: number): Promise<boolean> =>
  new Promise((said) => {
    const socket = connect(port, "127.0.0.1", () => said(true));
    socket.on("error", () => said(false)).on("connect", () => socket.destroy());
  });

/** Starts it; undefined where it is not installed. Throws when it does not listen within four minutes. */
export async function rabbit(): Promise<{ port: number; stop(): Promise<void> } | undefined> {
  if (!existsSync(server)) return undefined;
  const folder = mkdtempSync(join(tmpdir(), "rabbit-bench-"));
  const [port, distribution, names] = [await freePort(), await freePort(), await freePort()];
  writeFileSync(join(folder, "plugins"), "[rabbitmq_amqp1_0].");
  writeFileSync(join(folder, "rabbit.conf"), `listeners.tcp.1 = 127.0.0.1:${port}\n`);
  const env = {
    ...process.env,
    HOME: folder,
    RABBITMQ_NODENAME: "bench@localhost",
    RABBITMQ_MNESIA_BASE: join(folder, "data"),
    RABBITMQ_LOG_BASE: join(folder, "log"),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, "plugins"),
    RABBITMQ_CONFIG_FILE: join(folder, "rabbit.conf"),
    RABBITMQ_CONF_ENV_FILE: "/dev/null",
    RABBITMQ_DIST_PORT: String(distribution),
    ERL_EPMD_PORT: String(names),
  };
  const child = spawn(server, [], { env, stdio: "ignore" });
  const stop = async () => {
    await ended(child);
    // why: Erlang's register of names outlives the program that began it.
    spawnSync("epmd", ["-kill"], { env });
    rmSync(folder, { recursive: true });
  };
  for (let tries = 0; tries < 480; tries++) {
    if (await listens(port)) return { port, stop };
    await new Promise((later) => setTimeout(later, 500));
  }
  await stop();
  throw new Error("RabbitMQ did not start");
}
