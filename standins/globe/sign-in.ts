// Who may ask Globe's stand-in: one Windows account, which signs in with NTLMv2 (MS-NLMP) on each connection. A challenge
// is good for the connection that it was given on, and for one answer; nothing older than NTLMv2 is let in.
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import md4 from "js-md4";
import type { Faults } from "../faults.ts";
import type { Answer } from "../listen.ts";

/** It opens nothing but made-up data. */
export const account = { domain: "NOORDZEE", user: "svc-tieout", password: "Noordzee-2026!" };

const machine = "SRV01";
const dnsDomain = "noordzee.local";

const unicode = 0x1;
const codePage = 0x2;
const extendedSecurity = 0x80000;
/** Target, NTLM, always sign, a domain, extended security, target info, 128 bits, 56 bits. */
const flags = 0xa0898204;

type Encoding = "utf16le" | "latin1";

interface Given {
  negotiate: Buffer;
  challenge: Buffer;
  nonce: Buffer;
  pairs: Buffer;
  /** Of the names in the third message. */
  encoding: Encoding;
}

export class SignIn {
  readonly #faults: Faults;
  readonly #connections = new WeakMap<Socket, Given | "signed in">();

  constructor(faults: Faults) {
    this.#faults = faults;
  }

  /** What whoever asks gets to hear instead of an answer; undefined once the connection is signed in. */
  refusal({ headers, socket }: IncomingMessage): Answer | undefined {
    const [, token] = /^NTLM\s+([A-Za-z0-9+/=]+)$/i.exec(headers.authorization ?? "") ?? [];
    const state = this.#connections.get(socket);
    if (headers.authorization === undefined && state === "signed in" && !this.#faults.atDoor("forget_sign_in"))
      return undefined;
    this.#connections.delete(socket);
    const message = Buffer.from(token ?? "", "base64");
    const type = message.subarray(0, 8).toString("latin1") === "NTLMSSP\0" ? message.readUInt32LE(8) : 0;
    if (type === 1 && message.length >= 16 && (message.readUInt32LE(12) & extendedSecurity) !== 0)
      return this.#challenged(socket, message);
    if (type !== 3 || state === undefined || state === "signed in") return notLetIn();
    if (this.#faults.atDoor("refuse_sign_in") || !isProven(message, state)) return notLetIn();
    this.#connections.set(socket, "signed in");
    return undefined;
  }

  #challenged(socket: Socket, negotiate: Buffer): Answer {
    const nonce = randomBytes(8);
    const pairs = Buffer.concat([
      pair(2, text(account.domain)),
      pair(1, text(machine)),
      pair(4, text(dnsDomain)),
      pair(3, text(`${machine.toLowerCase()}.${dnsDomain}`)),
      pair(7, now()),
    ]);
    const encoding = (negotiate.readUInt32LE(12) & unicode) === 0 ? "latin1" : "utf16le";
    const target = Buffer.from(account.domain, encoding);
    const agreed = number(flags | (encoding === "latin1" ? codePage : unicode));
    const info = Buffer.concat([pairs, Buffer.alloc(4)]);
    const challenge = Buffer.concat([
      Buffer.from("NTLMSSP\0\x02\0\0\0", "latin1"),
      ...[place(target.length, 56), agreed, nonce, Buffer.alloc(8), place(info.length, 56 + target.length)],
      ...[Buffer.from([10, 0, 0x63, 0x45, 0, 0, 0, 15]), target, info],
    ]);
    this.#connections.set(socket, { negotiate, challenge, nonce, pairs, encoding });
    return refused(`NTLM ${challenge.toString("base64")}`);
  }
}

/** Whether a third message proves that its sender knows the account's password, and repeats what the challenge said. */
function isProven(message: Buffer, { negotiate, challenge, nonce, pairs, encoding }: Given): boolean {
  if (message.length < 64) return false;
  const [nt, domain, user] = [20, 28, 36].map((at) => field(message, at)) as [Buffer, Buffer, Buffer];
  const [ofDomain, name] = [domain, user].map((bytes) => bytes.toString(encoding)) as [string, string];
  if (ofDomain.toUpperCase() !== account.domain || name.toLowerCase() !== account.user) return false;
  // why: an answer of 24 bytes is NTLM's first version.
  if (nt.length < 44 || !nt.includes(pairs)) return false;
  const hash = Buffer.from(md4.arrayBuffer(text(account.password)));
  const key = hmac(hash, text(name.toUpperCase() + ofDomain));
  const [proof, said] = [nt.subarray(0, 16), nt.subarray(16)];
  if (!timingSafeEqual(proof, hmac(key, nonce, said))) return false;
  // Whoever says that the message vouches for all three must have done so.
  if (!said.includes(pair(6, number(2)))) return true;
  const without = Buffer.concat([message.subarray(0, 72), Buffer.alloc(16), message.subarray(88)]);
  const code = hmac(hmac(key, proof), negotiate, challenge, without);
  return timingSafeEqual(code, message.subarray(72, 88));
}

const text = (value: string) => Buffer.from(value, "utf16le");

function hmac(key: Buffer, ...parts: Buffer[]): Buffer {
  const sum = createHmac("md5", key);
  for (const part of parts) sum.update(part);
  return sum.digest();
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
}

function place(length: number, at: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt16LE(length, 0);
  bytes.writeUInt16LE(length, 2);
  bytes.writeUInt32LE(at, 4);
  return bytes;
}

function pair(id: number, value: Buffer): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt16LE(id, 0);
  bytes.writeUInt16LE(value.length, 2);
  return Buffer.concat([bytes, value]);
}

function now(): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE((BigInt(Date.now()) + 11_644_473_600_000n) * 10_000n);
  return bytes;
}

function field(message: Buffer, at: number): Buffer {
  const from = message.readUInt32LE(at + 4);
  return message.subarray(from, from + message.readUInt16LE(at));
}

const notLetIn = () => refused(["Negotiate", "NTLM"]);

const refused = (offered: string | string[]): Answer => ({
  status: 401,
  type: "text/html; charset=utf-8",
  body: "<html><head><title>401 Unauthorized</title></head><body><h1>Unauthorized</h1></body></html>",
  headers: { "www-authenticate": offered },
});
