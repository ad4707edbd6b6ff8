// Who is signed in. The browser holds a random token; only its hash is stored. A session ends after two hours without
// a request, twelve hours after it began, when its account is disabled, and when its password changes.
import { createHash, randomBytes } from "node:crypto";
import { type Account, accountColumns, readAccount } from "./accounts.ts";
import { type Database, inOneTransaction, unlessBusy } from "./database.ts";
import { appendEvent } from "./events.ts";

const minute = 60_000;
export const sessionLimits = { idle: 120 * minute, absolute: 720 * minute };

/** `csrf` goes into every form and is held against what comes back. */
export interface Session {
  account: Account;
  csrf: string;
  expiresAt: string;
}

const hashed = (token: string) => createHash("sha256").update(token).digest("hex");
const random = () => randomBytes(32).toString("base64url");
const at = (time: number) => new Date(time).toISOString();

/** Opens a session for who has just signed in; the token comes back once, for the cookie. */
export function openSession(
  db: Database,
  account: Account,
  now = Date.now(),
): { token: string; csrf: string; expiresAt: string } {
  const session = { token: random(), csrf: random(), expiresAt: at(now + sessionLimits.absolute) };
  inOneTransaction(db, () => {
    db.prepare(`DELETE FROM session WHERE expiresAt <= ? OR lastSeenAt <= ?`).run(
      at(now),
      at(now - sessionLimits.idle),
    );
    db.prepare(
      `INSERT INTO session (tokenHash, accountId, csrf, createdAt, lastSeenAt, expiresAt) VALUES (?, ?, ?, ?, ?, ?)`,
    ).run(hashed(session.token), account.id, session.csrf, at(now), at(now), session.expiresAt);
    appendEvent(db, { kind: "signed_in", who: account, subject: account.username });
  });
  return session;
}

/**
 * The session of a token, or null where it ended. Asking counts as a sign of life (noted once a minute) unless `quietly`,
 * for what a page asks by itself.
 */
export function sessionOf(
  db: Database,
  token: string,
  options: { quietly?: boolean; now?: number } = {},
): Session | null {
  const now = options.now ?? Date.now();
  const row = db
    .prepare<
      [string, string, string],
      Parameters<typeof readAccount>[0] & { csrf: string; expiresAt: string; lastSeenAt: string }
    >(
      `SELECT ${accountColumns}, csrf, expiresAt, lastSeenAt FROM session JOIN account ON account.id = accountId
       WHERE tokenHash = ? AND expiresAt > ? AND lastSeenAt > ? AND disabled = 0`,
    )
    .get(hashed(token), at(now), at(now - sessionLimits.idle));
  if (!row) return null;
  if (!options.quietly && row.lastSeenAt < at(now - minute))
    unlessBusy(db, () => {
      db.prepare(`UPDATE session SET lastSeenAt = ? WHERE tokenHash = ?`).run(at(now), hashed(token));
    });
  return { account: readAccount(row), csrf: row.csrf, expiresAt: row.expiresAt };
}

export function closeSession(db: Database, token: string): void {
  inOneTransaction(db, () => {
    const session = sessionOf(db, token, { quietly: true });
    db.prepare(`DELETE FROM session WHERE tokenHash = ?`).run(hashed(token));
    if (session) appendEvent(db, { kind: "signed_out", who: session.account, subject: session.account.username });
  });
}
