// Accounts: who may sign in, and in which role. Passwords are kept as argon2id hashes only.
import { hash, verify } from "@node-rs/argon2";
import type { Language } from "../core/errors.ts";
import { TieoutError } from "../core/errors.ts";
import type { Role } from "../core/states.ts";
import { type Database, inOneTransaction, instant } from "./database.ts";
import { appendEvent, type EventKind, type Person } from "./events.ts";

export interface Account extends Person {
  displayName: string;
  language: Language;
  disabled: boolean;
}

type Row = Omit<Account, "disabled"> & { disabled: number };

export const accountColumns = "id, username, displayName, role, language, disabled";

export const readAccount = ({ id, username, displayName, role, language, disabled }: Row): Account => {
  return { id, username, displayName, role, language, disabled: disabled === 1 };
};

/** Usernames are compared without regard to case. */
const asUsername = (written: string) => written.trim().toLowerCase();

/** The account that decisions of a policy name: nobody's. No person can have this name, and no password fits it. */
export const policyUsername = ":policy";

/** Of people; the one in whose name policies decide is none. */
export function accounts(db: Database): Account[] {
  return db
    .prepare<[string], Row>(`SELECT ${accountColumns} FROM account WHERE username <> ? ORDER BY username`)
    .all(policyUsername)
    .map(readAccount);
}

export function accountOf(db: Database, username: string): Account | null {
  const row = db
    .prepare<[string], Row>(`SELECT ${accountColumns} FROM account WHERE username = ?`)
    .get(asUsername(username));
  return row ? readAccount(row) : null;
}

/** Throws username_taken. `who` is who added it; null: the command line on the machine itself. */
export async function addAccount(
  db: Database,
  given: { username: string; displayName: string; password: string; role: Role; language?: Language },
  who: Person | null = null,
): Promise<Account> {
  const username = asUsername(given.username);
  const passwordHash = await hash(given.password);
  return inOneTransaction(db, () => {
    if (accountOf(db, username)) throw new TieoutError("username_taken", { values: { username } });
    db.prepare(
      `INSERT INTO account (username, displayName, passwordHash, role, language, createdAt) VALUES (?, ?, ?, ?, ?, ?)`,
    ).run(username, given.displayName, passwordHash, given.role, given.language ?? "nl", instant());
    appendEvent(db, { kind: "account_added", who, subject: username, detail: { role: given.role } });
    return known(db, username);
  });
}

// why: an unknown name must cost the same time as a known one, so it is held against this hash of nothing.
const hashOfNothing = hash(instant());

/** The account whose password this is; null for an unknown name, a wrong password and a disabled account alike. */
export async function signIn(db: Database, username: string, password: string): Promise<Account | null> {
  const row = db
    .prepare<[string], Row & { passwordHash: string }>(
      `SELECT ${accountColumns}, passwordHash FROM account WHERE username = ?`,
    )
    .get(asUsername(username));
  const right = await verify(row?.passwordHash ?? (await hashOfNothing), password);
  if (!row || !right || row.disabled) return null;
  return readAccount(row);
}

/** A new password ends every session of the account. */
export async function setPassword(db: Database, username: string, password: string, who: Person | null = null) {
  const passwordHash = await hash(password);
  saved(db, username, "password_set", who, {}, (account) => {
    db.prepare(`UPDATE account SET passwordHash = ? WHERE id = ?`).run(passwordHash, account.id);
    endSessions(db, account.id);
  });
}

/** A disabled account cannot sign in, and its sessions end. Throws last_administrator. */
export function setDisabled(db: Database, username: string, disabled: boolean, who: Person | null = null): void {
  saved(db, username, disabled ? "account_disabled" : "account_enabled", who, {}, (account) => {
    db.prepare(`UPDATE account SET disabled = ? WHERE id = ?`).run(disabled ? 1 : 0, account.id);
    if (disabled) endSessions(db, account.id);
  });
}

/** Throws last_administrator. */
export function setRole(db: Database, username: string, role: Role, who: Person | null = null): void {
  saved(db, username, "role_set", who, { role }, (account) => {
    db.prepare(`UPDATE account SET role = ? WHERE id = ?`).run(role, account.id);
  });
}

function known(db: Database, username: string): Account {
  const account = accountOf(db, username);
  if (!account) throw new TieoutError("account_unknown", { values: { username } });
  return account;
}

function saved(
  db: Database,
  username: string,
  kind: EventKind,
  who: Person | null,
  detail: Record<string, unknown>,
  save: (account: Account) => void,
): void {
  inOneTransaction(db, () => {
    const account = known(db, username);
    save(account);
    const wasAdministrator = account.role === "administrator" && !account.disabled;
    if (wasAdministrator && !hasAdministrator(db))
      throw new TieoutError("last_administrator", { values: { username: account.username } });
    appendEvent(db, { kind, who, subject: account.username, detail });
  });
}

const hasAdministrator = (db: Database) =>
  accounts(db).some((account) => account.role === "administrator" && !account.disabled);

const endSessions = (db: Database, accountId: number) =>
  db.prepare(`DELETE FROM session WHERE accountId = ?`).run(accountId);
