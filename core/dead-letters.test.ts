import { describe, expect, it } from "vitest";
import { bookingAnswers, bookingRequests } from "./booking-messages.ts";
import { meaningOf } from "./dead-letters.ts";
import { heartbeat, readCancel, readFailure, readGoing, readPage, readRequest } from "./messages.ts";

const ours = [
  readRequest,
  readCancel,
  readGoing,
  readPage,
  readFailure,
  heartbeat,
  ...bookingRequests,
  ...bookingAnswers,
];
const kinds = ours.map(({ shape }) => shape.kind.value);
const tooOften = "MaxDeliveryCountExceeded";

describe("a dead letter", () => {
  it.each(kinds)("of kind %s is known for what it is", (kind) => {
    expect(meaningOf({ kind, reason: tooOften, awaited: true }).matter).not.toBe("foreign");
  });

  it("that is none of our messages is said to be foreign, and to be set aside", () => {
    for (const kind of [null, "dream"])
      expect(meaningOf({ kind, reason: "SomethingElse", awaited: true })).toEqual({
        cause: "other",
        matter: "foreign",
        advice: "aside",
      });
  });

  it("that an invoice hangs on is to be sent again, once what could not take it is repaired", () => {
    expect(meaningOf({ kind: "book", reason: tooOften, awaited: true })).toMatchObject({ advice: "repair" });
    expect(meaningOf({ kind: "book", reason: "TTLExpiredException", awaited: true })).toMatchObject({
      advice: "again",
    });
  });

  it("that is asked again by itself is to be set aside, and so is an answer that nobody waits for", () => {
    expect(meaningOf({ kind: "read", reason: tooOften, awaited: true })).toMatchObject({ advice: "aside" });
    expect(meaningOf({ kind: "booked", reason: "unreadable", awaited: false })).toMatchObject({ advice: "aside" });
  });
});
