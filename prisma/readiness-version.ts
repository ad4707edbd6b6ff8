// Moves when the go-live check may come to something else: after any event, a verdict, an agent that comes or goes, and
// every ten minutes, since what is old depends on the clock.

import type { Administration } from "../core/administration.ts";
import { entityNames } from "../core/entities/index.ts";
import type { Database } from "./database.ts";
import { entityState } from "./entity-state.ts";
import { presenceOf } from "./presence.ts";

const tenMinutes = 600_000;

export function readinessVersion(db: Database, { id, settings }: Administration, now = Date.now()): string {
  const { online, version, administrations } = presenceOf(db, settings.agent, now);
  const event = db.prepare<[], number | null>(`SELECT max(id) FROM event`).pluck().get();
  const probe = db
    .prepare<[number], string | null>(`SELECT triedAt FROM agent_probe WHERE administrationId = ?`)
    .pluck()
    .get(id);
  const invoices = db
    .prepare<[number], number>(`SELECT version FROM invoice_standing WHERE administrationId = ?`)
    .pluck()
    .get(id);
  return JSON.stringify([
    ...[probe, event, invoices, settings, online, version, administrations, Math.floor(now / tenMinutes)],
    entityNames.map((entity) => entityState(db, id, entity).dataVersion),
  ]);
}
