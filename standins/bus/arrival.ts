// A message as it comes: split into what the broker reads and what it keeps, and held against Azure's limits.
// The bare message (properties to footer) stays the sender's own bytes; only an absent message id is added.
import { randomBytes } from "node:crypto";
import { encoded, type Typed, types } from "./amqp.ts";
import { limits } from "./limits.ts";
import { asRefusal, refusals } from "./refusals.ts";
import { described, items, mapItems, read, type Section, section, sections, valueEnd } from "./sections.ts";

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

function checkProperties(bytes: Buffer, part: Section): void {
  for (const item of items(bytes, part)) checkPropertySize(item.bytes.length);
}

export function checkPropertySize(bytes: number): void {
  if (bytes > limits.propertyBytes) {
    throw refusals.badArgument(`A property is larger than ${limits.propertyBytes} bytes.`);
  }
}

export function checkHeaderSize(bytes: number): void {
  if (bytes > limits.headerBytes) {
    throw refusals.badArgument(`The message's headers and properties are larger than ${limits.headerBytes} bytes.`);
  }
}

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
    arrived.content.bare = bytes.subarray(bareStart);
    return;
  }
  // why: the SDK cannot settle a message without an id.
  arrived.messageId = randomBytes(16).toString("hex");
  const named = [types.wrap_string(arrived.messageId), ...fields.slice(1)];
  const rest = bytes.subarray(part ? part.end : bareStart);
  arrived.content.bare = Buffer.concat([encoded(described(section.properties, types.wrap_list(named))), rest]);
}
