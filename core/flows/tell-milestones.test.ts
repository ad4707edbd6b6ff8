import { describe, expect, it } from "vitest";
import { TieoutError } from "../errors.ts";
import type { WriteEnd } from "../ports/apply.ts";
import type { ToldInvoices } from "../ports/invoices.ts";
import { tellMilestones } from "./tell-milestones.ts";

const task = {
  sourceId: "7",
  number: "20260007",
  word: { InvoiceHeaderState: "Booked", EntryNumber: "26700007" },
  processedStates: ["Processed", "Booked"],
};
const processed = { InvoiceNumber: "20260007", InvoiceHeaderState: "Processed", EntryNumber: "" };
const away = new TieoutError("source_unreachable", { values: { system: "Milestones", reason: "away" } });

/** A Milestones that holds this invoice; `keeps`: what it makes of a write; how it says that it ended. */
function milestones(
  held: Record<string, string> | null,
  keeps: (values: Record<string, string>) => Record<string, string> = (values) => values,
  end: WriteEnd = { outcome: "done" },
) {
  let record = held;
  const written: Record<string, string | null>[] = [];
  const port: ToldInvoices = {
    invoice: async () => {
      const now = record;
      return now && { says: (field) => now[field] ?? "", record: now, tag: null };
    },
    tell: async (_, found, values) => {
      written.push(values);
      record = { ...(found.record as Record<string, string>), ...keeps(values as Record<string, string>) };
      return end;
    },
  };
  const told = () => tellMilestones(port, task, new AbortController().signal);
  return { told, written };
}

describe("telling Milestones of an invoice", () => {
  it("writes what it should say, and counts only when it reads so", async () => {
    const { told, written } = milestones(processed);
    expect(await told()).toEqual({ outcome: "told" });
    expect(await told()).toEqual({ outcome: "already" });
    expect(written).toEqual([task.word]);
  });

  it("is looked up where nobody saw the answer", async () => {
    const lost: WriteEnd = { outcome: "unknown", reason: "no answer" };
    expect(await milestones(processed, undefined, lost).told()).toEqual({ outcome: "told" });
    expect(await milestones(processed, () => ({}), lost).told()).toEqual({ outcome: "unknown", reason: "no answer" });
  });

  it("says what Milestones kept otherwise, and what it refused", async () => {
    const cut = milestones(processed, (values) => ({ ...values, EntryNumber: "2670" }));
    expect(await cut.told()).toMatchObject({ outcome: "kept_otherwise", reason: expect.stringContaining("2670") });
    const refused = milestones(processed, () => ({}), { outcome: "refused", said: "not valid" });
    expect(await refused.told()).toEqual({ outcome: "refused", reason: "not valid" });
  });

  it.each([
    ["that was taken back", { ...processed, InvoiceHeaderState: "Draft" }],
    ["that was numbered anew", { ...processed, InvoiceNumber: "20260008" }],
  ])("writes nothing to one %s", async (_, held) => {
    const { told, written } = milestones(held);
    expect((await told()).outcome).toBe("moved");
    expect(written).toEqual([]);
  });

  it("writes nothing where the invoice is gone, or was changed since it was read", async () => {
    expect(await milestones(null).told()).toEqual({ outcome: "gone" });
    expect(await milestones(processed, () => ({}), { outcome: "moved" }).told()).toMatchObject({ outcome: "moved" });
  });

  it("tells Milestones that is away from an invoice that it cannot read", async () => {
    const port = (thrown: Error): ToldInvoices => ({ ...milestonesAway, invoice: () => Promise.reject(thrown) });
    const told = (thrown: Error) => tellMilestones(port(thrown), task, new AbortController().signal);
    expect(await told(away)).toMatchObject({ outcome: "not_sent", away: true });
    const odd = new TieoutError("source_not_understood", { values: { system: "Milestones", reason: "odd" } });
    expect(await told(odd)).toMatchObject({ outcome: "not_sent", away: false });
  });
});

const milestonesAway: ToldInvoices = {
  invoice: () => Promise.reject(away),
  tell: async () => ({ outcome: "not_sent", reason: "away" }),
};
