// The go-live check's own events of an administration, oldest first: days, owners, sign-offs and dossiers.
import type { Database } from "./database.ts";
import type { EventKind } from "./events.ts";

const kinds = [
  "readiness_checked",
  "readiness_owner_set",
  "readiness_signed",
  "readiness_withdrawn",
  "dossier_made",
] as const satisfies readonly EventKind[];

export interface ReadinessEvent {
  id: number;
  kind: (typeof kinds)[number];
  subject: string | null;
  actorId: number;
  actor: string;
  at: string;
  /** JSON. */
  detail: string;
}

// why: the index holds these kinds only, and is used where a question names all of them in the same words.
const indexed = `kind IN (${kinds.map((kind) => `'${kind}'`).join(", ")})`;

export const readinessEvents = (
  db: Database,
  administrationId: number,
  ...wanted: (typeof kinds)[number][]
): ReadinessEvent[] =>
  db
    .prepare<[number, string], ReadinessEvent>(
      `SELECT id, kind, subject, actorId, actor, at, detail FROM event INDEXED BY event_of_readiness
       WHERE administrationId = ? AND ${indexed} AND kind IN (SELECT value FROM json_each(?)) ORDER BY id`,
    )
    .all(administrationId, JSON.stringify(wanted));
