// A self-test over the real processes, against a Globe that takes sales lines with either sign: it books one invoice of
// 1.00 in a company marked for tests, and says which settings fit.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, expect, it } from "vitest";
import { accountOf, addAccount } from "../../prisma/accounts.ts";
import { administrationOf } from "../../prisma/administrations.ts";
import { events } from "../../prisma/events.ts";
import { markTestCompany, requestSelfTest, selfTestStanding } from "../../prisma/self-tests.ts";
import { housePassword, type InvoiceHouse, invoiceHouse } from "./invoice-house.ts";
import { eventually } from "./rooms.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
let house: InvoiceHouse;
let dataset: string;
afterEach(async () => {
  await house.close();
  rmSync(dataset, { recursive: true, force: true });
}, 30_000);

/** The outcome where Globe takes lines with this sign and the settings say "+". */
async function tested(sign: "+" | "-") {
  dataset = mkdtempSync(join(tmpdir(), "tieout-self-test-"));
  cpSync(join(root, "demo/credit-notes"), dataset, { recursive: true });
  const connector = JSON.parse(readFileSync(join(dataset, "connector.json"), "utf8"));
  writeFileSync(join(dataset, "connector.json"), JSON.stringify({ ...connector, salesLineSign: sign }));
  house = await invoiceHouse(dataset, { settings: { invoices: { salesLineSign: "+" } } });
  await house.pulled();
  const { db, administration } = house;
  await addAccount(db, { username: "bas", displayName: "Bas", password: housePassword, role: "administrator" });
  const who = accountOf(db, "bas");
  if (!who) throw new Error("there is bas");
  const now = () => administrationOf(db, administration.code) ?? administration;
  expect(requestSelfTest(db, who, now())).toBe("not_test");
  expect(markTestCompany(db, who, administration.code, true)).toBeNull();
  expect(requestSelfTest(db, who, now())).toBeNull();
  expect(requestSelfTest(db, who, now())).toBe("going");
  const { last } = await eventually(
    () => selfTestStanding(db, administration.id),
    ({ going }) => !going,
    60,
  );
  expect(events(db, { subject: "self-test 2" }).map(({ kind }) => kind)).toEqual([
    "self_test_ended",
    "self_test_asked",
  ]);
  const { entries } = (await (await fetch(`${house.standin("globe").url}/standin/ledger`)).json()) as {
    entries: { header: { YourReference: string } }[];
  };
  const booked = entries.map(({ header }) => header.YourReference).filter((reference) => reference.startsWith("TEST-"));
  return { end: last?.end, booked };
}

it("says that what is set fits, having booked one invoice", { timeout: 120_000 }, async () => {
  const { end, booked } = await tested("+");
  expect(end).toMatchObject({ sign: "+", route: "line", trials: [{ outcome: "fits", document: true }] });
  expect(booked).toEqual(["TEST-2-1"]);
});

it("says that the other sign fits, where Globe takes the one that is set for a credit", {
  timeout: 120_000,
}, async () => {
  const { end, booked } = await tested("-");
  expect(end).toMatchObject({ sign: "-", route: "line", trials: [{ outcome: "differs" }, { outcome: "fits" }] });
  expect(booked).toEqual(["TEST-2-1", "TEST-2-2"]);
});
