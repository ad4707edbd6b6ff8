import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodedMessage, types } from "./amqp.ts";
import { arrival, batched, type Content } from "./arrival.ts";
import { delivered, swappedGuid } from "./envelope.ts";
import { withProperties } from "./properties.ts";
import { Refusal } from "./refusals.ts";

interface Read {
  message_id?: unknown;
  group_id?: string;
  ttl?: number;
  delivery_count?: number;
  application_properties?: Record<string, unknown>;
  message_annotations?: Record<string, unknown>;
  body?: { content: Buffer };
}
const { message } = (await import("rhea")).default as unknown as { message: { decode(bytes: Buffer): Read } };

const envelope = {
  durable: true,
  priority: 4,
  ttl: 5_000,
  deliveryCount: 2,
  sequenceNumber: 7,
  enqueuedSequenceNumber: 6,
  enqueuedAt: 1_700_000_000_000,
  lockedUntil: 1_700_000_060_000,
  deadLetterSource: "wachtrij-é",
  state: 0,
};

const data = (bytes: Uint8Array) => ({
  ...{ typecode: 0x75, content: Buffer.from(bytes) },
  collect_sections(sections: unknown[]) {
    sections.push(types.described(types.wrap_ulong(0x75), types.wrap_binary(this.content)));
  },
});

// why: the reader of this test makes an object of a map, and no object holds this name as one of its own. The broker
// keeps the bytes.
const propertyName = fc.string({ minLength: 1, maxLength: 20 }).filter((name) => name !== "__proto__");

const sent = fc.record({
  body: fc.uint8Array({ maxLength: 1_000 }),
  id: fc.option(fc.string({ minLength: 1, maxLength: 128 }), { nil: undefined }),
  session: fc.option(fc.string({ maxLength: 128 }), { nil: undefined }),
  properties: fc.dictionary(propertyName, fc.oneof(fc.string(), fc.boolean(), fc.nat())),
});

describe("a message", () => {
  it("leaves as it came, with an id, and with what the broker says of it", () => {
    fc.assert(
      fc.property(sent, ({ body, id, session, properties }) => {
        const application_properties = { ...properties, kept: 1 };
        const message_annotations = { "x-opt-partition-key": "p", "x-opt-sequence-number": types.Long(999) };
        const bytes = encodedMessage({
          ...{ message_id: id, group_id: session, ttl: 9_000, application_properties, message_annotations },
          body: data(body),
        });
        const arrived = arrival(bytes);
        expect(arrived).toMatchObject({ session, ttl: 9_000 });
        const read = message.decode(delivered(envelope, arrived.content));
        expect(read.message_id).toBe(arrived.messageId);
        if (id !== undefined) expect(read.message_id).toBe(id);
        expect(read.group_id).toBe(session);
        expect(read.application_properties).toEqual({ ...properties, kept: 1 });
        expect(Buffer.compare(read.body?.content as Buffer, Buffer.from(body))).toBe(0);
        expect(read).toMatchObject({ ttl: 5_000, delivery_count: 2 });
        expect(read.message_annotations).toMatchObject({
          "x-opt-partition-key": "p",
          "x-opt-sequence-number": 7,
          "x-opt-deadletter-source": "wachtrij-é",
          "x-opt-locked-until": new Date(1_700_000_060_000),
        });
      }),
    );
  });

  it("takes properties over its own, and keeps the others with their types", () => {
    const bytes = encodedMessage({
      message_id: "m",
      application_properties: { a: types.Long(1), b: "old", c: types.wrap(1.5) },
      body: data(Buffer.from("body")),
    });
    const changed = withProperties(arrival(bytes).content, new Map([["b", types.wrap_string("new")]]));
    const read = message.decode(delivered(envelope, changed));
    expect(read.application_properties).toEqual({ a: 1, b: "new", c: 1.5 });
    expect(changed.bare.includes(Buffer.from([0x81, 0, 0, 0, 0, 0, 0, 0, 1]))).toBe(true);
    const bare = arrival(encodedMessage({ body: data(Buffer.from("x")) })).content;
    const added = message.decode(delivered(envelope, withProperties(bare, new Map([["k", types.wrap_string("v")]]))));
    expect(added.application_properties).toEqual({ k: "v" });
    expect(String(added.body?.content)).toBe("x");
  });

  it("of any bytes is read or refused, and nothing else", () => {
    const whole = encodedMessage({ message_id: "m", application_properties: { a: 1 }, body: data(Buffer.from("x")) });
    const broken = fc.tuple(fc.nat(whole.length - 1), fc.nat(255)).map(([at, byte]) => {
      const bytes = Buffer.from(whole);
      bytes[at] = byte;
      return bytes;
    });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 300 }).map((noise) => Buffer.from(noise)),
          broken,
        ),
        (bytes) => {
          try {
            const { content }: { content: Content } = arrival(bytes);
            const dead = withProperties(content, new Map([["DeadLetterReason", types.wrap_string("why")]]));
            delivered(envelope, dead);
          } catch (thrown) {
            expect(thrown).toBeInstanceOf(Refusal);
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it("comes out of a batch as it went in", () => {
    const messages = [Buffer.from("one"), Buffer.alloc(300, 2)];
    const batch = Buffer.concat(
      messages.map((bytes) => {
        const writer = new types.Writer();
        writer.write(types.described(types.wrap_ulong(0x75), types.wrap_binary(bytes)));
        return Buffer.from(writer.toBuffer());
      }),
    );
    expect(batched(batch)).toEqual(messages);
  });

  it("is locked by a token that .NET writes in another order", () => {
    const token = Buffer.from("00112233445566778899aabbccddeeff", "hex");
    expect(swappedGuid(token).toString("hex")).toBe("33221100554477668899aabbccddeeff");
    expect(swappedGuid(swappedGuid(token))).toEqual(token);
  });
});
