// The tokens of a connection: kept before anything uses them, renewed by one at a time. A renewal whose answer was lost is
// tried once more with the token that may be used up; where that is refused, a person gives consent anew, and nothing
// goes on trying.
import { TieoutError } from "../core/errors.ts";
import { type Database, inOneTransaction, instant } from "./database.ts";
import { appendEvent } from "./events.ts";
import {
  addressOf,
  type ClientProof,
  type ConnectionRow,
  clientOf,
  connectionRow,
  tokenOf,
} from "./milestones-connections.ts";
import { sealing } from "./sealing.ts";

export interface NewTokens {
  accessToken: string;
  accessExpiresAt: string | null;
  /** Null: the one before stays good. */
  refreshToken: string | null;
  refreshExpiresAt: string | null;
  scopes: string | null;
}

/** The access token at an instant; null where it must be renewed first. Throws milestones_never and milestones_again. */
export function accessToken(db: Database, baseUrl: string, now = Date.now()): string | null {
  const row = connectionRow(db, baseUrl);
  if (!row || row.state === "never") throw new TieoutError("milestones_never");
  if (row.state === "refused" || row.accessToken === null)
    throw new TieoutError("milestones_again", { values: { reason: refusedBecause(row) } });
  if (row.accessExpiresAt !== null && Date.parse(row.accessExpiresAt) <= now) return null;
  return sealing(db).open(row.accessToken, tokenOf(row.baseUrl, "access"));
}

function refusedBecause({ problem }: ConnectionRow): string {
  const { values } = JSON.parse(problem ?? "{}") as { values?: { reason?: string } };
  return values?.reason ?? "-";
}

/** Asks the worker for another token than the present one. */
export const wantRenewal = (db: Database, baseUrl: string): void =>
  void db
    .prepare(`UPDATE milestones_connection SET renewWanted = 1 WHERE baseUrl = ? AND state = 'given'`)
    .run(addressOf(baseUrl));

/** Of a token's life, what is left when it is renewed; and at most so many ms. */
const lastPart = 0.2;
const longestLead = 5 * 60_000;

/** Addresses whose token is wanted anew, or ends soon. */
export const dueForRenewal = (db: Database, now = Date.now()): string[] =>
  db
    .prepare<[], ConnectionRow>(`SELECT * FROM milestones_connection WHERE state = 'given'`)
    .all()
    .filter(({ renewWanted, accessExpiresAt, renewedAt }) => {
      if (renewWanted === 1) return true;
      if (accessExpiresAt === null) return false;
      const ends = Date.parse(accessExpiresAt);
      const life = ends - Date.parse(renewedAt ?? accessExpiresAt);
      return now >= ends - Math.min(longestLead, life * lastPart);
    })
    .map(({ baseUrl }) => baseUrl);

/** Says that a renewal is about to be sent; what to send. Null where there is nothing to renew. */
export const beginRenewal = (db: Database, baseUrl: string): { client: ClientProof; refreshToken: string } | null =>
  inOneTransaction(db, () => {
    const row = connectionRow(db, baseUrl);
    if (row?.state !== "given") return null;
    if (row.refreshToken === null) {
      refused(db, row, "it gave nothing with which access can be renewed");
      return null;
    }
    const refreshToken = sealing(db).open(row.refreshToken, tokenOf(row.baseUrl, "refresh"));
    const client = clientOf(db, row);
    db.prepare(`UPDATE milestones_connection SET renewingSince = coalesce(renewingSince, ?) WHERE id = ?`).run(
      instant(),
      row.id,
    );
    return { client, refreshToken };
  });

export type Renewal =
  | { outcome: "tokens"; tokens: NewTokens }
  | { outcome: "refused" | "not_now" | "unknown"; reason: string };

/** Says how a renewal ended. What nobody saw the end of stays open: the next try shows whether the token was used up. */
export const endRenewal = (db: Database, baseUrl: string, ended: Renewal): void =>
  inOneTransaction(db, () => {
    const row = connectionRow(db, baseUrl);
    if (row?.state !== "given") return;
    switch (ended.outcome) {
      case "tokens":
        keepTokens(db, row, ended.tokens);
        return;
      case "refused": {
        const lost = row.renewingSince !== null && row.problem !== null && isLost(row.problem);
        refused(db, row, lost ? `${ended.reason} (the answer to an earlier renewal was lost)` : ended.reason);
        return;
      }
      default: {
        const { note } = new TieoutError("milestones_not_renewed", { values: { reason: ended.reason } });
        const isOpen = ended.outcome === "unknown" || (row.problem !== null && isLost(row.problem));
        const kept = { ...note, values: { ...note.values, ...(isOpen ? { lost: "yes" } : {}) } };
        db.prepare(
          `UPDATE milestones_connection SET problem = ?, problemAt = ?,
             renewingSince = CASE WHEN ? THEN renewingSince ELSE NULL END WHERE id = ?`,
        ).run(JSON.stringify(kept), instant(), isOpen ? 1 : 0, row.id);
      }
    }
  });

const isLost = (problem: string): boolean =>
  (JSON.parse(problem) as { values: { lost?: string } }).values.lost === "yes";

/** Notes renewals that a dead worker had sent: nobody saw their end. For the start of the only worker. */
export function findLostRenewals(db: Database): void {
  const open = db
    .prepare<[], ConnectionRow>(
      `SELECT * FROM milestones_connection WHERE renewingSince IS NOT NULL AND state = 'given'`,
    )
    .all();
  for (const { baseUrl } of open) {
    endRenewal(db, baseUrl, { outcome: "unknown", reason: "the worker ended before the answer was kept" });
    wantRenewal(db, baseUrl);
  }
}

/** Keeps tokens, inside a transaction. */
export function keepTokens(db: Database, { id, baseUrl }: ConnectionRow, tokens: NewTokens): void {
  const { seal } = sealing(db);
  const refresh = tokens.refreshToken;
  db.prepare(
    `UPDATE milestones_connection SET accessToken = @access, accessExpiresAt = @accessExpiresAt,
       refreshToken = coalesce(@refresh, refreshToken), endsAt = coalesce(@endsAt, endsAt),
       grantedScopes = coalesce(@scopes, grantedScopes), renewedAt = @now, renewingSince = NULL, renewWanted = 0,
       problem = NULL, problemAt = NULL
     WHERE id = @id`,
  ).run({
    id,
    access: seal(tokens.accessToken, tokenOf(baseUrl, "access")),
    accessExpiresAt: tokens.accessExpiresAt,
    refresh: refresh && seal(refresh, tokenOf(baseUrl, "refresh")),
    endsAt: tokens.refreshExpiresAt,
    scopes: tokens.scopes,
    now: instant(),
  });
}

/** Consent no longer counts, inside a transaction: a person must give it anew. */
function refused(db: Database, { id, baseUrl }: ConnectionRow, reason: string): void {
  const { note } = new TieoutError("milestones_again", { values: { reason } });
  db.prepare(
    `UPDATE milestones_connection SET state = 'refused', accessToken = NULL, accessExpiresAt = NULL, refreshToken = NULL,
       renewingSince = NULL, renewWanted = 0, problem = ?, problemAt = ? WHERE id = ?`,
  ).run(JSON.stringify(note), instant(), id);
  appendEvent(db, { kind: "milestones_refused", who: null, subject: baseUrl, detail: { reason } });
}
