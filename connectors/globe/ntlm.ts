// NTLM's three messages as a client writes and reads them (MS-NLMP): NTLMv2 only, texts in Unicode only. Nothing older is
// ever answered, whatever the server asks for: from an older answer the password can be guessed.
import { createHmac, randomBytes } from "node:crypto";
// why: OpenSSL 3 no longer has MD4, which a password's NT hash is made with.
import md4 from "js-md4";

export interface Account {
  /** "" for an account of the machine itself, or where the name is user@domain. */
  domain: string;
  user: string;
  password: string;
}

export interface Challenge {
  flags: number;
  nonce: Buffer;
  /** What the server says of itself, as it came, without its end. */
  pairs: Pair[];
}

interface Pair {
  id: number;
  value: Buffer;
}

export const flag = {
  unicode: 0x1,
  requestTarget: 0x4,
  ntlm: 0x200,
  alwaysSign: 0x8000,
  extendedSecurity: 0x80000,
  targetInfo: 0x800000,
  strong: 0x20000000,
};

const offered =
  flag.unicode |
  flag.requestTarget |
  flag.ntlm |
  flag.alwaysSign |
  flag.extendedSecurity |
  flag.targetInfo |
  flag.strong;

const signature = Buffer.from("NTLMSSP\0", "latin1");
const avFlags = 6;
const avTimestamp = 7;
const hasIntegrityCode = 0x2;

const hmac = (key: Uint8Array, ...parts: Uint8Array[]): Buffer => {
  const sum = createHmac("md5", key);
  for (const part of parts) sum.update(part);
  return sum.digest();
};

const number = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
};

const head = (type: number): Buffer => Buffer.concat([signature, number(type)]);

/** The first message: what the client can do. It says nothing of who it is. */
export const negotiateMessage = (): Buffer => Buffer.concat([head(1), number(offered), Buffer.alloc(16)]);

/** Reads the second message. Throws an Error that says what is wrong with it. */
export function challengeOf(message: Buffer): Challenge {
  if (message.length < 48 || !message.subarray(0, 12).equals(head(2))) throw new Error("it is no challenge");
  const flags = message.readUInt32LE(20);
  if ((flags & flag.unicode) === 0 || (flags & flag.extendedSecurity) === 0)
    throw new Error("it wants a sign-in that is older than NTLMv2");
  const pairs = (flags & flag.targetInfo) === 0 ? [] : pairsIn(field(message, 40));
  return { flags, nonce: message.subarray(24, 32), pairs };
}

function field(message: Buffer, at: number): Buffer {
  const length = message.readUInt16LE(at);
  const from = message.readUInt32LE(at + 4);
  if (length > 0 && from + length > message.length) throw new Error("it points past its own end");
  return message.subarray(from, from + length);
}

function pairsIn(block: Buffer): Pair[] {
  const pairs: Pair[] = [];
  let at = 0;
  while (at + 4 <= block.length) {
    const id = block.readUInt16LE(at);
    const end = at + 4 + block.readUInt16LE(at + 2);
    if (id === 0) return pairs;
    if (end > block.length) break;
    pairs.push({ id, value: block.subarray(at + 4, end) });
    at = end;
  }
  throw new Error("what it says of its server breaks off");
}

/** The pairs with their end. */
function block(pairs: readonly Pair[]): Buffer {
  const parts = [...pairs, { id: 0, value: Buffer.alloc(0) }].map(({ id, value }) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt16LE(id, 0);
    bytes.writeUInt16LE(value.length, 2);
    return Buffer.concat([bytes, value]);
  });
  return Buffer.concat(parts);
}

const unicode = (text: string): Buffer => Buffer.from(text, "utf16le");

/** Windows lengthens no text by writing it in capitals: "ß" stays. */
const capitals = (text: string): string =>
  [...text].map((letter) => (letter.toUpperCase().length === letter.length ? letter.toUpperCase() : letter)).join("");

/** NTOWFv2: what an account's password comes to. */
export const accountKey = ({ domain, user, password }: Account): Buffer =>
  hmac(Buffer.from(md4.arrayBuffer(unicode(password))), unicode(capitals(user) + domain));

/** Now, as Windows counts: tenths of a microsecond since 1601. */
function fileTime(at: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE((BigInt(at) + 11_644_473_600_000n) * 10_000n);
  return bytes;
}

/** The answers to a challenge. `time`: 8 bytes, as Windows counts. */
export function responses(
  key: Buffer,
  { challenge, pairs, nonce, time }: { challenge: Buffer; pairs: readonly Pair[]; nonce: Buffer; time: Buffer },
) {
  const said = Buffer.concat([
    Buffer.from([1, 1, 0, 0, 0, 0, 0, 0]),
    ...[time, nonce, Buffer.alloc(4), block(pairs), Buffer.alloc(4)],
  ]);
  const proof = hmac(key, challenge, said);
  return {
    nt: Buffer.concat([proof, said]),
    lm: Buffer.concat([hmac(key, challenge, nonce), nonce]),
    sessionKey: hmac(key, proof),
  };
}

interface Exchange {
  /** The first message as it was sent, and the second as it came. */
  negotiate: Buffer;
  challenge: Buffer;
  /** The machine's name. */
  workstation: string;
}

/** The third message: who it is, and the proof that the password is known. Throws as challengeOf. */
export function authenticateMessage(account: Account, { negotiate, challenge, workstation }: Exchange): Buffer {
  const { flags, nonce, pairs } = challengeOf(challenge);
  const time = pairs.find(({ id }) => id === avTimestamp)?.value;
  const own = responses(accountKey(account), {
    challenge: nonce,
    pairs: time ? withIntegrity(pairs) : pairs,
    nonce: randomBytes(8),
    time: time ?? fileTime(Date.now()),
  });
  // why: who dates its challenge wants no second, weaker answer beside the first.
  const lm = time ? Buffer.alloc(24) : own.lm;
  const names = [account.domain, account.user, workstation].map(unicode);
  const parts = [lm, own.nt, ...names, Buffer.alloc(0)];
  const fields: Buffer[] = [];
  let at = 88;
  for (const part of parts) {
    const bytes = Buffer.alloc(8);
    bytes.writeUInt16LE(part.length, 0);
    bytes.writeUInt16LE(part.length, 2);
    bytes.writeUInt32LE(at, 4);
    fields.push(bytes);
    at += part.length;
  }
  const message = Buffer.concat([head(3), ...fields, number(flags & offered), Buffer.alloc(24), ...parts]);
  if (time) hmac(own.sessionKey, negotiate, challenge, message).copy(message, 72);
  return message;
}

/** What the server says of itself, and that the third message vouches for all three. */
function withIntegrity(pairs: readonly Pair[]): Pair[] {
  const before = pairs.find(({ id }) => id === avFlags)?.value.readUInt32LE() ?? 0;
  return [...pairs.filter(({ id }) => id !== avFlags), { id: avFlags, value: number(before | hasIntegrityCode) }];
}
