// When each agent was last heard, and what it said of itself.
import type { Heartbeat } from "../core/messages.ts";
import { type Database, instant } from "./database.ts";

/** An agent says it is there every 30 seconds; silent for three of those, it counts as away. */
export const silence = 90_000;

export interface Presence {
  online: boolean;
  /** Null until seen. */
  version: string | null;
  lastSeen: string | null;
  inHand: number;
  administrations: string[];
}

/** Notes a heartbeat, as of when it came in: the agent's own clock may be wrong, and the bus keeps no old one. */
export function noteHeartbeat(db: Database, beat: Heartbeat, lastSeenAt = instant()): void {
  db.prepare(
    `INSERT INTO agent_presence (agent, agentVersion, bootId, lastSeenAt, inHand, administrations)
     VALUES (@agent, @agentVersion, @bootId, @lastSeenAt, @inHand, @administrations)
     ON CONFLICT (agent) DO UPDATE SET agentVersion = excluded.agentVersion, bootId = excluded.bootId,
       lastSeenAt = excluded.lastSeenAt, inHand = excluded.inHand, administrations = excluded.administrations
     WHERE excluded.lastSeenAt >= lastSeenAt`,
  ).run({
    agent: beat.agent,
    agentVersion: beat.agentVersion,
    bootId: beat.bootId,
    lastSeenAt,
    inHand: beat.inHand,
    administrations: JSON.stringify(beat.administrations),
  });
}

export function presenceOf(db: Database, agent: string, now = Date.now()): Presence {
  const row = db
    .prepare<[string], { agentVersion: string; lastSeenAt: string; inHand: number; administrations: string }>(
      `SELECT agentVersion, lastSeenAt, inHand, administrations FROM agent_presence WHERE agent = ?`,
    )
    .get(agent);
  if (!row) return { online: false, version: null, lastSeen: null, inHand: 0, administrations: [] };
  return {
    online: now - Date.parse(row.lastSeenAt) < silence,
    version: row.agentVersion,
    lastSeen: row.lastSeenAt,
    inHand: row.inHand,
    administrations: JSON.parse(row.administrations),
  };
}
