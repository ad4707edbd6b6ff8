// Whether the bus is reached, straight or through the proxy, and whether the key opens the agent's queues and no more.

import type { BusSettings } from "../../connectors/bus/connection.ts";
import { type BusReached, busReached, busRights } from "../../connectors/bus/trial.ts";
import { type CheckLine, line } from "../../core/agent-check/line.ts";
import { queuesOf } from "../../core/messages.ts";
import { clock } from "./machine.ts";

/** The lines about the bus, and the clock by which the bus goes. */
export async function busLines(settings: BusSettings, agent: string): Promise<CheckLine[]> {
  const reached = await busReached(settings);
  const queues = queuesOf(agent);
  if (reached.reason !== null)
    return [
      reachedLine(reached),
      line("bus_key", "unknown", "bus_not_reached"),
      line("clock", "unknown", "clock_unknown"),
    ];
  const asOf = new Date();
  const { listens, sends, more } = await busRights(settings, queues);
  const refused = [listens, sends].flatMap((one) => (one.given ? [] : [one.reason]));
  const key =
    refused.length > 0
      ? line("bus_key", "not_ok", "key_refused", { ...queues, reason: refused.join("; ") })
      : more.length > 0
        ? line("bus_key", "not_ok", "key_too_wide", { ...queues, more: more.join(", ") })
        : line("bus_key", "ok", "key_right", queues);
  return [reachedLine(reached), key, clock(reached.clock, asOf)];
}

function reachedLine({ host, proxy, reason }: BusReached): CheckLine {
  const values = { host, ...(proxy === null ? {} : { proxy }), ...(reason === null ? {} : { reason }) };
  if (reason === null) return line("bus_reached", "ok", proxy === null ? "reached" : "reached_by_proxy", values);
  return line("bus_reached", "not_ok", proxy === null ? "not_reached" : "not_reached_by_proxy", values);
}
