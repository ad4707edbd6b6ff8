// Proves that this installation wrote a text: HMAC-SHA256 under a key that is derived from the installation's own. What a
// proof was made of can be told from nothing that it says, and nobody else can make one.
import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import type { Prover } from "../core/ports/prover.ts";
import type { Database } from "./database.ts";
import { installationKeys } from "./sealing.ts";

/** Throws key_unusable. Several keys may stand there: the first proves, each recognises. */
export function proving(db: Database, environment?: Readonly<Record<string, string | undefined>>): Prover {
  const { first, all } = installationKeys(db, environment);
  const derived = new Map(all.map(({ key, name }) => [name, Buffer.from(hkdfSync("sha256", key, "", use, 32))]));
  const proof = (key: Buffer, told: string) => createHmac("sha256", key).update(told).digest().subarray(0, proofBytes);
  const own = derived.get(first.name) as Buffer;
  return {
    name: first.name,
    prove: (told) => proof(own, told).toString("base64url"),
    knows: (name) => derived.has(name),
    proves(name, told, given) {
      const key = derived.get(name);
      const sent = Buffer.from(given, "base64url");
      return key !== undefined && sent.length === proofBytes && timingSafeEqual(sent, proof(key, told));
    },
  };
}

const use = "tieout proof of a row 1";
const proofBytes = 16;
