// What was consented to, and the tokens that came of it. Tokens are known by their hash only. With a file, they are on
// disk before anybody is told, and are there again after kill -9.
import { createHash, randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";

export interface Grant {
  scope: string;
  /** When it ends, however often it is renewed; ms. */
  until: number;
  revoked: boolean;
  /** Hashes, with when each ends; ms. */
  access: Record<string, number>;
  /** Hashes, oldest first; the last one is good, the others were used. */
  refresh: string[];
}

const hashOf = (token: string): string => createHash("sha256").update(token).digest("hex");
const fresh = (): string => randomBytes(32).toString("base64url");

export class Grants {
  #all: Grant[] = [];
  readonly #file: string | undefined;

  constructor(file: string | undefined) {
    this.#file = file;
    if (file !== undefined && existsSync(file)) this.#all = JSON.parse(readFileSync(file, "utf8")) as Grant[];
  }

  begin(scope: string, until: number): Grant {
    const grant: Grant = { scope, until, revoked: false, access: {}, refresh: [] };
    this.#all.push(grant);
    return grant;
  }

  /** A new pair of tokens; the refresh token before it is used up. */
  issue(grant: Grant, seconds: number): { accessToken: string; refreshToken: string; grant: Grant } {
    const [accessToken, refreshToken] = [fresh(), fresh()];
    const now = Date.now();
    grant.access = Object.fromEntries(Object.entries(grant.access).filter(([, until]) => until > now));
    grant.access[hashOf(accessToken)] = now + seconds * 1_000;
    grant.refresh.push(hashOf(refreshToken));
    this.#keep();
    return { accessToken, refreshToken, grant };
  }

  isGood(accessToken: string): boolean {
    const hash = hashOf(accessToken);
    return this.#all.some(({ revoked, access }) => !revoked && (access[hash] ?? 0) > Date.now());
  }

  ofRefreshToken(token: string): { grant: Grant; isUsed: boolean } | undefined {
    const hash = hashOf(token);
    const grant = this.#all.find(({ refresh }) => refresh.includes(hash));
    return grant && { grant, isUsed: grant.refresh.at(-1) !== hash };
  }

  revoke(grant: Grant): void {
    grant.revoked = true;
    this.#keep();
  }

  /** As when someone takes a consent back. */
  revokeAll(): void {
    for (const grant of this.#all) grant.revoked = true;
    this.#keep();
  }

  /** Ends every access token; refresh tokens stay good. */
  expireAll(): void {
    for (const grant of this.#all) grant.access = {};
    this.#keep();
  }

  #keep(): void {
    if (this.#file === undefined) return;
    writeFileSync(`${this.#file}.new`, JSON.stringify(this.#all), { mode: 0o600, flush: true });
    renameSync(`${this.#file}.new`, this.#file);
  }
}
