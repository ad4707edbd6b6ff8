// What the agent says of itself every half minute, on the session "presence".
import { type Heartbeat, protocolVersion } from "../core/messages.ts";

export interface Self {
  name: string;
  version: string;
  /** New at each start. */
  bootId: string;
  /** Codes of the administrations it serves. */
  administrations: readonly string[];
}

/** What it has taken and not yet answered, and how long the one that waits longest has waited, in seconds. */
export interface Work {
  inHand: number;
  lag: number;
}

export const heartbeatOf = (self: Self, { inHand, lag }: Work, now = new Date()): Heartbeat => ({
  kind: "heartbeat",
  version: protocolVersion,
  agent: self.name,
  agentVersion: self.version,
  bootId: self.bootId,
  at: now.toISOString(),
  inHand,
  lag: Math.round(lag),
  administrations: [...self.administrations],
});
