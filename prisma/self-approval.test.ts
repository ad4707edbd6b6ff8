import { expect, test } from "vitest";
import { setDisabled } from "./accounts.ts";
import { decide, decisions, propose, undo } from "./decisions.ts";
import { events, verifyEvents } from "./events.ts";
import { readinessTrail } from "./readiness-trail.ts";
import { selfApproval, setSelfApproval } from "./self-approval.ts";
import { testDatabase } from "./test-database.ts";
import { judged, pulled } from "./test-pairs.ts";
import { plainView } from "./view.ts";
import { gridBlock } from "./views.ts";

async function proposed() {
  const store = await testDatabase();
  const { db, administration, people } = store;
  const globe = [{ VATCode: "DIF", Description: "High", Percentage: 21 }];
  const milestones = [{ Code: "DIF", Name: "Hoog", Percentage: 19 }];
  pulled(db, administration.id, "vatCode", judged("vatCode", { globe, milestones }));
  const pairs = gridBlock(db, plainView(administration.id, "vatCode"), 0, 9).rows;
  const [made] = propose(db, people.approver, { pairs, action: "keep_milestones", reason: "deliberate", comment: "" });
  const ids = [made?.decisionId ?? 0];
  const own = (comment: string) => decide(db, people.approver, { ids, verdict: "approve", comment })[0]?.refused;
  const decision = () => decisions(db, { administrationId: administration.id })[0];
  const allow = (on = true) => setSelfApproval(db, people.administrator, { on, why: "Kleine club" });
  return { ...store, ids, own, decision, allow };
}

test("an own proposal is approved only once the exception is allowed, with why, and is shown as such ever after", async () => {
  const { db, own, decision, allow, administration, people, ids } = await proposed();
  expect(own("Anna is er niet")).toBe("own_proposal");
  expect(allow()).toBeNull();
  expect(own("  ")).toBe("own_unexplained");
  expect(decide(db, people.approver, { ids, verdict: "reject", comment: "toch niet" })[0]?.refused).toBe(
    "own_proposal",
  );
  expect(own("Anna is er niet")).toBeNull();
  expect(decision()).toMatchObject({ state: "approved", selfApproved: true, decidedComment: "Anna is er niet" });
  const [event] = events(db, { decisionId: ids[0] ?? 0, limit: 1 });
  expect(event).toMatchObject({ kind: "decision_approved", actor: "approver", detail: { ownProposal: true } });
  const trail = readinessTrail(db, administration.id);
  expect(trail.selfApproval).toBe(true);
  expect([...trail.decisions]).toMatchObject([{ selfApproved: true, proposedBy: "approver", decidedBy: "approver" }]);
  undo(db, people.approver, ids);
  expect(decision()?.state).toBe("undone");
  expect(verifyEvents(db).whole).toBe(true);
});

test("the exception is set by an administrator alone, with why, and each change is an event", async () => {
  const { db, people } = await proposed();
  const set = (who: keyof typeof people, on: boolean, why: string) => setSelfApproval(db, people[who], { on, why });
  expect(set("approver", true, "handig")).toBe("role");
  expect(set("administrator", true, " ")).toBe("unexplained");
  expect(selfApproval(db).allowed).toBe(false);
  expect(set("administrator", true, "Kleine club")).toBeNull();
  expect(selfApproval(db)).toMatchObject({ allowed: true, approvers: 2, set: { by: "administrator", on: true } });
  expect(set("administrator", false, "Er zijn er weer twee")).toBeNull();
  expect(events(db, { limit: 2 }).map(({ kind, actor, detail }) => [kind, actor, detail])).toEqual([
    ["self_approval_set", "administrator", { on: false }],
    ["self_approval_set", "administrator", { on: true }],
  ]);
});

test("with one who can approve it cannot be switched on, and what was on holds no longer", async () => {
  const { db, own, allow } = await proposed();
  allow();
  setDisabled(db, "administrator", false);
  db.prepare(`UPDATE account SET role = 'preparer' WHERE username = 'administrator'`).run();
  expect(selfApproval(db)).toMatchObject({ allowed: false, approvers: 1, set: { on: true } });
  expect(own("Anna is er niet")).toBe("own_proposal");
  db.prepare(`UPDATE account SET role = 'administrator' WHERE username = 'administrator'`).run();
  setDisabled(db, "approver", true);
  expect(allow()).toBe("one_approver");
});
