import { describe, expect, it } from "vitest";
import type { PairRow } from "../../prisma/rows.ts";
import { chosenOf } from "./chosen.ts";

let last = 0;
function row(status: PairRow["status"], more: Partial<PairRow> = {}): PairRow {
  last += 1;
  return {
    id: last,
    key: String(last),
    title: `Name ${last}`,
    status,
    lastStatus: status,
    globe: { Name: "a", VatCodeId: "1" },
    milestones: { Name: "b", VatCodeId: "2" },
    differing: status === "different" ? ["Name", "VatCodeId"] : [],
    moved: {},
    byRule: {},
    decision: null,
    outcome: null,
    fingerprint: `print ${last}`,
    records: { globe: 1, milestones: 1 },
    changedAt: "2026-11-24T07:00:00.000Z",
    ...more,
  };
}

const proposedBy = (id: number): PairRow["decision"] => ({
  id: 100 + id,
  action: "take_globe",
  state: "proposed",
  proposedById: id,
  proposedBy: "someone",
});

describe("what was chosen comes to", () => {
  it("new records, changed fields, and what can only stay", () => {
    const rows = [
      row("different"),
      row("only_in_globe"),
      row("only_in_milestones"),
      row("equal"),
      row("duplicate_key"),
    ];
    const chosen = chosenOf(rows, rows.length, { id: 1, decides: false });
    expect(chosen.take).toMatchObject({ creates: 1, updates: 1, fields: 2 });
    expect(chosen.take.pairs).toEqual(rows.slice(0, 2).map(({ id, fingerprint }) => ({ id, fingerprint })));
    expect(chosen.keep.pairs.map(({ id }) => id)).toEqual(rows.slice(0, 3).map(({ id }) => id));
  });

  it("nothing while nothing may be compared, and nothing more where a decision is open", () => {
    const rows = [row("not_comparable"), row("different", { decision: proposedBy(2) })];
    const chosen = chosenOf(rows, 2, { id: 1, decides: false });
    expect([chosen.take.pairs, chosen.keep.pairs]).toEqual([[], []]);
  });

  it("others' proposals to decide for an approver, never own ones", () => {
    const rows = [row("different", { decision: proposedBy(1) }), row("different", { decision: proposedBy(2) })];
    const me = { id: 1, decides: true };
    expect(chosenOf(rows, 2, me)).toMatchObject({ decidable: [102], own: 1, undoable: [101, 102] });
    expect(chosenOf(rows, 2, { ...me, decides: false })).toMatchObject({ decidable: [], own: 1, undoable: [101] });
  });

  it("for one pair, what each field becomes", () => {
    const { single } = chosenOf([row("different")], 1, { id: 1, decides: false });
    expect(single?.changes).toEqual([
      { field: "Name", from: "b", to: "a" },
      { field: "VatCodeId", from: "2", to: "1" },
    ]);
    expect(chosenOf([row("different"), row("different")], 2, { id: 1, decides: false }).single).toBeNull();
  });
});
