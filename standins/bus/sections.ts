// The sections of an encoded message, told apart without decoding what they hold.
import { type Typed, types } from "./amqp.ts";

export const section = {
  header: 0x70,
  annotations: 0x72,
  properties: 0x73,
  applicationProperties: 0x74,
  data: 0x75,
} as const;

/** Where the value that begins at `at` ends. Throws RangeError when it does not fit. */
export function valueEnd(bytes: Buffer, at: number, depth = 0): number {
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

export interface Section {
  code: number;
  start: number;
  /** Where its value begins, after the descriptor. */
  value: number;
  end: number;
}

/** The sections of an encoded message, in order. */
export function sections(bytes: Buffer): Section[] {
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

export const read = (bytes: Buffer): Typed => new types.Reader(bytes).read();

/** Where a map's items begin, and how many there are. */
export function mapItems(bytes: Buffer, at: number): { start: number; count: number } {
  const code = bytes.readUInt8(at);
  if (code === 0xc1) return { start: at + 3, count: bytes.readUInt8(at + 2) };
  if (code === 0xd1) return { start: at + 9, count: bytes.readUInt32BE(at + 5) };
  throw new RangeError("a section that should be a map");
}

/** A map section's entries: each key, and the bytes of key and value together. The values are not looked into. */
export function* items(bytes: Buffer, part: Section): Iterable<{ key: string; bytes: Buffer }> {
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

export const described = (code: number, value: Typed): Typed => types.described(types.wrap_ulong(code), value);
