import { beforeEach, describe, expect, it } from "vitest";
import type { Booked, BookingAnswer, BookingRefused, BookingUnknown } from "../booking-messages.ts";
import { TieoutError } from "../errors.ts";
import {
  type ExportAttempt,
  type ExportTask,
  type ExportVerdict,
  exportInvoice,
  type NoWord,
  patience,
} from "./export-invoice.ts";

/** What the agent answers to what it is told, in order; a clock that only waiting moves. */
let script: (((asked: ExportAttempt) => Answer | null) | "unreachable")[];
let told: ExportAttempt[];
let verdicts: ExportVerdict[];
let answered: string[];
let clock: number;
type Answer = BookingAnswer | NoWord;

beforeEach(() => {
  script = [];
  told = [];
  verdicts = [];
  answered = [];
  clock = Date.parse("2026-11-24T08:00:00.000Z");
});

async function exported(task: ExportTask) {
  let waiting: Answer | null = null;
  const ports = {
    store: {
      begin: async (attempt: ExportAttempt) => void told.push(attempt),
      answered: async (_: string, outcome: string) => void answered.push(outcome),
      settle: async (verdict: ExportVerdict) => void verdicts.push(verdict),
    },
    agent: {
      async send(attempt: ExportAttempt) {
        const next = script.shift();
        if (next === "unreachable") throw new TieoutError("bus_unreachable", { values: { reason: "away" } });
        waiting = next?.(attempt) ?? null;
      },
      async next(wait: number) {
        const found = waiting;
        waiting = null;
        clock += found ? 100 : wait;
        return found;
      },
    },
    newId: () => `r${told.length + 1}`,
    now: () => clock,
  };
  return exportInvoice(ports, task, new AbortController().signal);
}

const fresh: ExportTask = { state: "approved", last: null };
const sent: ExportTask = {
  state: "sent",
  last: { attempt: 1, deadline: "2026-11-24T08:09:00.000Z", sentAt: "2026-11-24T07:59:00.000Z" },
};
const envelope = ({ requestId, attempt }: ExportAttempt) =>
  ({ version: 1, requestId, attempt, administration: "500", invoice: "1", fingerprint: "f".repeat(64) }) as const;
const booked =
  (rest: Partial<Booked> = {}) =>
  (asked: ExportAttempt): Booked => ({
    ...envelope(asked),
    kind: "booked",
    already: false,
    entry: {
      ...{ journal: "70", entryNumber: "26700001", year: "2026", period: "11", date: "2026-11-20" },
      ...{ debtorNumber: "7021", currency: "EUR", total: "1210.00", vat: [] },
    },
    document: null,
    mismatches: [],
    doubles: [],
    orphans: [],
    ...rest,
  });
const refused =
  (code: string) =>
  (asked: ExportAttempt): BookingRefused => ({
    ...envelope(asked),
    ...{ kind: "refused", code, message: code, reason: "because", orphans: [] },
  });
const unknown =
  (reached: BookingUnknown["reached"], journalSince = "2026-11-01T08:00:00.000Z") =>
  (asked: ExportAttempt): BookingUnknown => ({
    ...envelope(asked),
    ...{ kind: "unknown", reached, journalSince, message: "?", reason: "?", orphans: [] },
  });
const silent = () => null;
const differs = (what: Booked["mismatches"][number]["what"]) => ({
  mismatches: [{ what, vatCode: "", expected: "1", found: "2" }],
});
const kinds = () => told.map(({ kind, attempt }) => `${kind} ${attempt}`);

describe("an approved invoice", () => {
  it("is sent once and booked", async () => {
    script = [booked()];
    expect(await exported(fresh)).toBe("booked");
    expect(kinds()).toEqual(["book 1"]);
    expect(verdicts).toMatchObject([{ state: "booked", entryNumber: "26700001" }]);
  });

  it.each([
    ["differs from what was approved", booked(differs("vat")), "mismatch"],
    ["is there twice", booked({ doubles: ["26700002"] }), "mismatch"],
    ["was booked by another hand", booked({ already: true }), "already_booked"],
    ["was booked by another hand without its PDF", booked({ already: true, ...differs("document") }), "already_booked"],
    ["has its number taken by another invoice", booked({ already: true, ...differs("total") }), "refused"],
    ["is refused by Globe", refused("booking_refused"), "refused"],
  ])("that %s ends so", async (_, answer, state) => {
    script = [answer];
    expect(await exported(fresh)).toBe(state);
    expect(kinds()).toEqual(["book 1"]);
  });

  it("that surely never reached Globe is sent again, a few times", async () => {
    script = [refused("booking_not_sent"), refused("file_incomplete"), booked()];
    expect(await exported(fresh)).toBe("booked");
    expect(kinds()).toEqual(["book 1", "book 2", "book 3"]);
    script = Array.from({ length: 9 }, () => refused("booking_not_sent"));
    told = [];
    expect(await exported(fresh)).toBe("refused");
    expect(told).toHaveLength(5);
  });

  it("is not sent once more for each time that an earlier refusal is told again", async () => {
    const told1 = (asked: ExportAttempt) => ({ ...refused("file_incomplete")(asked), attempt: 1 });
    script = [silent, told1, told1, told1, booked()];
    expect(await exported(fresh)).toBe("booked");
    expect(kinds()).toEqual(["book 1", "look_up 1", "book 2", "look_up 2", "look_up 2"]);
  });

  it("that nobody answers is asked after, never sent again by itself, until a person is called", async () => {
    script = [silent, silent, unknown("lines"), unknown("lines")];
    expect(await exported(fresh)).toBe("no_answer");
    expect(kinds().filter((kind) => kind.startsWith("book"))).toEqual(["book 1"]);
    expect(told.length).toBeGreaterThan(5);
    expect(clock - Date.parse("2026-11-24T08:00:00.000Z")).toBeGreaterThan(patience.life);
  });

  it("that the agent sent and Globe does not show is a person's matter after two minutes", async () => {
    script = Array.from({ length: 99 }, () => unknown("header"));
    expect(await exported(fresh)).toBe("no_answer");
    expect(clock - Date.parse("2026-11-24T08:00:00.000Z")).toBeLessThan(4 * 60_000);
  });

  it("whose outcome shows when it is asked after ends as that", async () => {
    script = [silent, unknown("header"), booked()];
    expect(await exported(fresh)).toBe("booked");
    expect(kinds()).toEqual(["book 1", "look_up 1", "look_up 1"]);
  });

  it("that the bus may not have taken is asked after", async () => {
    script = ["unreachable", unknown("nothing"), booked()];
    expect(await exported(fresh)).toBe("booked");
    expect(kinds()).toEqual(["book 1", "look_up 1", "book 1"]);
    expect(answered[0]).toBe("not_told");
  });
});

describe("after a worker died", () => {
  it("what it sent is asked after first", async () => {
    script = [booked()];
    expect(await exported(sent)).toBe("booked");
    expect(kinds()).toEqual(["look_up 1"]);
  });

  it("what the agent never heard of is delivered again as the same attempt, since that has its effect once", async () => {
    script = [unknown("nothing"), booked()];
    expect(await exported(sent)).toBe("booked");
    expect(kinds()).toEqual(["look_up 1", "book 1"]);
    expect(told[1]?.deadline).toBe(sent.last?.deadline);
  });

  it("an agent with a new journal proves nothing by not knowing it", async () => {
    script = Array.from({ length: 99 }, () => unknown("nothing", "2026-11-24T08:00:00.000Z"));
    expect(await exported(sent)).toBe("no_answer");
    expect(kinds().filter((kind) => kind.startsWith("book"))).toEqual([]);
  });

  it("what the agent never heard of and may no longer act upon is a new attempt", async () => {
    clock = Date.parse("2026-11-24T09:00:00.000Z");
    script = [unknown("nothing"), booked()];
    expect(await exported(sent)).toBe("booked");
    expect(kinds()).toEqual(["look_up 1", "book 2"]);
  });
});

describe("what a person was called for", () => {
  const unanswered: ExportTask = { ...sent, state: "no_answer" };

  it("is only asked after, also where the agent says it never heard of it", async () => {
    script = [unknown("nothing")];
    expect(await exported(unanswered)).toBe("no_answer");
    script = [booked()];
    expect(await exported(unanswered)).toBe("booked");
    expect(kinds()).toEqual(["look_up 1", "look_up 1"]);
  });

  it("stays a mismatch until what is read back agrees", async () => {
    script = [booked(differs("vat"))];
    expect(await exported({ ...sent, state: "mismatch" })).toBe("mismatch");
    script = [silent];
    expect(await exported({ ...sent, state: "mismatch" })).toBe("mismatch");
    script = [booked()];
    expect(await exported({ ...sent, state: "mismatch" })).toBe("booked");
  });
});
