// The agent's own check of each administration, as it last answered, and how it was last asked. What it found is a fact
// of the go-live check; that somebody asked for it is an event.
import type { CheckLine } from "../core/agent-check/line.ts";
import type { ErrorNote } from "../core/errors.ts";
import type { Probed } from "../core/probe-messages.ts";
import { type Database, inOneTransaction, instant } from "./database.ts";
import { appendEvent, type Person } from "./events.ts";

export interface AgentProbe {
  agent: string;
  /** The start of the agent that was last asked. */
  bootId: string | null;
  triedAt: string | null;
  /** When a person last asked for it. */
  wantedAt: string | null;
  /** Why the last try brought no answer; null where it did. */
  error: ErrorNote | null;
  /** The last answer; null before the first. */
  answer: { at: string; agentVersion: string; lines: CheckLine[] } | null;
}

type Row = Record<
  "agent" | "bootId" | "triedAt" | "wantedAt" | "error" | "probedAt" | "agentVersion" | "lines",
  string
>;

export function agentProbe(db: Database, administrationId: number): AgentProbe | null {
  const row = db
    .prepare<[number], Row>(
      `SELECT agent, bootId, triedAt, wantedAt, error, probedAt, agentVersion, lines
       FROM agent_probe WHERE administrationId = ?`,
    )
    .get(administrationId);
  if (!row) return null;
  const { agent, bootId, triedAt, wantedAt, error, probedAt, agentVersion, lines } = row;
  return {
    ...{ agent, bootId, triedAt, wantedAt },
    error: error === null ? null : JSON.parse(error),
    answer: probedAt === null ? null : { at: probedAt, agentVersion, lines: JSON.parse(lines) },
  };
}

/** Asks the worker to have the agent look again now. */
export function requestProbe(db: Database, who: Person, administrationId: number, agent: string): void {
  inOneTransaction(db, () => {
    db.prepare(
      `INSERT INTO agent_probe (administrationId, agent, wantedAt) VALUES (?, ?, ?)
       ON CONFLICT (administrationId) DO UPDATE SET wantedAt = excluded.wantedAt`,
    ).run(administrationId, agent, instant());
    appendEvent(db, { kind: "agent_check_asked", who, administrationId, subject: agent });
  });
}

interface Asked {
  administrationId: number;
  agent: string;
  bootId: string | null;
  at: string;
}

/** Notes what came of asking: the answer, or why there is none; an earlier answer of the same agent then stays. */
export function noteProbe(db: Database, { administrationId, agent, bootId, at }: Asked, end: Probed | ErrorNote): void {
  const answered = "lines" in end;
  db.prepare(
    `INSERT INTO agent_probe (administrationId, agent, bootId, triedAt, error, probedAt, agentVersion, lines)
     VALUES (@administrationId, @agent, @bootId, @at, @error, @probedAt, @agentVersion, @lines)
     ON CONFLICT (administrationId) DO UPDATE SET agent = excluded.agent, bootId = excluded.bootId,
       triedAt = excluded.triedAt, error = excluded.error,
       probedAt = CASE WHEN excluded.lines IS NOT NULL OR agent <> excluded.agent THEN excluded.probedAt ELSE probedAt END,
       agentVersion = CASE WHEN excluded.lines IS NOT NULL OR agent <> excluded.agent THEN excluded.agentVersion ELSE agentVersion END,
       lines = CASE WHEN excluded.lines IS NOT NULL OR agent <> excluded.agent THEN excluded.lines ELSE lines END`,
  ).run({
    ...{ administrationId, agent, bootId, at },
    error: answered ? null : JSON.stringify(end),
    probedAt: answered ? at : null,
    agentVersion: answered ? end.agentVersion : null,
    lines: answered ? JSON.stringify(end.lines) : null,
  });
}
