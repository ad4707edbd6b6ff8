import { describe, expect, it } from "vitest";
import type { ChosenGroup } from "../../prisma/chosen.ts";
import type { PairRow } from "../../prisma/rows.ts";
import { chosenOf, offeredRows } from "./chosen.ts";

const me = { id: 1, decides: true };
const group = (status: ChosenGroup["status"], more: Partial<ChosenGroup> = {}): ChosenGroup => ({
  ...{ status, decisionState: null, proposedById: null, pairs: 1, fields: 0 },
  ...more,
});
const of = (...groups: ChosenGroup[]) => chosenOf({ groups, version: 1, rows: null }, me);

const row: PairRow = {
  id: 1,
  key: "1",
  linkedKey: null,
  title: "Name 1",
  status: "different",
  lastStatus: "different",
  globe: { Name: "a", VatCodeId: "1" },
  milestones: { Name: "b", VatCodeId: "2" },
  differing: ["Name", "VatCodeId"],
  moved: {},
  ignored: [],
  byRule: {},
  decision: null,
  outcome: null,
  fingerprint: "print",
  records: { globe: 1, milestones: 1 },
  firstSeenAt: null,
  recurred: 0,
  assignment: null,
  comments: 0,
  changedAt: "2026-11-24T07:00:00.000Z",
};

describe("what was chosen comes to", () => {
  it("new records, changed fields, and what can only stay", () => {
    const chosen = of(
      group("different", { pairs: 40_000, fields: 90_000 }),
      group("only_in_globe", { pairs: 3 }),
      group("only_in_milestones", { pairs: 2 }),
      group("equal", { pairs: 7 }),
      group("duplicate_key"),
    );
    expect(chosen.total).toBe(40_013);
    expect(chosen.take).toEqual({ creates: 3, updates: 40_000, fields: 90_000 });
    expect(chosen.free).toEqual({ take_globe: 40_003, keep_milestones: 40_005, ignore: 40_006, wait: 40_006 });
  });

  it("nothing while nothing may be compared, and nothing more where a decision is open", () => {
    const open = group("different", { decisionState: "proposed", proposedById: 2 });
    expect(of(group("not_comparable"), open).free).toEqual({ take_globe: 0, keep_milestones: 0, ignore: 0, wait: 0 });
  });

  it("others' proposals to decide for an approver, never own ones", () => {
    const groups = [1, 2].map((proposedById) => group("different", { decisionState: "proposed", proposedById }));
    expect(of(...groups)).toMatchObject({ decidable: 1, own: 1, undoable: 2 });
    expect(chosenOf({ groups, version: 1, rows: null }, { id: 1, decides: false })).toMatchObject({
      ...{ decidable: 0, own: 1, undoable: 1 },
    });
  });

  it("for one pair, what each field becomes that is not ignored", () => {
    const one = (more: Partial<PairRow>) =>
      chosenOf({ groups: [group("different")], version: 1, rows: [{ ...row, ...more }] }, me).single?.changes;
    expect(one({})).toEqual([
      { field: "Name", from: "b", to: "a" },
      { field: "VatCodeId", from: "2", to: "1" },
    ]);
    expect(one({ ignored: ["Name"] })).toEqual([{ field: "VatCodeId", from: "2", to: "1" }]);
  });

  it("what was approved and writes nothing may be thought over, one pair at a time", () => {
    const decision = { id: 9, action: "ignore", state: "approved", scope: "pair", until: null } as const;
    const standing = { ...row, decision: { ...decision, proposedById: 2, proposedBy: "someone" } };
    const groups = [group("different", { decisionState: "approved", proposedById: 2 })];
    const chosen = chosenOf({ groups, version: 1, rows: [standing] }, me);
    expect(chosen.free.keep_milestones).toBe(1);
    expect(offeredRows(chosen, "keep_milestones")).toHaveLength(1);
    const two = [{ ...group("different"), pairs: 1 }, ...groups];
    expect(chosenOf({ groups: two, version: 1, rows: [row, standing] }, me).free.keep_milestones).toBe(1);
  });
});
