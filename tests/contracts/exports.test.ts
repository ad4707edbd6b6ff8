// Approved invoices on their way into Globe over the real processes: each booked once, with its PDF, whatever dies.
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { invoiceSet } from "../../bench/invoice-set.ts";
import { accountOf } from "../../prisma/accounts.ts";
import { verifyEvents } from "../../prisma/events.ts";
import { invoiceProof } from "../../prisma/invoice-proof.ts";
import { approveInvoices, invoicesToAct, releaseInvoices, sendAgain } from "../../prisma/invoice-release.ts";
import { toTell } from "../../prisma/invoice-tellings.ts";
import { invoiceCounts, listedInvoices } from "../../prisma/invoices.ts";
import { accessTo, fetchAs } from "../milestones-access.ts";
import { type InvoiceHouse, invoiceHouse, type RoomName } from "./invoice-house.ts";
import { eventually } from "./rooms.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

interface Entry {
  header: { YourReference: string; Amount: number; EntryNumber: string };
  lines: { DocumentID: string | null }[];
  rows: { kind: string; vatCode: string; amount: string }[];
}
interface LedgerSeen {
  entries: Entry[];
  documents: { document: { ID: string }; sha256: string | null }[];
}

const ledger = async (house: InvoiceHouse): Promise<LedgerSeen> => {
  const response = await fetch(`${house.standin("globe").url}/standin/ledger`);
  return (await response.json()) as LedgerSeen;
};

function wordOf(house: InvoiceHouse, username: string) {
  const who = accountOf(house.db, username);
  if (!who) throw new Error(`there is ${username}`);
  return { who, from: "command line" } as const;
}

/** One person releases what is ready, or so many of it, and another approves it; their numbers. */
function approved(house: InvoiceHouse, most = Number.POSITIVE_INFINITY): string[] {
  const { db, administration } = house;
  const ready = invoicesToAct(db, administration.id, { ready: "release" }).slice(0, most);
  const ids = ready.map(({ id }) => id);
  const outcomes = [
    ...releaseInvoices(db, wordOf(house, "preparer"), administration, ids),
    ...approveInvoices(db, wordOf(house, "approver"), administration, ids),
  ];
  expect(outcomes.filter(({ refused }) => refused !== null)).toEqual([]);
  return ready.map(({ number }) => number);
}

const underWay = (house: InvoiceHouse) => {
  const { approved: waiting, sent } = invoiceCounts(house.db, house.administration.id);
  return waiting + sent;
};

/** Of what came after the first entries: every number is in the ledger exactly once, with its amount, its VAT and its own PDF. */
async function expectBookedOnce(house: InvoiceHouse, numbers: readonly string[], before: number): Promise<void> {
  const { entries, documents } = await ledger(house);
  const listed = new Map(listedInvoices(house.db, house.administration).map((one) => [one.number, one]));
  const ours = entries.slice(before);
  expect(ours.map(({ header }) => header.YourReference).sort()).toEqual([...numbers].sort());
  for (const { header, lines, rows } of ours) {
    const invoice = listed.get(header.YourReference);
    expect(invoice).toMatchObject({ state: "booked", entryNumber: header.EntryNumber.trim() });
    expect(Number(header.Amount).toFixed(2)).toBe(invoice?.total);
    expect(rows.reduce((sum, { amount }) => sum + Math.round(Number(amount) * 100), 0)).toBe(0);
    const pdf = house.db.prepare(`SELECT pdfHash FROM invoice WHERE number = ?`).pluck().get(header.YourReference);
    const linked = documents.find(({ document }) => document.ID === lines[0]?.DocumentID);
    expect([header.YourReference, linked?.sha256]).toEqual([header.YourReference, pdf]);
  }
  expect(verifyEvents(house.db).whole).toBe(true);
}

/** Milestones says of every booked invoice that it is, and as which entry; Tieout knows of none that it could not be told. */
async function expectTold(house: InvoiceHouse): Promise<void> {
  const { db, administration } = house;
  await eventually(
    () => toTell(db, administration).length,
    (left) => left === 0,
    60,
  );
  const url = house.standin("milestones").url;
  const answer = await fetchAs(accessTo(url))(
    `${url}/V2/odata/Invoice?$top=5000&$filter=InvoiceHeaderState eq 'Booked'`,
  );
  let page = (await answer.json()) as Page;
  const told = new Map<string, string>();
  for (;;) {
    for (const one of page.value) told.set(one.InvoiceNumber, one.ExternalEntryNumber);
    const next = page["@odata.nextLink"];
    if (next === undefined) break;
    page = (await (await fetchAs(accessTo(url))(next)).json()) as Page;
  }
  const booked = listedInvoices(db, administration).filter(
    ({ state }) => state === "booked" || state === "already_booked",
  );
  expect(Object.fromEntries(told)).toEqual(Object.fromEntries(booked.map((one) => [one.number, one.entryNumber])));
}

interface Page {
  value: { InvoiceNumber: string; ExternalEntryNumber: string }[];
  "@odata.nextLink"?: string;
}

describe("approved invoices", () => {
  let house: InvoiceHouse;
  beforeAll(async () => {
    // why: in two pieces over the bus, the second all digits.
    house = await invoiceHouse(`${root}demo/credit-notes`, { pdfBytes: 200_000 });
    await house.pulled();
  }, 180_000);
  afterAll(() => house.close(), 30_000);

  it("are booked once each, credit notes too, with their PDF byte for byte", { timeout: 180_000 }, async () => {
    const before = (await ledger(house)).entries.length;
    const numbers = approved(house);
    expect(numbers.length).toBeGreaterThan(40);
    await eventually(
      () => underWay(house),
      (left) => left === 0,
      150,
    );
    await expectBookedOnce(house, numbers, before);
  });

  it("are told of to Milestones, each as the entry that it is", { timeout: 60_000 }, async () => {
    await expectTold(house);
  });

  it("stay booked when the next pull finds them in Globe, and are proved complete", { timeout: 60_000 }, async () => {
    const { db, administration } = house;
    const before = invoiceCounts(db, administration.id);
    expect(await house.pulled()).toMatchObject({ state: "complete" });
    expect(invoiceCounts(db, administration.id)).toEqual(before);
    const proof = invoiceProof(db, administration);
    const ours = new Set(
      listedInvoices(db, administration).flatMap(({ number, state }) => (state === "booked" ? [number] : [])),
    );
    const named = proof?.periods.flatMap(({ rows }) => rows).filter(({ faults }) => faults.length > 0);
    // A number that another journal had before is named: only a person knows whether that is the same invoice.
    const references = (await ledger(house)).entries.map(({ header }) => header.YourReference);
    const once = (number: string) => references.indexOf(number) === references.lastIndexOf(number);
    expect(named?.filter(({ number }) => ours.has(number) && once(number))).toEqual([]);
    // What is held up is named, and what another hand booked has no PDF that was read back.
    expect(named?.length).toBeGreaterThan(30);
  });
});

// TIEOUT_KILL_INVOICES=1000 takes as many; TIEOUT_KILL_SEED repeats a run's kills.
describe("while everything is killed at random", () => {
  const many = Number(process.env.TIEOUT_KILL_INVOICES ?? 0);
  let house: InvoiceHouse;
  beforeAll(async () => {
    house = await invoiceHouse(many > 0 ? invoiceSet(many) : `${root}demo/northwind`);
    await house.pulled();
  }, 180_000);
  afterAll(() => house.close(), 30_000);

  /** One header in ten is posted and never answered. */
  async function arm(): Promise<void> {
    const { control } = house.standin("globe");
    const fault = { kind: "hang", entity: "FinancialHeader", method: "POST", done: true, times: 1 };
    for (let at = 0; at < Math.max(many, 50) / 10; at += 1) await control.fault({ ...fault, afterPages: 3 + at * 10 });
  }

  it("no invoice is booked twice and none is lost", { timeout: 3_600_000 }, async () => {
    const seed = Number(process.env.TIEOUT_KILL_SEED ?? Date.now() % 1_000_000);
    let state = seed;
    const random = () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 2 ** 32;
    };
    const targets: RoomName[] = ["agent", "worker", "bus", "globe"];
    const killed: Record<string, number> = {};
    async function hit(target: RoomName): Promise<void> {
      await house.kill(target);
      killed[target] = (killed[target] ?? 0) + 1;
      await house.start(target);
      if (target === "globe") await arm();
    }
    const said = () => `seed ${seed}, killed ${JSON.stringify(killed)}`;
    const begun = Date.now();
    await arm();
    // why: each room is hit twice while some of the invoices have just been let go, however fast the machine is.
    const numbers: string[] = [];
    const rounds = [...targets, ...targets];
    const share = Math.ceil(
      invoicesToAct(house.db, house.administration.id, { ready: "release" }).length / rounds.length,
    );
    for (const target of rounds) {
      numbers.push(...approved(house, share));
      await pause(100 + random() * 900);
      await hit(target);
    }
    while (underWay(house) > 0 && Date.now() - begun < Math.max(60_000, many * 2_000)) {
      await pause(200 + random() * (many > 0 ? 3_000 : 1_200));
      await hit(targets[Math.floor(random() * targets.length)] ?? "agent");
    }
    await eventually(
      () => underWay(house),
      (left) => left === 0,
      900,
    ).catch((thrown) => expect.unreachable(`${said()}: ${thrown}`));
    const seconds = Math.round((Date.now() - begun) / 1_000);
    expect(Object.keys(killed).sort(), said()).toEqual([...targets].sort());
    // A header that was on its way when its agent died: a person looks in Globe, sees nothing, and lets it go again.
    const listed = listedInvoices(house.db, house.administration).filter(({ number }) => numbers.includes(number));
    const unanswered = listed.filter((one) => one.state === "no_answer").map(({ number }) => number);
    const inGlobe = (await ledger(house)).entries.map(({ header }) => header.YourReference);
    for (const number of unanswered) expect(inGlobe, said()).not.toContain(number);
    const byThemselves = listed.filter((one) => one.state === "booked").length;
    expect([byThemselves + unanswered.length, said()]).toEqual([numbers.length, said()]);
    console.info(`${numbers.length} invoices, ${byThemselves} booked by themselves, ${seconds} s, ${said()}`);
    const ids = invoicesToAct(house.db, house.administration.id, { numbers: unanswered });
    sendAgain(
      house.db,
      wordOf(house, "approver"),
      house.administration,
      ids.map(({ id }) => id),
    );
    await eventually(
      () => underWay(house),
      (left) => left === 0,
      60,
    );
    await expectBookedOnce(house, numbers, 0);
    await expectTold(house);
  });
});
