// A message's bytes: split into sections when it comes, given a new header and annotations when it leaves.
// The bare message (properties to footer) stays the sender's own bytes; only an absent message id is added.
import { randomBytes } from "node:crypto";
import { encoded, type Typed, types } from "./amqp.ts";
import { bounds, limits } from "./limits.ts";
import { asRefusal, refusals } from "./refusals.ts";

/** What is stored of a message's bytes. */
export interface Content {
  /** The sender's message annotations: the map's items, encoded, without the broker's own. */
  annotations: Buffer;
  annotationItems: number;
  bare: Buffer;
}

/** A message as a sender gave it. Times are epoch milliseconds. */
export interface Arrival {
  content: Content;
  durable: boolean;
  priority: number;
  /** Milliseconds; undefined when the sender set none. */
  ttl: number | undefined;
  messageId: string;
  session: string | undefined;
  scheduledFor: number | undefined;
}

export type Properties = ReadonlyMap<string, Typed>;
export const none: Properties = new Map();

const section = { header: 0x70, annotations: 0x72, properties: 0x73, applicationProperties: 0x74, data: 0x75 } as const;
export const batchFormat = 0x80013700;

// Annotations that only the broker says.
const own = new Set([
  "x-opt-sequence-number",
  "x-opt-enqueue-sequence-number",
  "x-opt-enqueued-time",
  "x-opt-locked-until",
  "x-opt-deadletter-source",
  "x-opt-message-state",
]);

/** Where the value that begins at `at` ends. Throws RangeError when it does not fit. */
function valueEnd(bytes: Buffer, at: number, depth = 0): number {
  // Valid messages never nest descriptors deeper than this.
  if (depth > 8) throw new RangeError("descriptors too deep");
  const code = bytes.readUInt8(at);
  if (code === 0) return valueEnd(bytes, valueEnd(bytes, at + 1, depth + 1), depth + 1);
  const kind = code >> 4;
  const fixed = [0, 1, 2, 4, 8, 16][kind - 4];
  let end: number;
  if (fixed !== undefined) end = at + 1 + fixed;
  else if (kind === 0xa || kind === 0xc || kind === 0xe) end = at + 2 + bytes.readUInt8(at + 1);
  else if (kind === 0xb || kind === 0xd || kind === 0xf) end = at + 5 + bytes.readUInt32BE(at + 1);
  else throw new RangeError("unknown AMQP type");
  if (end > bytes.length) throw new RangeError("a value longer than its message");
  return end;
}

interface Section {
  code: number;
  start: number;
  /** Where its value begins, after the descriptor. */
  value: number;
  end: number;
}

/** The sections of an encoded message, in order. */
function sections(bytes: Buffer): Section[] {
  const found: Section[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (bytes.readUInt8(at) !== 0) throw new RangeError("a section without a descriptor");
    const type = bytes.readUInt8(at + 1);
    let code: number;
    if (type === 0x53) code = bytes.readUInt8(at + 2);
    else if (type === 0x80) code = Number(bytes.readBigUInt64BE(at + 2));
    else throw new RangeError("an unknown section");
    if (code < section.header || code > 0x78) throw new RangeError("an unknown section");
    const value = valueEnd(bytes, at + 1);
    const end = valueEnd(bytes, value);
    found.push({ code, start: at, value, end });
    at = end;
  }
  return found;
}

const read = (bytes: Buffer): Typed => new types.Reader(bytes).read();

/** Where a map's items begin, and how many there are. */
function mapItems(bytes: Buffer, at: number): { start: number; count: number } {
  const code = bytes.readUInt8(at);
  if (code === 0xc1) return { start: at + 3, count: bytes.readUInt8(at + 2) };
  if (code === 0xd1) return { start: at + 9, count: bytes.readUInt32BE(at + 5) };
  throw new RangeError("a section that should be a map");
}

/** The messages that a batch transfer carries: each data section of the envelope is one encoded message. */
export function batched(bytes: Buffer): Buffer[] {
  return sections(bytes)
    .filter(({ code }) => code === section.data)
    .map(({ value, end }) => {
      const head = bytes.readUInt8(value) === 0xa0 ? 2 : 5;
      return bytes.subarray(value + head, end);
    });
}

/** Reads what a sender sent. Throws a Refusal when it is malformed or beyond Azure's limits. */
export function arrival(bytes: Buffer): Arrival {
  try {
    return parsed(bytes);
  } catch (thrown) {
    throw asRefusal(thrown);
  }
}

function parsed(bytes: Buffer): Arrival {
  const arrived: Arrival = {
    content: { annotations: Buffer.alloc(0), annotationItems: 0, bare: Buffer.alloc(0) },
    durable: false,
    priority: 4,
    ttl: undefined,
    messageId: "",
    session: undefined,
    scheduledFor: undefined,
  };
  let bareStart = bytes.length;
  let properties: Section | undefined;
  let headerBytes = 0;
  for (const part of sections(bytes)) {
    if (part.code >= section.properties) bareStart = Math.min(bareStart, part.start);
    if (part.code < section.data) headerBytes += part.end - part.start;
    if (part.code === section.header) readHeader(arrived, read(bytes.subarray(part.value, part.end)));
    else if (part.code === section.annotations) readAnnotations(arrived, bytes, part);
    else if (part.code === section.properties) properties = part;
    else if (part.code === section.applicationProperties) checkProperties(bytes, part);
  }
  checkHeaderSize(headerBytes);
  readProperties(arrived, bytes, properties, bareStart);
  return arrived;
}

function readHeader(arrived: Arrival, list: Typed): void {
  const [durable, priority, ttl] = types.unwrap(list) as [boolean?, number?, number?];
  arrived.durable = durable === true;
  if (typeof priority === "number") arrived.priority = priority;
  // why: some clients write 0 for "none".
  if (typeof ttl === "number" && ttl > 0) arrived.ttl = ttl;
}

function readAnnotations(arrived: Arrival, bytes: Buffer, part: Section): void {
  const { start, count } = mapItems(bytes, part.value);
  const kept: Buffer[] = [];
  let at = start;
  for (let i = 0; i + 1 < count; i += 2) {
    const valueAt = valueEnd(bytes, at);
    const end = valueEnd(bytes, valueAt);
    const key = String(read(bytes.subarray(at, valueAt)).value);
    if (!own.has(key)) {
      kept.push(bytes.subarray(at, end));
      const value = types.unwrap(read(bytes.subarray(valueAt, end)));
      if (key === "x-opt-scheduled-enqueue-time" && value instanceof Date) arrived.scheduledFor = value.getTime();
      if (key === "x-opt-partition-key" && typeof value === "string") checkLength("partition key", value);
    }
    at = end;
  }
  arrived.content.annotations = Buffer.concat(kept);
  arrived.content.annotationItems = kept.length * 2;
}

function checkLength(what: string, text: string): void {
  if (text.length > limits.idLength) {
    throw refusals.badArgument(`The ${what} is longer than ${limits.idLength} characters.`);
  }
}

/** A map section's entries: each key, and the bytes of key and value together. The values are not looked into. */
function* items(bytes: Buffer, part: Section): Iterable<{ key: string; bytes: Buffer }> {
  const { start, count } = mapItems(bytes, part.value);
  let at = start;
  for (let i = 0; i + 1 < count; i += 2) {
    const type = bytes.readUInt8(at);
    if (type !== 0xa1 && type !== 0xb1) throw new RangeError("a property whose name is no text");
    const valueAt = valueEnd(bytes, at);
    const end = valueEnd(bytes, valueAt);
    yield { key: bytes.toString("utf8", at + (type === 0xa1 ? 2 : 5), valueAt), bytes: bytes.subarray(at, end) };
    at = end;
  }
}

function checkProperties(bytes: Buffer, part: Section): void {
  for (const item of items(bytes, part)) checkPropertySize(item.bytes.length);
}

function checkPropertySize(bytes: number): void {
  if (bytes > limits.propertyBytes) {
    throw refusals.badArgument(`A property is larger than ${limits.propertyBytes} bytes.`);
  }
}

function checkHeaderSize(bytes: number): void {
  if (bytes > limits.headerBytes) {
    throw refusals.badArgument(`The message's headers and properties are larger than ${limits.headerBytes} bytes.`);
  }
}

const total = (all: readonly Buffer[]): number => all.reduce((sum, { length }) => sum + length, 0);

const place = { messageId: 0, session: 10 } as const;

function readProperties(arrived: Arrival, bytes: Buffer, part: Section | undefined, bareStart: number): void {
  const list = part ? read(bytes.subarray(part.value, part.end)) : types.wrap_list([]);
  const fields = Array.isArray(list.value) ? (list.value as Typed[]) : [];
  const session = types.unwrap(fields[place.session]);
  if (typeof session === "string") {
    checkLength("session id", session);
    arrived.session = session;
  }
  const id = types.unwrap(fields[place.messageId]);
  if (id !== undefined && id !== null && id !== "") {
    arrived.messageId = Buffer.isBuffer(id) ? id.toString("hex") : String(id);
    checkLength("message id", arrived.messageId);
    const bare = bytes.subarray(bareStart);
    // why: what stays in memory must not keep the larger read that it is part of; a large body does not stay.
    arrived.content.bare = bare.length > bounds.cachedBodyBytes ? bare : Buffer.from(bare);
    return;
  }
  // why: the SDK cannot settle a message without an id.
  arrived.messageId = randomBytes(16).toString("hex");
  const named = [types.wrap_string(arrived.messageId), ...fields.slice(1)];
  const rest = bytes.subarray(part ? part.end : bareStart);
  arrived.content.bare = Buffer.concat([encoded(described(section.properties, types.wrap_list(named))), rest]);
}

const described = (code: number, value: Typed): Typed => types.described(types.wrap_ulong(code), value);

/** The content with these application properties set over its own, which stay byte for byte. Throws a Refusal when what
 * was `given` makes them larger than Azure takes; what the broker says itself (`said`) always fits. */
export function withProperties(content: Content, given: Properties, said: Properties = none): Content {
  const set = new Map([...given, ...said]);
  if (set.size === 0) return content;
  const { bare } = content;
  const parts = sections(bare);
  const present = parts.find(({ code }) => code === section.applicationProperties);
  const before = parts.filter(({ code }) => code < section.applicationProperties).at(-1)?.end ?? 0;
  const kept = present ? [...items(bare, present)].filter(({ key }) => !set.has(key)).map(({ bytes }) => bytes) : [];
  const entry = ([key, value]: [string, Typed]) => Buffer.concat([encoded(types.wrap_string(key)), encoded(value)]);
  const added = [...given].filter(([key]) => !said.has(key)).map(entry);
  for (const { length } of added) checkPropertySize(length);
  if (given.size > 0) checkHeaderSize(before + total([...kept, ...added]));
  const values = [...kept, ...added, ...[...said].map(entry)];
  const head = Buffer.from([0, 0x53, section.applicationProperties, 0xd1, 0, 0, 0, 0, 0, 0, 0, 0]);
  head.writeUInt32BE(total(values) + 4, 4);
  head.writeUInt32BE(values.length * 2, 8);
  const after = present?.end ?? before;
  return { ...content, bare: Buffer.concat([bare.subarray(0, before), head, ...values, bare.subarray(after)]) };
}

/** What the broker says of a message when it delivers it. Times are epoch milliseconds, ttl milliseconds. */
export interface Envelope {
  durable: boolean;
  priority: number;
  ttl: number | undefined;
  deliveryCount: number;
  sequenceNumber: number;
  enqueuedSequenceNumber: number;
  enqueuedAt: number;
  lockedUntil: number | undefined;
  deadLetterSource: string | undefined;
  /** 0 active, 1 deferred, 2 was scheduled. */
  state: number;
}

const maxTtl = 0xffffffff;

/** The whole message as it goes over the wire. */
export function delivered(envelope: Envelope, content: Content, withBody = true): Buffer {
  const head = Buffer.allocUnsafe(512 + 2 * (envelope.deadLetterSource?.length ?? 0) * 2);
  let at = head.writeUInt32BE(0x005370d0, 0);
  const headerAt = at;
  at = head.writeUInt32BE(5, at + 4);
  at = head.writeUInt8(envelope.durable ? 0x41 : 0x42, at);
  at = head.writeUInt16BE(0x5000 | envelope.priority, at);
  if (envelope.ttl === undefined) at = head.writeUInt8(0x40, at);
  else at = head.writeUInt32BE(Math.min(Math.max(envelope.ttl, 0), maxTtl), head.writeUInt8(0x70, at));
  at = head.writeUInt8(envelope.deliveryCount === 0 ? 0x41 : 0x42, at);
  at = head.writeUInt32BE(envelope.deliveryCount, head.writeUInt8(0x70, at));
  head.writeUInt32BE(at - headerAt - 4, headerAt);

  at = head.writeUInt32BE(0x005372d1, at);
  const mapAt = at;
  at += 8;
  let items = content.annotationItems;
  const key = (name: string): void => {
    at = head.writeUInt8(name.length, head.writeUInt8(0xa3, at));
    at += head.write(name, at, "ascii");
    items += 2;
  };
  const long = (name: string, value: number, code: number): void => {
    key(name);
    at = head.writeBigInt64BE(BigInt(value), head.writeUInt8(code, at));
  };
  long("x-opt-sequence-number", envelope.sequenceNumber, 0x81);
  long("x-opt-enqueued-time", envelope.enqueuedAt, 0x83);
  long("x-opt-enqueue-sequence-number", envelope.enqueuedSequenceNumber, 0x81);
  if (envelope.lockedUntil !== undefined) long("x-opt-locked-until", envelope.lockedUntil, 0x83);
  if (envelope.state !== 0) {
    key("x-opt-message-state");
    at = head.writeInt32BE(envelope.state, head.writeUInt8(0x71, at));
  }
  if (envelope.deadLetterSource !== undefined) {
    key("x-opt-deadletter-source");
    at = head.writeUInt32BE(Buffer.byteLength(envelope.deadLetterSource), head.writeUInt8(0xb1, at));
    at += head.write(envelope.deadLetterSource, at, "utf8");
  }
  head.writeUInt32BE(at + content.annotations.length - mapAt - 4, mapAt);
  head.writeUInt32BE(items, mapAt + 4);
  return Buffer.concat([head.subarray(0, at), content.annotations, withBody ? content.bare : bodyless(content.bare)]);
}

function bodyless(bare: Buffer): Buffer {
  const kept = sections(bare).filter(({ code }) => code < section.data);
  const empty = encoded(described(section.data, types.wrap_binary(Buffer.alloc(0))));
  return Buffer.concat([bare.subarray(0, kept.at(-1)?.end ?? 0), empty]);
}

/** 16 bytes between a lock token in RFC order (management) and in .NET's Guid order (delivery tags). */
export function swappedGuid(token: Buffer): Buffer {
  const swapped = Buffer.from(token);
  swapped.subarray(0, 4).reverse();
  swapped.subarray(4, 6).reverse();
  swapped.subarray(6, 8).reverse();
  return swapped;
}
