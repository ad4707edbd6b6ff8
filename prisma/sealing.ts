// Secrets at rest: AES-256-GCM. The key stands in TIEOUT_KEY, or in the data folder's tieout.key, which only its owner may
// read. Several keys may stand there: the first seals, each opens, so that a key is replaced without losing anything.
import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { TieoutError } from "../core/errors.ts";
import { type Database, dataDirOf } from "./database.ts";

export interface Sealing {
  /** Sealed text. `about` says what it is and whose, and is needed to open it: it opens nowhere else. */
  seal(text: string, about: string): string;
  /** Throws key_unusable where no key opens it, or it was altered. */
  open(sealed: string, about: string): string;
  /** Whether it is sealed by the first key. */
  isFresh(sealed: string): boolean;
}

export interface InstallationKey {
  key: Buffer;
  /** By which it is known without being told. */
  name: string;
}

const keyBytes = 32;
const unusable = (reason: string, cause?: unknown) => new TieoutError("key_unusable", { values: { reason }, cause });

const keyFile = (dataDir: string): string => join(dataDir, "tieout.key");

/** An installation's keys, the first first; a key file is made where there is neither file nor TIEOUT_KEY. */
export function installationKeys(
  db: Database,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): { first: InstallationKey; all: InstallationKey[] } {
  const all = (environment.TIEOUT_KEY ?? keptKeys(dataDirOf(db)))
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((text) => {
      const key = Buffer.from(text, "base64");
      if (key.length !== keyBytes) throw unusable(`a key is ${keyBytes} bytes in base64`);
      return { key, name: createHash("sha256").update(key).digest("hex").slice(0, 8) };
    });
  const [first] = all;
  if (!first) throw unusable("there is no key");
  return { first, all };
}

/** The installation's sealing. Throws key_unusable. */
export function sealing(db: Database, environment?: Readonly<Record<string, string | undefined>>): Sealing {
  const { first, all: keys } = installationKeys(db, environment);
  return {
    seal(text, about) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", first.key, nonce).setAAD(Buffer.from(about));
      const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return [first.name, ...[nonce, cipher.getAuthTag(), sealed].map((part) => part.toString("base64url"))].join(".");
    },
    open(sealed, about) {
      const [name, ...parts] = sealed.split(".");
      const found = keys.find((one) => one.name === name);
      if (!found) throw unusable(`what was kept under it was sealed by another key (${name})`);
      const [nonce = Buffer.alloc(0), tag = Buffer.alloc(0), text = Buffer.alloc(0)] = parts.map((part) =>
        Buffer.from(part, "base64url"),
      );
      try {
        const opening = createDecipheriv("aes-256-gcm", found.key, nonce, { authTagLength: 16 });
        opening.setAAD(Buffer.from(about)).setAuthTag(tag);
        return opening.update(text, undefined, "utf8") + opening.final("utf8");
      } catch (cause) {
        throw unusable("what was kept under it was altered", cause);
      }
    },
    isFresh: (sealed) => sealed.startsWith(`${first.name}.`),
  };
}

function keptKeys(dataDir: string): string {
  const file = keyFile(dataDir);
  // why: "wx" and not a look before: of two rooms that start at once, one makes the key and the other reads it.
  if (!existsSync(file)) {
    try {
      writeFileSync(file, `${randomBytes(keyBytes).toString("base64")}\n`, { mode: 0o600, flag: "wx", flush: true });
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== "EEXIST") throw thrown;
    }
  }
  return readFileSync(file, "utf8");
}
