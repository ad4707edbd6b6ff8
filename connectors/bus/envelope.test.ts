import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { protocolVersion, type ReadPage, type ReadRequest } from "../../core/messages.ts";
import { decoded, encoded } from "./envelope.ts";

const request: ReadRequest = {
  kind: "read",
  version: protocolVersion,
  requestId: "r-1",
  administration: "500",
  entity: "Account",
  fields: ["DebtorCode", "AccountName"],
  deadline: "2026-11-24T07:30:00.000Z",
};

describe("an envelope", () => {
  it("gives back the message and the payload that went in", () => {
    fc.assert(
      fc.property(
        fc.uint8Array(),
        fc.nat(),
        fc.boolean(),
        fc.string({ minLength: 1, maxLength: 128 }),
        (payload, page, last, requestId) => {
          const message: ReadPage = {
            kind: "page",
            version: 1,
            requestId,
            page,
            last,
            records: 3,
            sha256: "a".repeat(64),
          };
          const { applicationProperties, body } = encoded(message, payload);
          expect(decoded(applicationProperties, body)).toEqual({
            state: "sound",
            message,
            payload: Buffer.from(payload),
          });
        },
      ),
    );
  });

  it("of a later protocol names its version and the request, whatever else it holds", () => {
    const message = JSON.stringify({ version: 7, requestId: "r-9", kind: "dream" });
    expect(decoded({ kind: "dream", version: 7, message }, Buffer.alloc(0))).toEqual({
      state: "too_new",
      version: 7,
      requestId: "r-9",
    });
  });

  it("that is not ours is unreadable, with a reason", () => {
    const { applicationProperties, body } = encoded(request);
    for (const [properties, content] of [
      [undefined, body],
      [{ kind: "read", version: 1 }, body],
      [{ ...applicationProperties, message: "{" }, body],
      [{ ...applicationProperties, message: '{"kind":"read","version":1}' }, body],
      [{ ...applicationProperties, message: JSON.stringify({ ...request, version: 0 }) }, body],
      [applicationProperties, "text"],
    ] as const)
      expect(decoded(properties, content)).toMatchObject({ state: "unreadable", reason: expect.stringMatching(/\w/) });
  });

  it("is never written from a message that is not sound", () => {
    expect(() => encoded({ ...request, fields: [] })).toThrow();
  });
});
