// Someone is sent to Milestones to let Tieout in, comes back with an answer, and the worker exchanges it for tokens. The
// state ties the answer to the person and the minute in which it was asked for; each answer is used once.
import { createHash, randomBytes } from "node:crypto";
import { type ErrorNote, TieoutError } from "../core/errors.ts";
import { consentAddress } from "../core/milestones-access.ts";
import { type Database, inOneTransaction, instant } from "./database.ts";
import { appendEvent, type Person } from "./events.ts";
import type { AuthorisationModel } from "./generated/models.ts";
import { type ClientProof, type ConnectionRow, clientOf, connectionRow } from "./milestones-connections.ts";
import { keepTokens, type Renewal } from "./milestones-tokens.ts";
import { sealing } from "./sealing.ts";

export type AuthorisationState = "asked" | "answered" | "exchanging" | "done" | "failed";

type Row = AuthorisationModel & { state: AuthorisationState };

export interface Authorisation {
  id: number;
  state: AuthorisationState;
  askedAt: string;
  endedAt: string | null;
  problem: ErrorNote | null;
}

const longestAway = 15 * 60_000;
const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");
const fresh = (): string => randomBytes(32).toString("base64url");
const secretsOf = (stateHash: string): string => `authorisation ${stateHash} secrets`;
const answerOf = (stateHash: string): string => `authorisation ${stateHash} answer`;

/** Begins: where the browser goes now. Throws milestones_never where nothing was set for this Milestones. */
export const beginAuthorisation = (
  db: Database,
  who: Person | null,
  { baseUrl, redirectUri }: { baseUrl: string; redirectUri: string },
): string =>
  inOneTransaction(db, () => {
    const connection = connectionRow(db, baseUrl);
    if (!connection) throw new TieoutError("milestones_never");
    const [state, verifier] = [fresh(), connection.pkce === 1 ? fresh() : null];
    const stateHash = hashOf(state);
    const secrets = sealing(db).seal(JSON.stringify({ state, verifier }), secretsOf(stateHash));
    db.prepare(
      `INSERT INTO authorisation (connectionId, stateHash, secrets, redirectUri, askedById, askedAt, state)
       VALUES (?, ?, ?, ?, ?, ?, 'asked')`,
    ).run(connection.id, stateHash, secrets, redirectUri, who?.id ?? null, instant());
    appendEvent(db, { kind: "milestones_asked", who, subject: connection.baseUrl });
    const challenge = verifier && createHash("sha256").update(verifier).digest("base64url");
    const { clientId, scopes } = connection;
    return consentAddress({ baseUrl: connection.baseUrl, clientId, scopes, redirectUri, state, challenge });
  });

/** Takes what Milestones sent the browser back with, for the worker to exchange; the address of that Milestones. Throws authorisation_unknown. */
export const answerAuthorisation = (db: Database, who: Person | null, answer: URLSearchParams): string =>
  inOneTransaction(db, () => {
    const stateHash = hashOf(answer.get("state") ?? "");
    const row = db.prepare<[string], Row>(`SELECT * FROM authorisation WHERE stateHash = ?`).get(stateHash);
    const isOwn = row && row.state === "asked" && row.askedById === (who?.id ?? null);
    if (!isOwn || Date.now() - Date.parse(row.askedAt) > longestAway) throw new TieoutError("authorisation_unknown");
    db.prepare(`UPDATE authorisation SET state = 'answered', answer = ?, answeredAt = ? WHERE id = ?`).run(
      sealing(db).seal(answer.toString(), answerOf(stateHash)),
      instant(),
      row.id,
    );
    return connectionWith(db, row.connectionId).baseUrl;
  });

/** The last time that someone was sent to this Milestones. */
export function lastAuthorisation(db: Database, baseUrl: string): Authorisation | null {
  const connection = connectionRow(db, baseUrl);
  const row =
    connection &&
    db
      .prepare<[number], Row>(`SELECT * FROM authorisation WHERE connectionId = ? ORDER BY id DESC LIMIT 1`)
      .get(connection.id);
  if (!row) return null;
  const { id, state, askedAt, endedAt, problem } = row;
  return { id, state, askedAt, endedAt, problem: problem === null ? null : (JSON.parse(problem) as ErrorNote) };
}

export interface ToExchange {
  id: number;
  client: ClientProof;
  answer: string;
  state: string;
  verifier: string | null;
  redirectUri: string;
}

/** Takes the oldest answer that waits; each is given out once. */
export function takeAuthorisation(db: Database): ToExchange | null {
  // why: looked at every second, and even an update of nothing waits for the write lock.
  if (!db.prepare(`SELECT 1 FROM authorisation WHERE state = 'answered' LIMIT 1`).get()) return null;
  return inOneTransaction(db, () => {
    const row = db.prepare<[], Row>(`SELECT * FROM authorisation WHERE state = 'answered' ORDER BY id LIMIT 1`).get();
    if (!row) return null;
    try {
      const { open } = sealing(db);
      const secrets = JSON.parse(open(row.secrets ?? "", secretsOf(row.stateHash)));
      const answer = open(row.answer ?? "", answerOf(row.stateHash));
      const client = clientOf(db, connectionWith(db, row.connectionId));
      db.prepare(`UPDATE authorisation SET state = 'exchanging' WHERE id = ?`).run(row.id);
      return { id: row.id, client, answer, ...secrets, redirectUri: row.redirectUri };
    } catch (thrown) {
      if (!(thrown instanceof TieoutError)) throw thrown;
      failed(db, row, thrown.note);
      return null;
    }
  });
}

/** Says how an exchange ended. */
export const endAuthorisation = (db: Database, id: number, ended: Renewal): void =>
  inOneTransaction(db, () => {
    const row = db.prepare<[number], Row>(`SELECT * FROM authorisation WHERE id = ?`).get(id);
    if (row?.state !== "exchanging") return;
    if (ended.outcome !== "tokens") {
      failed(db, row, new TieoutError("authorisation_failed", { values: { reason: ended.reason } }).note);
      return;
    }
    const connection = connectionWith(db, row.connectionId);
    const now = instant();
    db.prepare(
      `UPDATE milestones_connection SET state = 'given', givenAt = ?, givenById = ?, endsAt = NULL, refreshToken = NULL,
         grantedScopes = NULL WHERE id = ?`,
    ).run(now, row.askedById, connection.id);
    keepTokens(db, connection, ended.tokens);
    db.prepare(`UPDATE authorisation SET state = 'done', endedAt = ?, secrets = NULL, answer = NULL WHERE id = ?`).run(
      now,
      id,
    );
    const detail = { endsAt: ended.tokens.refreshExpiresAt, scopes: ended.tokens.scopes };
    appendEvent(db, {
      kind: "milestones_let_in",
      who: personOf(db, row.askedById),
      subject: connection.baseUrl,
      detail,
    });
  });

/** Ends exchanges that a dead worker had begun: their code is used up. For the start of the only worker. */
export function closeLostAuthorisations(db: Database): void {
  const reason = "the worker ended before the answer was kept";
  for (const id of db.prepare<[], number>(`SELECT id FROM authorisation WHERE state = 'exchanging'`).pluck().all())
    endAuthorisation(db, id, { outcome: "unknown", reason });
}

function failed(db: Database, row: Row, note: ErrorNote): void {
  db.prepare(
    `UPDATE authorisation SET state = 'failed', endedAt = ?, problem = ?, secrets = NULL, answer = NULL WHERE id = ?`,
  ).run(instant(), JSON.stringify(note), row.id);
  const { baseUrl } = connectionWith(db, row.connectionId);
  const who = personOf(db, row.askedById);
  appendEvent(db, { kind: "milestones_not_let_in", who, subject: baseUrl, detail: { code: note.code } });
}

function connectionWith(db: Database, id: number): ConnectionRow {
  const row = db.prepare<[number], ConnectionRow>(`SELECT * FROM milestones_connection WHERE id = ?`).get(id);
  if (!row) throw new Error(`there is no connection ${id}`);
  return row;
}

const personOf = (db: Database, id: number | null) =>
  db
    .prepare<[number | null], Pick<Person, "id" | "username">>(`SELECT id, username FROM account WHERE id = ?`)
    .get(id) ?? null;
