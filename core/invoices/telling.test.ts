import { describe, expect, it } from "vitest";
import { type Telling, usualInvoices } from "../administration.ts";
import { says, word } from "./telling.ts";

const told: Telling = { ...usualInvoices.telling, isOn: true, bookedState: "Booked", entryField: "EntryNumber" };
const booked = { number: "1", state: "booked", entryNumber: "26700001", said: null } as const;

describe("what Milestones is told", () => {
  it("of a booked invoice: its state, its entry number, and that what was the matter is over", () => {
    expect(word(booked, told)).toEqual({
      InvoiceHeaderState: "Booked",
      EntryNumber: "26700001",
      ProcessingFailureReason: null,
    });
    expect(word({ ...booked, state: "already_booked" }, told)).toEqual(word(booked, told));
  });

  it("of one that Globe refused: why, in the chosen language, and neither state nor number", () => {
    const refused = { ...booked, state: "refused", entryNumber: null } as const;
    const reason = "the period is closed";
    expect(word({ ...refused, said: { reason } }, told)).toEqual({
      ProcessingFailureReason: `Geweigerd: ${reason}`,
    });
    const ours = word({ ...refused, said: { code: "booking_refused", reason } }, { ...told, language: "en" });
    expect(ours?.ProcessingFailureReason).toMatch(/^Refused: .*the period is closed/);
    expect(word(refused, told)?.ProcessingFailureReason).toMatch(/^Geweigerd: Globe heeft haar niet geboekt/);
  });

  it("is never longer than Milestones surely has room for", () => {
    const said = { reason: "x".repeat(1_000) };
    expect(word({ ...booked, state: "no_answer", said }, told)?.ProcessingFailureReason).toHaveLength(200);
  });

  it.each(["draft", "blocked", "ready", "approved", "sent"] as const)("is nothing of one that is %s", (state) => {
    expect(word({ ...booked, state }, told)).toBeNull();
  });

  it("is nothing where no field is named", () => {
    const nothing = { ...told, bookedState: null, entryField: null, reasonField: null };
    expect(word(booked, nothing)).toBeNull();
    expect(word({ ...booked, state: "refused" }, nothing)).toBeNull();
  });

  it("is there already where every field reads so, blanks and nothing alike", () => {
    const now: Record<string, string> = { InvoiceHeaderState: "Booked", EntryNumber: " 26700001 " };
    const asked = word(booked, told) ?? {};
    expect(says(asked, (field) => now[field] ?? "")).toBe(true);
    expect(says(asked, (field) => (field === "EntryNumber" ? "2" : (now[field] ?? "")))).toBe(false);
  });
});
