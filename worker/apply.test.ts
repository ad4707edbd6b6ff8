// The flow of applying over the real store and the real connector, against Milestones' stand-in with the demo's records.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { milestonesReader } from "../connectors/milestones/index.ts";
import { milestonesWriter } from "../connectors/milestones/writing.ts";
import { type Administration, defaultSchedule } from "../core/administration.ts";
import { type EntityName, entityNames } from "../core/entities/index.ts";
import { apply } from "../core/flows/apply.ts";
import { pull } from "../core/flows/pull.ts";
import type { SideReader } from "../core/ports/pull.ts";
import type { RawRecord } from "../core/reconcile/references.ts";
import { accountOf, addAccount } from "../prisma/accounts.ts";
import { saveAdministration } from "../prisma/administrations.ts";
import { applyStore } from "../prisma/apply-store.ts";
import { type Database, openDatabase } from "../prisma/database.ts";
import { alteredDecisions, type Decision, decide, decisions, propose, undo } from "../prisma/decisions.ts";
import { entityState } from "../prisma/entity-state.ts";
import { events, type Person, verifyEvents } from "../prisma/events.ts";
import { migrate } from "../prisma/migrate.ts";
import { pullStore } from "../prisma/pull-store.ts";
import { type PairRow, pairOf } from "../prisma/rows.ts";
import { plainView } from "../prisma/view.ts";
import { gridBlock } from "../prisma/views.ts";
import { milestonesStandin } from "../standins/milestones/server.ts";
import { withAccess } from "../tests/milestones-access.ts";
import { type StandinControl, standinControl } from "../tests/standin.ts";

const dataset = new URL("../demo/northwind", import.meta.url).pathname;

let folder: string;
let db: Database;
let administration: Administration;
let url: string;
let stop: () => Promise<void>;
/** Let in before, so that what is measured against a short patience is the call alone. */
let milestonesAt: ReturnType<typeof withAccess>;
let control: StandinControl;
let people: Record<"preparer" | "approver", Person>;
/** Globe's records, changed by a test. */
let globeChange: (entity: string, records: RawRecord[]) => RawRecord[];

const globe: SideReader = {
  async *read({ entity }) {
    yield globeChange(entity, JSON.parse(readFileSync(join(dataset, "globe", `${entity}.json`), "utf8")));
  },
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "tieout-apply-"));
  globeChange = (_, records) => records;
  ({ url, stop } = await milestonesStandin({ dataset: [dataset] }));
  milestonesAt = withAccess(url);
  await milestonesAt.access.token(null);
  control = standinControl(url);
  migrate(folder);
  db = openDatabase(folder);
  administration = saveAdministration(db, {
    code: "500",
    name: "Noordenwind",
    settings: {
      globe: { databaseName: "500" },
      milestones: { baseUrl: url },
      agent: "demo",
      schedule: defaultSchedule,
      salesJournal: null,
      debtorAccount: null,
      booksClosedUntil: null,
    },
  });
  const added = async (role: "preparer" | "approver") => {
    await addAccount(db, { username: role, displayName: role, password: "open sesame", role });
    const account = accountOf(db, role);
    if (!account) throw new Error(`there is a ${role}`);
    return account;
  };
  people = { preparer: await added("preparer"), approver: await added("approver") };
});

afterEach(async () => {
  db.close();
  await stop();
  rmSync(folder, { recursive: true, force: true });
});

const signal = new AbortController().signal;
const patience = { attempts: 1, firstPause: 5, timeout: 400 };

async function pulled(...names: readonly EntityName[]) {
  const milestones = milestonesReader({ ...milestonesAt, companyCode: "500" });
  for (const entity of names)
    await pull(
      { store: pullStore(db), globe, milestones },
      { administration, entity, trigger: "first", requestedBy: null },
      signal,
    );
}

const rowsOf = (entity: EntityName) => gridBlock(db, plainView(administration.id, entity), 0, 999).rows;
const row = (entity: EntityName, key: string): PairRow => {
  const found = rowsOf(entity).find((one) => one.key === key);
  if (!found) throw new Error(`no pair ${key}`);
  return found;
};

/** Proposes and approves taking Globe's value for these pairs. */
function approved(pairs: readonly PairRow[]): number[] {
  const because = { reason: "outdated", comment: "" };
  const ids = propose(db, people.preparer, { pairs, action: "take_globe", ...because }).map(
    ({ decisionId, refused }) => {
      if (decisionId === null) throw new Error(`refused: ${refused}`);
      return decisionId;
    },
  );
  for (const { refused } of decide(db, people.approver, { ids, verdict: "approve", comment: "" }))
    expect(refused).toBeNull();
  return ids;
}

const applied = (settle = 0, stopped = signal) =>
  apply(
    {
      store: applyStore(db),
      milestones: milestonesWriter({ ...milestonesAt, companyCode: "500", patience }),
      settle,
    },
    administration,
    stopped,
  );

const decisionOf = (id: number): Decision => {
  const found = decisions(db, { administrationId: administration.id, before: id + 1, limit: 1 })[0];
  if (found?.id !== id) throw new Error(`no decision ${id}`);
  return found;
};
const inMilestones = async (set: string, by: string, key: string) => {
  const response = await fetch(`${url}/standin/records/${set}/${key}?by=${by}`);
  return response.ok ? response.json() : null;
};
const writes = async () => {
  const kinds = events(db, { limit: 10_000 }).map(({ kind }) => kind);
  return kinds.filter((kind) => kind === "decision_applying").length;
};

const takeable = (entity: EntityName) =>
  rowsOf(entity).filter(({ status }) => status === "different" || status === "only_in_globe");

it("everything that Globe has otherwise is applied in order of reference, and afterwards both sides agree", async () => {
  await pulled(...entityNames);
  const all = entityNames.flatMap(takeable);
  // why: approved from the last to the first, so that the order of applying is not the order of approving.
  const ids = approved([...all].reverse());
  const found = await applied();
  expect({
    ...found,
    ends: ids
      .map(decisionOf)
      .map(({ outcome }) => outcome)
      .filter((end) => end?.state !== "applied"),
  }).toEqual({
    applied: all.length,
    stale: 0,
    failed: 0,
    waiting: 0,
    error: null,
    ends: [],
  });
  await pulled(...entityNames);
  for (const name of entityNames)
    expect(entityState(db, administration.id, name).counts).toMatchObject({ different: 0, only_in_globe: 0 });
  expect(row("costCenter", "CONFEC")).toMatchObject({ status: "equal", decision: null, outcome: "applied" });
  expect(verifyEvents(db).whole).toBe(true);
  expect(alteredDecisions(db)).toEqual([]);
  expect(await applied()).toMatchObject({ applied: 0, waiting: 0 });
});

describe("a decision", () => {
  /** A cost centre whose name differs. */
  const key = "CONFEC";
  let pair: PairRow;
  let id: number;

  beforeEach(async () => {
    await pulled("costCenter");
    pair = row("costCenter", key);
    [id = 0] = approved([pair]);
  });

  const name = async () => (await inMilestones("CostCenter", "Code", key))?.Name;

  it("is written, read back and told, with who, what and when", async () => {
    expect(await applied()).toMatchObject({ applied: 1 });
    expect(await name()).toBe("Confections");
    expect(decisionOf(id)).toMatchObject({ state: "applied", milestonesId: "700000004", outcome: { already: false } });
    const told = events(db, { decisionId: id }).map(({ kind, actor }) => `${actor} ${kind}`);
    expect(told).toEqual([
      "tieout decision_applied",
      "tieout decision_applying",
      "approver decision_approved",
      "preparer decision_proposed",
    ]);
    expect(JSON.stringify(events(db, { decisionId: id }))).not.toContain("Confections");
  });

  it("that was applied is not taken again before it was pulled", async () => {
    await applied();
    const proposal = { pairs: [row("costCenter", key)], action: "take_globe", reason: "other", comment: "" } as const;
    expect(propose(db, people.preparer, proposal)[0]?.refused).toBe("moved");
    await pulled("costCenter");
    expect(propose(db, people.preparer, proposal)[0]?.refused).toBe("moved");
    expect(propose(db, people.preparer, { ...proposal, pairs: [row("costCenter", key)] })[0]?.refused).toBe(
      "not_offered",
    );
    expect(row("costCenter", key)).toMatchObject({ status: "equal", outcome: "applied" });
  });

  it("that only proposes, keeps Milestones or was taken back writes nothing", async () => {
    undo(db, people.preparer, [id]);
    const because = { reason: "other", comment: "" };
    const [kept] = propose(db, people.preparer, { pairs: [pair], action: "keep_milestones", ...because });
    decide(db, people.approver, { ids: [kept?.decisionId ?? 0], verdict: "approve", comment: "" });
    expect(await applied()).toEqual({ applied: 0, stale: 0, failed: 0, waiting: 0, error: null });
    expect(await name()).toBe("Confections (oud)");
    expect(decisionOf(kept?.decisionId ?? 0).state).toBe("approved");
  });

  const changed = { CostCenterId: 700000004, CompanyId: 700000001, Code: key, Name: "Van een ander" };
  it.each([
    [
      "says so already",
      () => control.change("CostCenter", key, { Name: "Confections" }, "Code"),
      { state: "applied", already: true },
    ],
    [
      "was changed meanwhile",
      () => control.change("CostCenter", key, { Name: "Van een ander" }, "Code"),
      { state: "stale", reason: "moved", fields: ["Name"] },
    ],
    ["is gone meanwhile", () => control.remove("CostCenter", key, "Code"), { state: "stale", reason: "gone" }],
    [
      "has another key by now",
      () => control.change("CostCenter", key, { Code: "ANDERS" }, "Code"),
      { state: "stale", reason: "moved", fields: ["Code"] },
    ],
  ])("whose record %s is not written", async (_, meanwhile, outcome) => {
    await meanwhile();
    await applied();
    expect(decisionOf(id).outcome).toMatchObject(outcome);
    expect(await writes()).toBe(0);
    expect([undefined, changed.Name, "Confections", "Confections (oud)"]).toContain(await name());
  });

  it.each([
    [
      "refused",
      { kind: "status", status: 403, message: "Not allowed." },
      { state: "failed", reason: "refused", said: "Not allowed." },
    ],
    [
      "answered as done, and not kept",
      { kind: "forget" },
      { state: "failed", reason: "kept_otherwise", fields: ["Name"] },
    ],
    ["done, and the answer lost", { kind: "cut", done: true }, { state: "applied" }],
    ["done, and never answered", { kind: "hang", done: true }, { state: "applied" }],
    ["not done, and never answered", { kind: "hang" }, { state: "failed", reason: "no_answer", fields: ["Name"] }],
    ["answered by a page, and done", { kind: "html", done: true }, { state: "applied" }],
  ])("whose write is %s ends as what Milestones says then, and is sent once", async (_, fault, outcome) => {
    const { done } = await control.fault({ ...fault, method: "POST" });
    await applied();
    await control.clearFaults();
    await applied();
    expect(decisionOf(id).outcome).toMatchObject(outcome);
    expect(await done().catch(() => 1)).toBeLessThanOrEqual(1);
    expect(await writes()).toBe(1);
    expect(await name()).toBe(outcome.state === "applied" ? "Confections" : "Confections (oud)");
    expect(JSON.stringify(events(db, { decisionId: id }))).not.toContain("Not allowed");
  });

  it("whose end nobody saw waits as long as it may still be under way, and is looked up", async () => {
    await control.fault({ kind: "hang", method: "POST" });
    expect(await applied(60_000)).toMatchObject({ waiting: 1 });
    expect(decisionOf(id).state).toBe("applying");
    expect(undo(db, people.approver, [id])[0]?.refused).toBe("not_open");
    expect(
      propose(db, people.preparer, { pairs: [pair], action: "take_globe", reason: "x", comment: "" })[0]?.refused,
    ).toBe("already_open");
    await control.change("CostCenter", key, { Name: "Confections" }, "Code");
    await pulled("costCenter");
    expect(decisionOf(id).state).toBe("applying");
    expect(await applied(60_000)).toMatchObject({ applied: 1 });
    expect(await writes()).toBe(1);
  });

  it("that Milestones was too busy for is approved as before, and written later", async () => {
    await control.fault({ kind: "status", status: 429, method: "POST", times: 1 });
    expect(await applied()).toMatchObject({ waiting: 1, error: { code: "source_unreachable" } });
    expect(decisionOf(id)).toMatchObject({ state: "approved", begunAt: null });
    expect(pairOf(db, pair.id)?.decision?.state).toBe("approved");
    expect(await applied()).toMatchObject({ applied: 1, error: null });
  });

  it("waits where Milestones is away or the worker is told to stop; nothing was sent", async () => {
    await control.fault({ kind: "status", status: 503, times: 1 });
    expect(await applied()).toMatchObject({ waiting: 1, error: { code: "source_unreachable" } });
    expect(decisionOf(id)).toMatchObject({ state: "approved", outcome: null, waits: { code: "source_unreachable" } });
    const stopping = new AbortController();
    stopping.abort();
    expect(await applied(0, stopping.signal)).toMatchObject({ waiting: 1, error: { code: "pull_stopped" } });
    expect(await writes()).toBe(0);
    expect(decisionOf(id).state).toBe("approved");
    expect(await applied()).toMatchObject({ applied: 1 });
    expect(decisionOf(id)).toMatchObject({ outcome: { state: "applied" }, waits: null });
  });

  it("that could not be applied leaves its pair to be decided again, and says why until the pair is equal", async () => {
    await control.fault({ kind: "status", status: 403, method: "POST", times: 1 });
    await applied();
    await pulled("costCenter");
    expect(row("costCenter", key)).toMatchObject({ status: "different", decision: null, outcome: "failed" });
    approved([row("costCenter", key)]);
    expect(row("costCenter", key)).toMatchObject({ decision: { state: "approved" }, outcome: null });
    await applied();
    await pulled("costCenter");
    expect(row("costCenter", key)).toMatchObject({ status: "equal", outcome: "applied" });
    await control.change("CostCenter", key, { Name: "Weer anders" }, "Code");
    await pulled("costCenter");
    expect(row("costCenter", key)).toMatchObject({ status: "different", decision: null, outcome: null });
  });
});

describe("a new record", () => {
  /** A customer that only Globe has; it is its own invoice debtor. */
  let pair: PairRow;
  let id: number;

  beforeEach(async () => {
    await pulled("vatCode", "employee", "customer");
    pair = rowsOf("customer").find(({ status }) => status === "only_in_globe") as PairRow;
    [id = 0] = approved([pair]);
  });

  const made = () => inMilestones("Customer", "CustomerCode", pair.key);
  const count = async () => (await (await fetch(`${url}/standin/records/Customer`)).json()).length;

  it("that points at itself does so once its id is known", async () => {
    expect(await applied()).toMatchObject({ applied: 1 });
    const record = await made();
    expect(record.InvoiceCustomerCompanyId).toBe(record.CustomerCompanyId);
    expect(decisionOf(id)).toMatchObject({ state: "applied", milestonesId: String(record.CustomerCompanyId) });
  });

  it.each([
    ["the answer to its making is lost", { kind: "cut", done: true, times: 1 }],
    ["the answer to its second half is lost", { kind: "cut", done: true, times: 1, afterPages: 1 }],
    ["its second half is let wait", { kind: "status", status: 429, times: 1, afterPages: 1 }],
  ])("is made once and whole though %s", async (_, fault) => {
    await control.fault({ ...fault, method: "POST" });
    const before = await count();
    await applied();
    await applied();
    expect(decisionOf(id).outcome).toMatchObject({ state: "applied" });
    const record = await made();
    expect(record.InvoiceCustomerCompanyId).toBe(record.CustomerCompanyId);
    expect(await count()).toBe(before + 1);
  });

  it("of which nobody saw whether its second half was sent is told to be half, and never sent again", async () => {
    const { done } = await control.fault({ kind: "hang", method: "POST", afterPages: 1 });
    await applied();
    expect(await done()).toBe(1);
    expect(decisionOf(id).outcome).toMatchObject({
      state: "failed",
      reason: "no_answer",
      fields: ["InvoiceCustomerCompanyId"],
    });
    await control.clearFaults();
    await pulled("customer");
    expect(row("customer", pair.key)).toMatchObject({ status: "different", differing: ["InvoiceCustomerCompanyId"] });
  });

  it("that someone made meanwhile is not made again", async () => {
    await control.add("Customer", {
      CustomerCompanyId: 99,
      CompanyId: 700000001,
      CustomerCode: pair.key,
      Name: "Van een ander",
    });
    await applied();
    expect(decisionOf(id).outcome).toMatchObject({ state: "stale", reason: "exists" });
    await control.add("Customer", {
      CustomerCompanyId: 98,
      CompanyId: 700000001,
      CustomerCode: pair.key,
      Name: "Nog een",
    });
    expect(await writes()).toBe(0);
  });
});

it("of what cannot be, each says why, and the rest goes on", async () => {
  globeChange = (entity, records) => {
    if (entity === "Account")
      return records.map((record) =>
        String(record.DebtorCode).trim() === "10067" ? { ...record, VatCode: "ZZ" } : record,
      );
    return entity === "CostCenter"
      ? records.map((one, at) => (at === 0 ? { ...one, Description: "n".repeat(60) } : one))
      : records;
  };
  await pulled("costCenter", "vatCode", "employee", "customer");
  const long = takeable("costCenter").find(({ globe: values }) => values?.Name === "n".repeat(60));
  const nowhere = row("customer", "10067");
  expect(nowhere.differing).toContain("VatCodeId");
  const pairs = [...takeable("costCenter"), ...takeable("customer")];
  const ids = approved(pairs);
  const end = (pair: PairRow | undefined) => decisionOf(ids[pairs.findIndex(({ id }) => id === pair?.id)] ?? 0).outcome;
  expect(await applied()).toMatchObject({ applied: pairs.length - 1, failed: 1, error: null });
  expect(end(nowhere)).toMatchObject({ state: "failed", reason: "reference_unknown", fields: ["VatCodeId"] });
  // why: Milestones keeps fifty characters of a name, which counts as equal by a rule.
  expect(end(long)).toMatchObject({ state: "applied" });
});

it("two that apply at once send each decision once", async () => {
  await pulled("item");
  const ids = approved(takeable("item"));
  const both = await Promise.all([applied(60_000), applied(60_000)]);
  await applied();
  expect(both.reduce((sum, one) => sum + one.applied, 0)).toBeLessThanOrEqual(ids.length);
  expect(ids.map(decisionOf).filter(({ state }) => state !== "applied")).toEqual([]);
  expect(await writes()).toBe(ids.length);
});
