// A message as it leaves: a new header and new annotations around the sender's own bytes.
import { encoded, types } from "./amqp.ts";
import type { Content } from "./arrival.ts";
import { described, section, sections } from "./sections.ts";

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
