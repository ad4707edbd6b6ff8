// The agents that serve administrations: one line to each, held as long as the worker lives, and their presence noted.
import type { BusConnection, BusLog } from "../connectors/bus/connection.ts";
import type { Taken } from "../connectors/bus/held-session.ts";
import { newestVersion, queuesOf, sessionOf } from "../core/messages.ts";
import type { Database } from "../prisma/database.ts";
import { noteHeartbeat, noteLaterProtocol } from "../prisma/presence.ts";
import { agentLine, type HeldLine } from "./agent-line.ts";
import type { PatientWrites } from "./patient-writes.ts";

export interface Agents {
  /** Begins to listen to those not yet listened to. */
  hold(names: readonly string[]): void;
  lineTo(name: string): HeldLine;
}

export function agents(db: Database, writes: PatientWrites, bus: BusConnection, worker: string, log: BusLog): Agents {
  const lines = new Map<string, HeldLine>();

  function lineTo(name: string): HeldLine {
    const known = lines.get(name);
    if (known) return known;
    const line = agentLine(bus, name, worker, log);
    lines.set(name, line);
    const take = async (taken: Taken) => {
      if (taken.state === "too_new") {
        const { version } = taken;
        // why: an agent that cannot be understood is there all the same, and a person must know why nothing comes of it.
        log.warn({ agent: name, version, known: newestVersion }, "an agent speaks a later protocol than this worker");
        writes.write(() => noteLaterProtocol(db, name, version));
        return;
      }
      if (taken.state !== "sound" || taken.message.kind !== "heartbeat" || taken.message.agent !== name) return;
      const { message } = taken;
      const receivedAt = new Date().toISOString();
      line.heard(message.bootId);
      writes.write(() => noteHeartbeat(db, message, receivedAt));
    };
    bus.hold(queuesOf(name).out, sessionOf.presence, { concurrent: 1, take });
    return line;
  }

  return {
    hold(names) {
      for (const name of names) lineTo(name);
    },
    lineTo,
  };
}
