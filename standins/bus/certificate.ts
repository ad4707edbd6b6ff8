// The certificate that the broker makes for itself and its agents pin: kept in the data folder, made anew before it ends.
import { X509Certificate } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { hostname, networkInterfaces } from "node:os";
import { join } from "node:path";
import { generate } from "selfsigned";

export interface Certificate {
  /** Path of the PEM file to pin. */
  path: string;
  cert: string;
  key: string;
}

const day = 86_400_000;
const lifeDays = 5 * 365;
const renewDays = 30;

/** The folder's certificate for these names and addresses of this machine; a new one when it is absent, old or for others. */
export async function certificate(folder: string, host: string, now = Date.now()): Promise<Certificate> {
  const path = join(folder, "bus-cert.pem");
  const keyPath = join(folder, "bus-key.pem");
  if (existsSync(path) && existsSync(keyPath)) {
    const kept = { path, cert: readFileSync(path, "utf8"), key: readFileSync(keyPath, "utf8") };
    if (isGood(kept, host, now)) return kept;
  }
  const addresses = Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address));
  const ips = new Set(["127.0.0.1", "::1", ...addresses.filter((address) => !address.includes("%"))]);
  const names = new Set(["localhost", hostname(), ...(/^[\d.:]+$|:/.test(host) ? [] : [host])]);
  const made = await generate([{ name: "commonName", value: "Tieout local bus" }], {
    keyType: "ec",
    curve: "P-256",
    algorithm: "sha256",
    notBeforeDate: new Date(now - day),
    notAfterDate: new Date(now + lifeDays * day),
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", digitalSignature: true, keyCertSign: true, critical: true },
      { name: "extKeyUsage", serverAuth: true },
      {
        name: "subjectAltName",
        altNames: [
          ...[...names].map((value) => ({ type: 2 as const, value })),
          ...[...ips].map((ip) => ({ type: 7 as const, ip })),
        ],
      },
    ],
  });
  mkdirSync(folder, { recursive: true });
  writeFileSync(keyPath, made.private, { mode: 0o600 });
  writeFileSync(path, made.cert);
  return { path, cert: made.cert, key: made.private };
}

function isGood({ cert, key }: Certificate, host: string, now: number): boolean {
  try {
    const read = new X509Certificate(cert);
    const covers =
      read.checkIP("127.0.0.1") && (host === "0.0.0.0" || host === "::" || read.checkIP(host) || read.checkHost(host));
    return Boolean(covers) && key !== "" && Date.parse(read.validTo) > now + renewDays * day;
  } catch {
    return false;
  }
}
