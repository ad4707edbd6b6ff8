import { beforeEach, describe, expect, it } from "vitest";
import type { Administration } from "../core/administration.ts";
import { entities, entityNames } from "../core/entities/index.ts";
import { checkReadiness, type Readiness } from "../core/flows/check-readiness.ts";
import { facts, type GlobeRecords, globeFields } from "../core/invoices/facts.ts";
import { invoices, type MilestonesRecords } from "../core/invoices/invoice.ts";
import { judgedInvoice } from "../core/invoices/judge.ts";
import { invoiceSettingsOf } from "../core/invoices/settings.ts";
import { verifyChain } from "../core/readiness/event-chain.ts";
import { checked, invoiceRecord, lineRecord, world } from "../core/readiness/example.ts";
import { rules } from "../core/readiness/rules.ts";
import { comparableFields, keyOf } from "../core/reconcile/normalise.ts";
import { type JudgedPair, judge } from "../core/reconcile/pair.ts";
import { type RawRecord, References } from "../core/reconcile/references.ts";
import { saveAdministration } from "./administrations.ts";
import { propose } from "./decisions.ts";
import { verifyEvents } from "./events.ts";
import { invoicePullStore } from "./invoice-pull-store.ts";
import { invoiceRows } from "./invoices.ts";
import { noteHeartbeat } from "./presence.ts";
import { pullStore } from "./pull-store.ts";
import { readinessSource } from "./readiness.ts";
import { nameOwner, readinessOwners } from "./readiness-owners.ts";
import {
  noteDossier,
  noteReadiness,
  readinessDays,
  readinessTrail,
  signOffStanding,
  signReadiness,
  withdrawSignOffs,
} from "./readiness-trail.ts";
import { readinessVersion } from "./readiness-version.ts";
import { type TestDatabase, testDatabase } from "./test-database.ts";
import { pulled } from "./test-pairs.ts";
import { viewSchema } from "./view.ts";
import { gridBlock } from "./views.ts";

let test: TestDatabase;
let administration: Administration;

beforeEach(async () => {
  test = await testDatabase();
  const settings = {
    ...test.administration.settings,
    salesJournal: "70",
    debtorAccount: "1300",
    booksClosedUntil: "2026-10-31",
  };
  administration = saveAdministration(test.db, { code: "500", name: "Voorbeeld", settings });
});

type Records = Record<string, readonly RawRecord[]>;

function pairsOf(name: (typeof entityNames)[number], globe: Records, milestones: Records): JudgedPair[] {
  const references = new References();
  for (const target of ["vatCode", "costCenter", "employee", "customer"] as const) {
    references.expectMilestones(target);
    for (const record of milestones[entities[target].milestones] ?? []) references.learnMilestones(target, record);
  }
  references.expectAccounts();
  for (const record of globe.Account ?? []) references.learnAccount(record);
  const held = new Map<string, { globe: RawRecord[]; milestones: RawRecord[] }>();
  for (const side of ["globe", "milestones"] as const)
    for (const record of { globe, milestones }[side][entities[name][side]] ?? []) {
      const { compared } = keyOf(entities[name], side, record);
      const both = held.get(compared) ?? { globe: [], milestones: [] };
      held.set(compared, both);
      both[side].push(record);
    }
  const fields = comparableFields(entities[name], references);
  return [...held.keys()].sort().map((key) => judge(entities[name], fields, references, held.get(key) as never));
}

/** Complete pulls of everything, as the worker makes them, and an agent that was just heard. */
function pulledWhole(change: (records: ReturnType<typeof world>) => void = () => {}): void {
  const records = world();
  change(records);
  const { globe, milestones } = records;
  const { db } = test;
  for (const name of entityNames) pulled(db, administration.id, name, pairsOf(name, globe, milestones));
  const store = invoicePullStore(db);
  const runId = store.openRun({ administrationId: administration.id, trigger: "schedule", requestedBy: null });
  if (runId === null) throw new Error("a pull is still going");
  const settings = invoiceSettingsOf(administration);
  const ledger = Object.fromEntries(Object.keys(globeFields).map((name) => [name, globe[name] ?? []]));
  const known = facts(ledger as unknown as GlobeRecords, settings);
  const all = invoices(milestones as unknown as MilestonesRecords, settings);
  store.complete(runId, {
    globe: ledger as unknown as GlobeRecords,
    milestones: milestones as unknown as MilestonesRecords,
    judged: all.map((invoice) => judgedInvoice(invoice, known)),
    pdfs: new Map(),
  });
  noteHeartbeat(db, {
    ...{ version: 1, kind: "heartbeat", agent: "demo", agentVersion: "0.1.0", bootId: "b", inHand: 0 },
    ...{ at: new Date().toISOString(), administrations: ["500"] },
  });
}

const check = (): Readiness => checkReadiness(readinessSource(test.db, administration, { version: "0.1.0" }));
const open = (found: Readiness) =>
  Object.fromEntries(found.findings.filter(({ outcome }) => outcome !== "ok").map((one) => [one.code, one.outcome]));

/** What an installation that has not booked anything lacks. */
const notBooked = { agent_check: "unknown", globe_user_books: "unknown", rehearsal: "major" };

describe("the check of an installation", () => {
  it("knows nothing before the first pull, and says what is missing", () => {
    const found = check();
    expect(found.verdict.ready).toBe(false);
    expect(open(found)).toMatchObject({
      ...{ agent_seen: "blocking", snapshot_complete: "blocking", globe_user_reads: "blocking" },
      ...{ customers_in_globe: "unknown", sales_journal: "unknown", open_invoices: "unknown" },
    });
    expect(found.entities).toEqual({});
  });

  it("finds nothing wrong in a company in which nothing is, but that no invoice was booked yet", () => {
    pulledWhole();
    expect(open(check())).toEqual(notBooked);
  });

  it("once an invoice was booked may go live", () => {
    pulledWhole();
    test.db.prepare(`UPDATE invoice SET state = 'booked', entryNumber = '26700001'`).run();
    expect(check().verdict).toMatchObject({ ready: true, blocks: 0 });
  });

  it("names exactly the invoices of the lists that its findings lead to", () => {
    pulledWhole(({ globe, milestones }) => {
      Object.assign(globe.Account?.[0] ?? {}, { Blocked: true });
      const second = {
        ...milestones.Invoice?.[0],
        InvoiceHeaderId: 902,
        InvoiceNumber: "2026-0902",
        InvoiceDate: "2026-10-01",
      };
      milestones.Invoice?.push(second);
    });
    const { db } = test;
    const numbersOf = (code: string) =>
      check()
        .findings.find((one) => one.code === code)
        ?.rows.map(({ key }) => key)
        .sort();
    const listed = (filter: { warned?: true; states?: ("blocked" | "refused")[] }) =>
      invoiceRows(db, {
        administrationId: administration.id,
        ...filter,
        sort: { by: "number", descending: false },
      }).map(({ number }) => number);
    expect(numbersOf("invoice_warnings")).toEqual(listed({ warned: true }));
    expect(listed({ warned: true }).length).toBeGreaterThan(0);
    db.prepare(`UPDATE invoice SET state = 'refused' WHERE state = 'ready'`).run();
    expect(numbersOf("open_invoices")).toEqual(listed({ states: ["blocked", "refused"] }));
    expect(listed({ states: ["blocked", "refused"] })).toHaveLength(2);
  });

  it("finds what differs, with the rows that a grid opens on and the money that waits", () => {
    pulledWhole(({ globe, milestones }) => {
      Object.assign(globe.VAT?.[0] ?? {}, { Percentage: 9, Excluded: "I" });
      milestones.Customer?.push({ ...milestones.Customer[0], CustomerCompanyId: 51, CustomerCode: "10099" });
    });
    const found = check();
    expect(open(found)).toEqual({
      ...notBooked,
      ...{ open_invoices: "blocking", vat_percentages: "blocking", customers_in_globe: "blocking" },
      ...{ overwrites: "major", vat_exclusive: "major", invoice_warnings: "minor" },
    });
    const percentages = found.findings.find(({ code }) => code === "vat_percentages");
    expect(percentages).toMatchObject({ pairs: [{ entity: "vatCode", keys: ["1"] }], money: { own: 121_000 } });
  });

  it("an entity whose last pull was not complete is not known, whatever it was before", () => {
    pulledWhole();
    const store = pullStore(test.db);
    const runId = store.openRun({
      administrationId: administration.id,
      entity: "customer",
      trigger: "schedule",
      requestedBy: null,
    });
    store.fail(runId ?? 0, "incomplete", { code: "agent_silent", message: "no answer", values: {} });
    expect(open(check())).toEqual({
      ...notBooked,
      ...{ snapshot_complete: "blocking", customers_in_globe: "unknown", start_situation: "unknown" },
      ...{ overwrites: "unknown", creates: "unknown", agent_stays_on: "major" },
    });
  });

  it("another administration on the same Globe company is named", () => {
    pulledWhole();
    saveAdministration(test.db, { code: "510", name: "Twee", settings: administration.settings });
    const finding = check().findings.find(({ code }) => code === "one_connector");
    expect(finding).toMatchObject({ outcome: "blocking", rows: [{ key: "510" }] });
  });

  it("a proposal waits until it is approved, and what was approved would be no surprise", () => {
    pulledWhole(({ globe }) => Object.assign(globe.Account?.[0] ?? {}, { AccountName: "Anders" }));
    proposeOnCustomer();
    expect(open(check())).toMatchObject({ decisions_closed: "minor", overwrites: "major" });
    test.db.prepare(`UPDATE decision SET state = 'approved'`).run();
    expect(open(check())).toEqual(notBooked);
  });
});

it("a grid opens on exactly a finding's rows", () => {
  pulledWhole(({ milestones }) => {
    for (const code of ["10099", "010099", "10100"])
      milestones.Customer?.push({
        ...milestones.Customer[0],
        CustomerCompanyId: Number(`9${code}`),
        CustomerCode: code,
      });
  });
  const finding = check().findings.find(({ code }) => code === "customers_in_globe");
  const [{ entity, keys } = { entity: "customer" as const, keys: [] }] = finding?.pairs ?? [];
  const view = viewSchema.parse({ administrationId: administration.id, entity, keys });
  const block = gridBlock(test.db, view, 0, 100);
  expect(block.rows.map(({ key }) => key)).toEqual([...keys].sort());
  expect([block.total, finding?.count]).toEqual([3, 3]);
});

describe("what is pulled and what is exported", () => {
  const told = ({ findings }: Readiness) =>
    Object.fromEntries(
      findings
        .filter(({ code }) => rules.some((rule) => rule.code === code && rule.asks === "always"))
        .map(({ code, outcome, rows, money }) => [code, { outcome, rows, money }]),
    );

  it.each<[string, (records: ReturnType<typeof world>) => void]>([
    ["nothing is wrong", () => {}],
    [
      "codes are missing in Globe",
      ({ milestones }) => {
        milestones.Customer?.push({ ...milestones.Customer[0], CustomerCompanyId: 51, CustomerCode: "D10099" });
        milestones.CostCenter?.push({ CostCenterId: 11, CompanyId: 1, Code: "ADVIES-ZUID", Name: "Zuid" });
        milestones.Invoice?.push(invoiceRecord(90, "20260124", { CustomerCompanyId: 51 }));
        milestones.InvoiceLine?.push(lineRecord(91, 90, { CostCenterId: 11 }));
      },
    ],
    [
      "VAT codes differ and a debtor stands there twice",
      ({ globe }) => {
        Object.assign(globe.VAT?.[0] ?? {}, { Percentage: 9, VATCharged: true, Excluded: "I" });
        globe.Account?.push({ ...globe.Account[0], AccountName: "Dubbel" });
      },
    ],
    ["Globe is empty", ({ globe }) => Object.assign(globe, { Account: [], Project: [] })],
  ])("are judged alike where %s", (_, change) => {
    pulledWhole(change);
    expect(told(check())).toEqual(told(checked(change)));
  });
});

function proposeOnCustomer(): void {
  const pair = test.db
    .prepare<[], { id: number; fingerprint: string }>(`SELECT id, fingerprint FROM pair WHERE entity = 'customer'`)
    .get();
  if (!pair) throw new Error("the customer was pulled");
  const proposal = { action: "take_globe", reason: "agreed", comment: "zo afgesproken", pairs: [pair] } as const;
  expect(propose(test.db, test.people.preparer, proposal)).toMatchObject([{ refused: null }]);
}

describe("sign-offs", () => {
  const sign = (step: "ready" | "reviewed", who: keyof TestDatabase["people"], now = check(), seen = now.fingerprint) =>
    signReadiness(
      test.db,
      administration,
      { step, who: test.people[who], seen, comment: "", asOf: readinessVersion(test.db, administration) },
      now,
    );

  it("are not given where something moved after the check was made", () => {
    const now = check();
    const asOf = readinessVersion(test.db, administration);
    const given = { step: "ready", who: test.people.preparer, seen: now.fingerprint, comment: "", asOf } as const;
    nameOwner(test.db, administration.id, test.people.preparer, { rule: "overwrites", accountId: null });
    nameOwner(test.db, administration.id, test.people.preparer, {
      rule: "overwrites",
      accountId: test.people.approver.id,
    });
    expect(signReadiness(test.db, administration, given, now)).toBe("moved");
  });

  beforeEach(() => {
    pulledWhole();
    test.db.prepare(`UPDATE invoice SET state = 'booked', entryNumber = '26700001'`).run();
  });

  it("take two people: one signs ready, another reviews", () => {
    expect(sign("reviewed", "approver")).toBe("not_signed_ready");
    expect(sign("ready", "viewer")).toBe("role");
    expect(sign("ready", "approver")).toBeNull();
    expect(sign("reviewed", "approver")).toBe("own_step");
    expect(sign("reviewed", "preparer")).toBe("role");
    expect(sign("reviewed", "administrator")).toBeNull();
    expect(signOffStanding(test.db, administration.id, check().fingerprint)).toMatchObject({
      ...{ ready: { by: "approver" }, reviewed: { by: "administrator" }, lapsed: [] },
    });
  });

  it("lapse when what was found moves, and are not given on what nobody saw or what blocks", () => {
    expect(sign("ready", "preparer")).toBeNull();
    pulledWhole(({ milestones }) =>
      milestones.CostCenter?.push({ CostCenterId: 11, CompanyId: 1, Code: "OUD", Name: "Oud" }),
    );
    test.db.prepare(`UPDATE invoice SET state = 'booked', entryNumber = '26700001'`).run();
    const now = check();
    expect(signOffStanding(test.db, administration.id, now.fingerprint)).toMatchObject({
      ready: null,
      lapsed: [{ step: "ready" }],
    });
    expect(sign("ready", "preparer", now, "what was seen before")).toBe("moved");
    test.db.prepare(`UPDATE invoice SET state = 'blocked', entryNumber = NULL`).run();
    expect(sign("ready", "preparer")).toBe("blocks");
  });

  it("are taken back with a reason, and stay in the chain", () => {
    expect(sign("ready", "preparer")).toBeNull();
    expect(withdrawSignOffs(test.db, administration.id, test.people.approver, " ")).toBe("reason");
    expect(withdrawSignOffs(test.db, administration.id, test.people.viewer, "te vroeg")).toBe("role");
    expect(withdrawSignOffs(test.db, administration.id, test.people.approver, "te vroeg")).toBeNull();
    expect(signOffStanding(test.db, administration.id, check().fingerprint)).toMatchObject({ ready: null, lapsed: [] });
    expect(verifyEvents(test.db).whole).toBe(true);
  });
});

it("an owner is named by who may propose, taken away again, and each is an event", () => {
  const { preparer, viewer, approver } = test.people;
  const name = (who: typeof viewer, accountId: number | null) =>
    nameOwner(test.db, administration.id, who, { rule: "customers_in_globe", accountId });
  const owner = () => readinessOwners(test.db, administration.id).get("customers_in_globe")?.id;
  expect(name(viewer, approver.id)).toBe("role");
  expect(name(preparer, 9999)).toBe("account");
  expect(owner()).toBeUndefined();
  expect(name(preparer, approver.id)).toBeNull();
  expect(owner()).toBe(approver.id);
  const { events } = verifyEvents(test.db);
  expect(name(approver, approver.id)).toBeNull();
  expect(verifyEvents(test.db).events).toBe(events);
  expect(name(approver, null)).toBeNull();
  expect(owner()).toBeUndefined();
  expect(verifyEvents(test.db)).toMatchObject({ whole: true, events: events + 1 });
});

it("how it went is noted once a day, and whenever it moved", () => {
  const found = check();
  const note = (checkedAt: string, rest: Partial<Readiness> = {}) =>
    noteReadiness(test.db, administration.id, { ...found, ...rest, checkedAt });
  expect(note("2026-11-23T22:59:00.000Z")).toBe(true);
  expect(note("2026-11-23T22:59:30.000Z")).toBe(false);
  // In Amsterdam it is the 24th by now.
  expect(note("2026-11-23T23:01:00.000Z")).toBe(true);
  expect(note("2026-11-24T09:00:00.000Z", { fingerprint: "moved", verdict: { ...found.verdict, blocks: 3 } })).toBe(
    true,
  );
  expect(readinessDays(test.db, administration.id)).toEqual([
    expect.objectContaining({ date: "2026-11-23", blocks: found.verdict.blocks }),
    expect.objectContaining({ date: "2026-11-24", blocks: 3 }),
  ]);
});

describe("what a dossier carries of an installation", () => {
  it("is every decision, and the store's own chain with only this administration's words in it", () => {
    pulledWhole(({ globe }) => Object.assign(globe.Account?.[0] ?? {}, { AccountName: "Anders" }));
    proposeOnCustomer();
    const trail = readinessTrail(test.db, administration.id);
    const { events, head } = verifyEvents(test.db);
    expect(verifyChain(trail.events)).toEqual({ events, head, brokenAt: null });
    expect([...trail.decisions]).toMatchObject([{ key: "10021", state: "proposed", comment: "zo afgesproken" }]);
    const told = [...trail.events].flatMap((event) => event.told ?? []);
    expect(told.length).toBeGreaterThan(8);
    expect(new Set(told.map(({ administrationId }) => administrationId))).toEqual(new Set([administration.id]));
  });

  it("a seal that is noted joins the chain", () => {
    const { events } = verifyEvents(test.db);
    noteDossier(test.db, administration.id, { seal: "ab", file: "d.xlsx", fingerprint: "cd", madeBy: "anna" });
    expect(verifyEvents(test.db)).toMatchObject({ whole: true, events: events + 1 });
  });

  it("an event altered in the database breaks the chain at that event", () => {
    pulledWhole();
    const triggers = test.db.prepare<[], string>(
      `SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'event'`,
    );
    for (const name of triggers.pluck().all()) test.db.exec(`DROP TRIGGER "${name}"`);
    const altered = test.db
      .prepare<[], number>(
        `UPDATE event SET actor = 'eve' WHERE id = (SELECT max(id) FROM event WHERE kind = 'run_complete') RETURNING id`,
      )
      .pluck()
      .get();
    expect(verifyChain(readinessTrail(test.db, administration.id).events).brokenAt).toBe(altered);
  });
});
