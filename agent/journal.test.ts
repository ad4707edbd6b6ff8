import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { afterAll, describe, expect, it } from "vitest";
import { type BookRequest, pdfLink } from "../core/booking-messages.ts";
import { type BookingStep, bookingJournal, openHeaders, orphans } from "./journal.ts";

const folder = mkdtempSync(join(tmpdir(), "tieout-journal-"));
afterAll(() => rmSync(folder, { recursive: true }));

const request: BookRequest = {
  ...{ kind: "book", version: 1, requestId: "r", administration: "500", invoice: "7", attempt: 1 },
  ...{ fingerprint: "a".repeat(64), file: null, link: pdfLink.parse({}), overrule: false },
  deadline: "2026-11-24T08:00:00.000Z",
};

describe("the agent's journal", () => {
  it("knows a request that comes again, and answers it to whoever asks last", () => {
    const journal = bookingJournal(folder);
    const job = journal.taken(request, Buffer.from("entry"), "reply-first");
    journal.ended(job, { kind: "refused" });
    const again = journal.taken({ ...request, requestId: "other" }, Buffer.from("else"), "reply-second");
    expect(again).toMatchObject({ id: job.id, replySession: "reply-second", outcome: { kind: "refused" } });
    expect(again.request.requestId).toBe("r");
    expect(again.payload.toString()).toBe("entry");
    expect(journal.answered(job)).toBe(false);
    expect(journal.unanswered()).toHaveLength(1);
    expect(journal.answered(again)).toBe(true);
    expect(journal.unanswered()).toEqual([]);
    expect(journal.taken({ ...request, attempt: 2 }, Buffer.from("entry"), "reply-first").id).not.toBe(job.id);
    journal.close();
  });

  it("of a newer agent is left as it is, and one without a version is taken up", () => {
    const other = mkdtempSync(join(tmpdir(), "tieout-journal-"));
    bookingJournal(other).close();
    const set = (version: number) => {
      const db = new Sqlite(join(other, "bookings.db"));
      db.pragma(`user_version = ${version}`);
      db.close();
    };
    set(9);
    expect(() => bookingJournal(other)).toThrow(expect.objectContaining({ code: "agent_journal_newer" }));
    set(0);
    bookingJournal(other).close();
    rmSync(other, { recursive: true });
  });

  it("is one agent's alone", () => {
    const journal = bookingJournal(folder);
    expect(() => bookingJournal(folder, 50)).toThrow("another agent");
    journal.close();
    bookingJournal(folder, 50).close();
  });

  it("keeps the steps of every attempt at a reference, also over a start", () => {
    const journal = bookingJournal(folder);
    const job = journal.taken(request, Buffer.from("entry"), "reply-first");
    journal.refers(job, "2026-0123");
    journal.step(job, { name: "header", transactionKey: "k" });
    const { since } = journal;
    journal.close();
    const next = bookingJournal(folder);
    const twin = next.taken({ ...request, invoice: "8" }, Buffer.from("entry"), "reply-first");
    next.refers(twin, "2026-0123");
    expect(next.steps(request, "2026-0123")).toEqual([
      { booking: job.id, isOwn: true, name: "header", transactionKey: "k" },
    ]);
    expect(next.steps({ ...request, invoice: "8" }, "2026-0123")).toMatchObject([{ isOwn: false }]);
    expect(next.steps({ ...request, administration: "501" }, "2026-0123")).toEqual([]);
    expect(next.since).toBe(since);
    next.close();
  });
});

describe("what steps come to", () => {
  const ofBooking = (steps: BookingStep[]) => steps.map((step) => ({ booking: 1, isOwn: true, ...step }));
  const lines = (transactionKey: string): BookingStep => ({ name: "lines", transactionKey, lines: 2 });
  const header = (transactionKey: string): BookingStep => ({ name: "header", transactionKey });
  const reason = "why";

  it.each<[string, BookingStep[], string[]]>([
    ["a header that was sent is open", [header("a")], ["a"]],
    [
      "also once Globe said that it is posted",
      [header("a"), { name: "posted", transactionKey: "a", entryNumber: "1" }],
      ["a"],
    ],
    ["not once it was refused", [header("a"), { name: "header_refused", transactionKey: "a", reason }], []],
    ["not where it never left", [header("a"), { name: "header_not_sent", transactionKey: "a", reason }], []],
    [
      "again when it is sent after all",
      [header("a"), { name: "header_not_sent", transactionKey: "a", reason }, header("a")],
      ["a"],
    ],
    ["where nobody knows", [header("a"), { name: "header_unknown", transactionKey: "a", reason }], ["a"]],
  ])("%s", (_, steps, open) => {
    expect(openHeaders(ofBooking(steps))).toEqual(open);
  });

  it("lines under no entry are orphans, those under Globe's own key once", () => {
    const steps = ofBooking([
      ...[lines("a"), lines("b"), header("b")],
      ...[lines("c"), { name: "renamed", transactionKey: "c", to: "d" } as const, lines("d"), header("d")],
    ]);
    expect(orphans(steps, ["d"])).toEqual([
      { transactionKey: "a", lines: 2, headerSent: false },
      { transactionKey: "b", lines: 2, headerSent: true },
    ]);
  });
});
