// When each agent was last heard, and what it said of itself.
import { type Heartbeat, newestVersion } from "../core/messages.ts";
import { type Database, instant } from "./database.ts";

/** An agent says it is there every 30 seconds; silent for three of those, it counts as away. */
export const silence = 90_000;

export interface Presence {
  online: boolean;
  /** The agent's present start; null until seen. */
  bootId: string | null;
  /** Null until seen. */
  version: string | null;
  lastSeen: string | null;
  inHand: number;
  /** Seconds that the request which waits longest has waited; null where the agent does not say. */
  lag: number | null;
  /** It speaks a later protocol than this installation, which must be updated first. */
  speaksLater: boolean;
  administrations: string[];
}

/** Notes a heartbeat, as of when it came in: the agent's own clock may be wrong, and the bus keeps no old one. */
export function noteHeartbeat(db: Database, beat: Heartbeat, lastSeenAt = instant()): void {
  db.prepare(
    `INSERT INTO agent_presence (agent, agentVersion, bootId, lastSeenAt, inHand, lag, protocol, administrations)
     VALUES (@agent, @agentVersion, @bootId, @lastSeenAt, @inHand, @lag, @protocol, @administrations)
     ON CONFLICT (agent) DO UPDATE SET agentVersion = excluded.agentVersion, bootId = excluded.bootId,
       lastSeenAt = excluded.lastSeenAt, inHand = excluded.inHand, lag = excluded.lag,
       protocol = excluded.protocol, administrations = excluded.administrations
     WHERE excluded.lastSeenAt >= lastSeenAt`,
  ).run({
    agent: beat.agent,
    agentVersion: beat.agentVersion,
    bootId: beat.bootId,
    lastSeenAt,
    inHand: beat.inHand,
    lag: beat.lag ?? null,
    protocol: beat.version,
    administrations: JSON.stringify(beat.administrations),
  });
}

/** Notes that an agent was heard of whose heartbeat cannot be read, because it speaks a later protocol than ours. */
export function noteLaterProtocol(db: Database, agent: string, protocol: number, lastSeenAt = instant()): void {
  db.prepare(
    `INSERT INTO agent_presence (agent, agentVersion, bootId, lastSeenAt, inHand, protocol, administrations)
     VALUES (@agent, '', '', @lastSeenAt, 0, @protocol, '[]')
     ON CONFLICT (agent) DO UPDATE SET lastSeenAt = excluded.lastSeenAt, protocol = excluded.protocol
     WHERE excluded.lastSeenAt >= lastSeenAt`,
  ).run({ agent, protocol, lastSeenAt });
}

interface Row {
  bootId: string;
  agentVersion: string;
  lastSeenAt: string;
  inHand: number;
  lag: number | null;
  protocol: number;
  administrations: string;
}

export function presenceOf(db: Database, agent: string, now = Date.now()): Presence {
  const row = db
    .prepare<[string], Row>(
      `SELECT bootId, agentVersion, lastSeenAt, inHand, lag, protocol, administrations FROM agent_presence WHERE agent = ?`,
    )
    .get(agent);
  if (!row) {
    const nothing = { online: false, bootId: null, version: null, lastSeen: null, inHand: 0, lag: null };
    return { ...nothing, speaksLater: false, administrations: [] };
  }
  return {
    online: now - Date.parse(row.lastSeenAt) < silence,
    bootId: row.bootId || null,
    version: row.agentVersion || null,
    lastSeen: row.lastSeenAt,
    inHand: row.inHand,
    lag: row.lag,
    speaksLater: row.protocol > newestVersion,
    administrations: JSON.parse(row.administrations),
  };
}
