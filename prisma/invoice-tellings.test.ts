import { beforeEach, describe, expect, it } from "vitest";
import { type Telling, usualInvoices } from "../core/administration.ts";
import type { TellingEnd } from "../core/flows/tell-milestones.ts";
import { administrationOf } from "./administrations.ts";
import { events, verifyEvents } from "./events.ts";
import { beginAttempt, departures, settleExport } from "./invoice-exports.ts";
import { saveTelling } from "./invoice-telling-settings.ts";
import { beginTelling, endTelling, tellingsOf, toTell } from "./invoice-tellings.ts";
import { invoiceRows } from "./invoices.ts";
import { InvoiceTest, testInvoice } from "./test-invoices.ts";

const number = "2026-0001";
const telling: Telling = {
  ...usualInvoices.telling,
  ...{ isOn: true, bookedState: "Booked", entryField: "EntryNumber", reasonField: "Reason" },
};
let test: InvoiceTest;

const switched = (given: Partial<Telling>) => test.save({ invoices: { telling: { ...telling, ...given } } });
const due = () => toTell(test.db, test.administration);

function settled(state: "booked" | "refused"): void {
  const { db, administration } = test;
  const exportId = departures(db, administration.id)[0]?.exportId ?? 0;
  beginAttempt(db, exportId, { requestId: "r", kind: "book", attempt: 1, deadline: "2026-11-24T09:00:00.000Z" });
  settleExport(db, exportId, { state, entryNumber: state === "booked" ? "26700001" : null, detail: {} });
}

function told(end: TellingEnd): void {
  const [one] = due();
  if (!one) throw new Error("there is something to tell");
  endTelling(test.db, beginTelling(test.db, one.invoiceId, one.word), end);
}

const kinds = () =>
  events(test.db, { administrationId: test.administration.id, subject: number })
    .map(({ kind }) => kind)
    .filter((kind) => kind.endsWith("told"));

beforeEach(async () => {
  test = await InvoiceTest.begun();
  await test.pulled([testInvoice(number)]);
  test.approve(number);
  switched({});
});

describe("what Milestones is still to be told", () => {
  it("is nothing while an invoice is on its way, and nothing where it is not to be told", () => {
    expect(due()).toEqual([]);
    settled("booked");
    expect(due()).toMatchObject([{ number, failures: 0, triedAt: null, word: { EntryNumber: "26700001" } }]);
    switched({ isOn: false });
    expect(due()).toEqual([]);
  });

  it("is over once Milestones says so, and anew where it should say something else", () => {
    settled("booked");
    told({ outcome: "told" });
    expect(due()).toEqual([]);
    switched({ entryField: "Other" });
    expect(due()).toMatchObject([{ failures: 0, triedAt: null, word: { Other: "26700001" } }]);
    told({ outcome: "already" });
    expect(due()).toEqual([]);
    expect(kinds()).toEqual(["invoice_told", "invoice_told"]);
  });

  it("stays after a failure, counts how often, and says it once however often it fails alike", () => {
    settled("booked");
    const away: TellingEnd = { outcome: "not_sent", reason: "away", away: true };
    told(away);
    told(away);
    expect(due()).toMatchObject([{ failures: 2, triedAt: expect.any(String) }]);
    expect(kinds()).toEqual(["invoice_not_told"]);
    const { id: administrationId } = test.administration;
    expect(invoiceRows(test.db, { administrationId, untold: true })).toHaveLength(1);
    told({ outcome: "told" });
    expect(invoiceRows(test.db, { administrationId, untold: true })).toEqual([]);
    expect(tellingsOf(test.db, test.idOf(number)).map(({ outcome }) => outcome)).toEqual([
      "not_sent",
      "not_sent",
      "told",
    ]);
    expect(verifyEvents(test.db).whole).toBe(true);
  });

  it("is there again where the worker died in it", () => {
    settled("booked");
    beginTelling(test.db, test.idOf(number), due()[0]?.word ?? {});
    expect(due()).toMatchObject([{ number, failures: 0 }]);
  });

  it("never moves the invoice itself", () => {
    settled("refused");
    told({ outcome: "refused", reason: "no" });
    expect(test.stateOf(number)).toBe("refused");
  });
});

describe("what is told, as an administrator sets it", () => {
  it("is refused to others, and where it would tell nothing", () => {
    const { people } = test.test;
    const nothing = { ...telling, bookedState: null, entryField: null, reasonField: null };
    expect(saveTelling(test.db, people.approver, "500", telling)).toBe("role");
    expect(saveTelling(test.db, people.administrator, "500", nothing)).toBe("nothing");
    expect(saveTelling(test.db, people.administrator, "500", { ...nothing, isOn: false })).toBeNull();
  });

  it("takes what was told in an earlier word for as processed as before", () => {
    const { people } = test.test;
    expect(saveTelling(test.db, people.administrator, "500", { ...telling, bookedState: "Geboekt" })).toBeNull();
    expect(administrationOf(test.db, "500")?.settings.invoices).toMatchObject({
      processedStates: ["Processed", "Booked"],
      telling: { bookedState: "Geboekt" },
    });
  });
});
