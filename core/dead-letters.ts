// What a dead letter means for the books. The bus puts a message aside that nobody could take; it waits there until a
// person sends it again or sets it aside for good.

/** Which of the agent's queues: what it is asked, or what it says. */
export type Direction = "in" | "out";

/** What a person may have done with it. */
export type LetterAction = "again" | "aside";

/**
 * waiting: lies on the bus, and a person is asked. asked: a person decided, the worker is to do it. sending: the worker
 * is at it. gone: someone else took it off the bus.
 */
export type LetterState = "waiting" | "asked" | "sending" | "sent_again" | "set_aside" | "gone";

export const letterSteps: Readonly<Record<LetterState, readonly LetterState[]>> = {
  waiting: ["asked", "gone"],
  /** Back to waiting where it should be sent again and nobody waits for that answer any more. */
  asked: ["waiting", "sending", "set_aside", "gone"],
  sending: ["sent_again"],
  sent_again: [],
  set_aside: [],
  gone: [],
};

/** Why the bus put it aside. */
export type Cause = "unreadable" | "too_often" | "expired" | "other";

/** What the message was for. */
export type Matter =
  | "question"
  | "cancel"
  | "booking"
  | "file"
  | "look_up"
  | "answer"
  | "outcome"
  | "presence"
  | "foreign";

/** What is best done: send it again, set it aside, or first repair what cannot read it and then send it again. */
export type Advice = LetterAction | "repair";

const causes: Readonly<Record<string, Cause>> = {
  unreadable: "unreadable",
  MaxDeliveryCountExceeded: "too_often",
  TTLExpiredException: "expired",
};

const matters: Readonly<Record<string, Matter>> = {
  read: "question",
  cancel: "cancel",
  book: "booking",
  file: "file",
  lookup: "look_up",
  reading: "answer",
  page: "answer",
  failure: "answer",
  booked: "outcome",
  refused: "outcome",
  unknown: "outcome",
  heartbeat: "presence",
};

/** Those that carry an invoice: nothing but they can be missed in the books. */
const carriesInvoice: readonly Matter[] = ["booking", "file", "outcome"];

export interface Meaning {
  cause: Cause;
  matter: Matter;
  advice: Advice;
}

/** `awaited`: whether someone still takes what lies on its session. */
export function meaningOf(letter: { kind: string | null; reason: string; awaited: boolean }): Meaning {
  const cause = causes[letter.reason] ?? "other";
  const matter = matters[letter.kind ?? ""] ?? "foreign";
  if (!letter.awaited || !carriesInvoice.includes(matter)) return { cause, matter, advice: "aside" };
  return { cause, matter, advice: cause === "expired" ? "again" : "repair" };
}
