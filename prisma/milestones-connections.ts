// The Milestones that are reached, and how each lets Tieout in. Administrations on one Milestones share one consent of one
// account. Secrets and tokens are sealed, and never leave here but to what signs in.
import type { ErrorNote } from "../core/errors.ts";
import type { AccessState } from "../core/milestones-access.ts";
import { type Database, inOneTransaction } from "./database.ts";
import { appendEvent, type Person } from "./events.ts";
import type { MilestonesConnectionModel } from "./generated/models.ts";
import { sealing } from "./sealing.ts";

export type ConnectionRow = Omit<MilestonesConnectionModel, "state" | "pkce" | "renewWanted"> & {
  state: AccessState;
  pkce: number;
  renewWanted: number;
};

/** What may be shown of a connection. */
export interface MilestonesConnection {
  id: number;
  baseUrl: string;
  clientId: string;
  hasSecret: boolean;
  scopes: string;
  pkce: boolean;
  serviceAccount: string;
  state: AccessState;
  accessExpiresAt: string | null;
  endsAt: string | null;
  grantedScopes: string | null;
  givenAt: string | null;
  /** Display name; null where nobody at a page did it. */
  givenBy: string | null;
  renewedAt: string | null;
  problem: ErrorNote | null;
  problemAt: string | null;
}

/** An address as it is kept: without slashes at its end. */
export const addressOf = (baseUrl: string): string => baseUrl.replace(/\/+$/, "");

/** The row of the Milestones at an address; null where nothing was set for it. */
export const connectionRow = (db: Database, baseUrl: string): ConnectionRow | null =>
  db
    .prepare<[string], ConnectionRow>(`SELECT * FROM milestones_connection WHERE baseUrl = ?`)
    .get(addressOf(baseUrl)) ?? null;

export function milestonesConnectionOf(db: Database, baseUrl: string): MilestonesConnection | null {
  const row = connectionRow(db, baseUrl);
  if (!row) return null;
  const { clientSecret, accessToken: _, refreshToken: __, givenById, pkce, problem, ...rest } = row;
  const by = db.prepare<[number | null], string>(`SELECT displayName FROM account WHERE id = ?`).pluck().get(givenById);
  return {
    ...rest,
    hasSecret: clientSecret !== null,
    pkce: pkce === 1,
    givenBy: by ?? null,
    problem: problem === null ? null : (JSON.parse(problem) as ErrorNote),
  };
}

export interface GivenConnection {
  baseUrl: string;
  clientId: string;
  /** Null: there is none. Left out: it stays as it is. */
  clientSecret?: string | null;
  scopes: string;
  pkce: boolean;
  serviceAccount: string;
}

/** Adds the Milestones at this address, or saves how it is asked. A consent that was given stays. */
export function saveMilestonesConnection(db: Database, given: GivenConnection, who: Person | null = null): void {
  const baseUrl = addressOf(given.baseUrl);
  inOneTransaction(db, () => {
    const before = connectionRow(db, baseUrl);
    const secret = given.clientSecret;
    const clientSecret =
      secret === undefined ? (before?.clientSecret ?? null) : secret && sealing(db).seal(secret, secretOf(baseUrl));
    db.prepare(
      `INSERT INTO milestones_connection (baseUrl, clientId, clientSecret, scopes, pkce, serviceAccount)
       VALUES (@baseUrl, @clientId, @clientSecret, @scopes, @pkce, @serviceAccount)
       ON CONFLICT (baseUrl) DO UPDATE SET clientId = excluded.clientId, clientSecret = excluded.clientSecret,
         scopes = excluded.scopes, pkce = excluded.pkce, serviceAccount = excluded.serviceAccount`,
    ).run({ ...given, baseUrl, clientSecret, pkce: given.pkce ? 1 : 0 });
    const { clientId, scopes, pkce, serviceAccount } = given;
    const detail = { clientId, scopes, pkce, serviceAccount, secret: secret === undefined ? "kept" : "set" };
    appendEvent(db, { kind: "milestones_saved", who, subject: baseUrl, detail });
  });
}

/** What a secret of a connection is sealed for. */
export const secretOf = (baseUrl: string): string => `milestones ${baseUrl} client secret`;
export const tokenOf = (baseUrl: string, kind: "access" | "refresh"): string => `milestones ${baseUrl} ${kind} token`;

/** What an application shows of itself when it asks for tokens. */
export interface ClientProof {
  baseUrl: string;
  clientId: string;
  clientSecret: string | null;
}

export const clientOf = (db: Database, { baseUrl, clientId, clientSecret }: ConnectionRow): ClientProof => ({
  baseUrl,
  clientId,
  clientSecret: clientSecret && sealing(db).open(clientSecret, secretOf(baseUrl)),
});

/** Seals anew, by the first key, what an older one had sealed; how many secrets. Throws key_unusable. */
export const resealed = (db: Database): number =>
  inOneTransaction(db, () => {
    const { seal, open, isFresh } = sealing(db);
    let count = 0;
    for (const row of db.prepare<[], ConnectionRow>(`SELECT * FROM milestones_connection`).all()) {
      const { id, baseUrl } = row;
      for (const [column, about] of [
        ["clientSecret", secretOf(baseUrl)],
        ["accessToken", tokenOf(baseUrl, "access")],
        ["refreshToken", tokenOf(baseUrl, "refresh")],
      ] as const) {
        const sealed = row[column];
        if (sealed === null || isFresh(sealed)) continue;
        db.prepare(`UPDATE milestones_connection SET ${column} = ? WHERE id = ?`).run(
          seal(open(sealed, about), about),
          id,
        );
        count += 1;
      }
    }
    return count;
  });
