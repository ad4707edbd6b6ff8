// Application properties set over a message's own: those given on abandon, defer or dead-letter, and the broker's reasons.

import { encoded, type Typed, types } from "./amqp.ts";
import { type Content, checkHeaderSize, checkPropertySize } from "./arrival.ts";
import { items, section, sections } from "./sections.ts";

export type Properties = ReadonlyMap<string, Typed>;
export const none: Properties = new Map();
export const texts = (values: Record<string, string>): Properties =>
  new Map(Object.entries(values).map(([key, value]) => [key, types.wrap_string(value)]));

const total = (all: readonly Buffer[]): number => all.reduce((sum, { length }) => sum + length, 0);

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
