import { describe, expect, it } from "vitest";
import { exampleFacts, exampleInvoice } from "./example.ts";
import { entryText, frozenEntry } from "./frozen-entry.ts";
import { entryFingerprint, salesEntry } from "./sales-entry.ts";

const { entry } = salesEntry(exampleInvoice(), exampleFacts());

describe("an approved entry that travels", () => {
  it("is at the other end what it was, with the fingerprint it was approved by", () => {
    const fingerprint = entryFingerprint(entry);
    const arrived = frozenEntry(entryText(entry), fingerprint);
    expect(arrived).toEqual(entry);
    expect(entryFingerprint(arrived)).toBe(fingerprint);
  });

  it("is refused when a cent of it moved, or when it is no entry", () => {
    const altered = { ...entry, totals: { ...entry.totals, incl: "1210.01" } };
    expect(() => frozenEntry(entryText(altered), entryFingerprint(entry))).toThrow("fingerprint");
    const without = { ...entry, lines: [] };
    expect(() => frozenEntry(entryText(without), entryFingerprint(without))).toThrow("lines");
    const nowhere = { ...entry, header: { ...entry.header, Journal: null } };
    expect(() => frozenEntry(entryText(nowhere), entryFingerprint(nowhere))).toThrow("Journal");
    const more = { ...entry, paid: true };
    expect(() => frozenEntry(entryText(more), entryFingerprint(more))).toThrow("paid");
  });
});
