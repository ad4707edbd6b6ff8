// The story of an approved invoice on its way into Globe: sent once, and from then on only asked after until it is known
// what became of it. It is sent anew only where the agent says that nothing was booked and nothing will be.
import type { BookingAnswer } from "../booking-messages.ts";
import { type ErrorCode, TieoutError } from "../errors.ts";
import type { ExportState } from "../states.ts";

/** What the agent is asked about an invoice, and how the answer is told apart from others. */
export interface ExportAttempt {
  requestId: string;
  kind: "book" | "look_up";
  /** From 1: the how manieth time it is sent, or which of them is asked after. */
  attempt: number;
  /** ISO 8601 UTC; after it nothing new is sent to Globe, and nobody waits to hear. */
  deadline: string;
}

/** The agent could not say anything about it. */
export interface NoWord {
  kind: "failure";
  requestId: string;
  code: string;
  message: string;
}

export interface ExportPorts {
  store: {
    /** On disk before anything is sent. What was approved is sent from here on. */
    begin(attempt: ExportAttempt): Promise<void>;
    /** What was answered, and to which request. */
    answered(requestId: string, outcome: string, detail: Readonly<Record<string, unknown>>): Promise<void>;
    settle(verdict: ExportVerdict): Promise<void>;
  };
  agent: {
    /** Resolves when the bus has it. Throws TieoutError where it may not have it, or where the PDF cannot be read. */
    send(attempt: ExportAttempt): Promise<void>;
    /** The next thing that the agent says of this invoice; null where it says nothing for so many milliseconds. */
    next(wait: number): Promise<BookingAnswer | NoWord | null>;
  };
  /** A new name for a request. */
  newId(): string;
  now(): number;
}

export interface ExportTask {
  state: Extract<ExportState, "approved" | "sent" | "no_answer" | "mismatch">;
  /** The last attempt that was sent; null for none. */
  last: SentAttempt | null;
}

export interface SentAttempt {
  attempt: number;
  deadline: string;
  /** When it was first sent. ISO 8601 UTC. */
  sentAt: string;
}

export interface ExportVerdict {
  state: Extract<ExportState, "booked" | "already_booked" | "refused" | "mismatch" | "no_answer">;
  entryNumber: string | null;
  detail: Readonly<Record<string, unknown>>;
}

const second = 1_000;
const minute = 60 * second;

export const patience = {
  /** How long what was sent may be acted upon. */
  life: 10 * minute,
  /** How long an answer is waited for before it is asked after. */
  firstLook: 20 * second,
  /** How long an asking may wait for the agent. */
  look: 2 * minute,
  /** Between one asking and the next, doubled each time. */
  between: 2 * second,
  longestBetween: 30 * second,
  /** How long an invoice is asked after before a person is called: after its life, or where the agent sent it and Globe has it not. */
  after: 2 * minute,
} as const;

/** Reasons that pass by themselves; the agent vouches that nothing was booked. */
const passing: readonly string[] = ["booking_not_sent", "file_incomplete"] satisfies ErrorCode[];

/** How often what surely was not booked is sent. */
const most = 5;

/** Ends when the outcome is known, or when a person must look. Throws when told to stop: the store knows where to go on. */
export async function exportInvoice(
  { store, agent, newId, now }: ExportPorts,
  task: ExportTask,
  signal: AbortSignal,
): Promise<ExportVerdict["state"]> {
  let { state } = task;
  let { attempt, deadline, sentAt } = task.last ?? { attempt: 0, deadline: "", sentAt: "" };
  let sentHere = 0;
  let between: number = patience.between;

  async function tell(kind: ExportAttempt["kind"], again = false): Promise<void> {
    signal.throwIfAborted();
    if (kind === "book" && !again) {
      attempt += 1;
      sentHere += 1;
      sentAt = new Date(now()).toISOString();
      deadline = new Date(now() + patience.life).toISOString();
    }
    const until = kind === "book" ? deadline : new Date(now() + patience.look).toISOString();
    const asked = { requestId: newId(), kind, attempt, deadline: until };
    await store.begin(asked);
    if (state === "approved") state = "sent";
    try {
      await agent.send(asked);
    } catch (thrown) {
      signal.throwIfAborted();
      // why: whether the bus has it is not known; it is asked after like everything else that nobody answers.
      const reason = thrown instanceof TieoutError ? thrown.message : String(thrown);
      await store.answered(asked.requestId, "not_told", { reason });
    }
  }

  async function settled(verdict: ExportVerdict): Promise<ExportVerdict["state"]> {
    await store.settle(verdict);
    return verdict.state;
  }

  await tell(state === "approved" ? "book" : "look_up");
  let wait: number = state === "sent" && sentHere > 0 ? patience.firstLook : patience.longestBetween;
  let sentInVain: number | null = null;
  let early: BookingAnswer | NoWord | null = null;
  for (;;) {
    const answer: BookingAnswer | NoWord | null = early ?? (await agent.next(wait));
    early = null;
    signal.throwIfAborted();
    if (answer) await store.answered(answer.requestId, answer.kind, detailOf(answer));
    if (state === "mismatch") return settled(answer?.kind === "booked" ? readAgain(answer) : unmoved);
    if (answer?.kind === "booked") return settled(bookedVerdict(answer));
    // why: what became of an earlier attempt says nothing of this one; unless it is booked, and then it is.
    if ((answer?.kind === "refused" || answer?.kind === "unknown") && answer.attempt !== attempt) continue;
    const over = now() > Date.parse(deadline);
    if (answer?.kind === "refused" || (answer?.kind === "failure" && answer.code === "administration_not_served")) {
      const mayPass = passing.includes(answer.code) && sentHere < most && state === "sent";
      if (!mayPass) return settled({ state: "refused", entryNumber: null, detail: detailOf(answer) });
      await tell("book");
      wait = patience.firstLook;
      continue;
    }
    // why: an agent whose journal is younger than what was sent does not know what it did before.
    const unheard = answer?.kind === "unknown" && answer.reached === "nothing" && answer.journalSince <= sentAt;
    if (unheard && state === "sent") {
      // why: the same attempt has its effect once, however often it is delivered; when its
      // time is over it has none at all, and a new one may be made.
      if (!over) await tell("book", true);
      else if (sentHere < most) await tell("book");
      else return settled({ state: "refused", entryNumber: null, detail: detailOf(answer) });
      wait = patience.firstLook;
      continue;
    }
    if (answer?.kind === "unknown" && answer.reached === "header") sentInVain ??= now();
    const hopeless = now() > Math.min(Date.parse(deadline), sentInVain ?? Number.POSITIVE_INFINITY) + patience.after;
    if (state === "no_answer" || hopeless)
      return settled({ state: "no_answer", entryNumber: null, detail: answer ? detailOf(answer) : {} });
    // why: what is answered at once is not asked again at once; an answer that comes meanwhile is as good.
    if (answer) early = await agent.next(between);
    if (early) continue;
    between = Math.min(between * 2, patience.longestBetween);
    await tell("look_up");
    wait = patience.longestBetween;
  }
}

/** A posted entry that differs stays so until what is read back agrees. */
const unmoved: ExportVerdict = { state: "mismatch", entryNumber: null, detail: {} };
const readAgain = (answer: Extract<BookingAnswer, { kind: "booked" }>): ExportVerdict => {
  const verdict = bookedVerdict(answer);
  return verdict.state === "booked" ? verdict : unmoved;
};

function bookedVerdict(answer: Extract<BookingAnswer, { kind: "booked" }>): ExportVerdict {
  const { already, mismatches, doubles, entry } = answer;
  const verdict = (state: ExportVerdict["state"]) => ({
    state,
    entryNumber: entry.entryNumber,
    detail: detailOf(answer),
  });
  if (doubles.length > 0) return verdict("mismatch");
  if (!already) return verdict(mismatches.length === 0 ? "booked" : "mismatch");
  // why: by another hand it is this invoice where debtor and total are the same; otherwise its number is taken.
  const another = mismatches.some(({ what }) => what === "debtor" || what === "total");
  return another ? { ...verdict("refused"), entryNumber: null } : verdict("already_booked");
}

/** What is kept of an answer: nothing of what the invoice says of people. */
function detailOf(answer: BookingAnswer | NoWord): Record<string, unknown> {
  const { kind } = answer;
  if (kind === "failure") return { code: answer.code, reason: answer.message };
  const orphans = answer.orphans.length > 0 ? { orphans: answer.orphans } : {};
  if (kind === "refused") return { code: answer.code, reason: answer.reason, ...orphans };
  if (kind === "unknown") return { reached: answer.reached, reason: answer.reason, ...orphans };
  const { already, entry, mismatches, doubles, document } = answer;
  return {
    ...{ journal: entry.journal, entryNumber: entry.entryNumber, year: entry.year, period: entry.period },
    ...{ total: entry.total, already, document, ...orphans },
    ...(mismatches.length > 0 ? { mismatches } : {}),
    ...(doubles.length > 0 ? { doubles } : {}),
  };
}
