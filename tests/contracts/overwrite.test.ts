// The policy "overwrite by itself" in a whole installation: what Globe changes arrives in Milestones, what it deletes
// stays there, and what someone edited in Milestones is held.
import { afterAll, beforeAll, expect, it } from "vitest";
import { usualPolicy } from "../../core/overwrite-policy.ts";
import { accountOf, addAccount } from "../../prisma/accounts.ts";
import { alteredDecisions, decisions } from "../../prisma/decisions.ts";
import { verifyEvents } from "../../prisma/events.ts";
import { lastPolicyRun, policyOf, savePolicy } from "../../prisma/overwrite-policies.ts";
import { lastRun } from "../../prisma/runs.ts";
import { plainView } from "../../prisma/view.ts";
import { gridBlock } from "../../prisma/views.ts";
import { administrationId, closed, db, opened, pulled, standin } from "./installation.ts";
import { eventually } from "./rooms.ts";

const about = { administrationId, entity: "costCenter" } as const;

beforeAll(async () => {
  await opened();
  await eventually(
    () => lastRun(db, administrationId, "costCenter"),
    (run) => run?.state === "complete",
    90,
  );
}, 120_000);
afterAll(closed);

const all = () => decisions(db, about);
const row = (key: string) =>
  gridBlock(db, plainView(administrationId, "costCenter"), 0, 99).rows.find((one) => one.key === key);
const record = (name: "globe" | "milestones", code: string) =>
  `records/CostCenter/${code}?by=Code${name === "globe" ? "&database=500" : ""}`;
const nameThere = async (code: string) => (await standin("milestones", "GET", record("milestones", code))).Name;
const settled = () => eventually(all, (found) => found.every(({ state }) => state === "applied"), 30);

it("reviews first, until an administrator says otherwise", async () => {
  await pulled("costCenter");
  expect(all()).toEqual([]);
  expect(await nameThere("CONFEC")).toBe("Confections (oud)");
  await addAccount(db, { username: "admin", displayName: "Admin", password: "open sesame", role: "administrator" });
  const admin = accountOf(db, "admin");
  if (!admin) throw new Error("there is an administrator");
  savePolicy(db, admin, about, { ...usualPolicy, mode: "overwrite" });
  await pulled("costCenter");
  const found = await settled();
  expect(found).toHaveLength(2);
  expect(new Set(found.map(({ policyId }) => policyId))).toEqual(
    new Set([policyOf(db, administrationId, "costCenter").id]),
  );
  expect(await nameThere("CONFEC")).toBe("Confections");
}, 90_000);

it("a change in Globe arrives in Milestones within a pull, and is pulled back", async () => {
  await standin("globe", "PATCH", record("globe", "BEVERA"), { Description: "Drinks" });
  await pulled("costCenter");
  await settled();
  expect(await nameThere("BEVERA")).toBe("Drinks");
  await eventually(
    () => row("BEVERA")?.status,
    (status) => status === "equal",
    30,
  );
}, 90_000);

it("what is deleted in Globe stays in Milestones, and is known to be gone since then", async () => {
  const before = all().length;
  await standin("globe", "DELETE", record("globe", "CONDIM"));
  await standin("globe", "DELETE", record("globe", "DAIRYP"));
  await pulled("costCenter", true);
  expect(row("DAIRYP")?.status).toBe("only_in_milestones");
  expect(all()).toHaveLength(before);
  expect(await nameThere("DAIRYP")).toBe("Dairy Products");
  const gone = db.prepare(`SELECT key FROM gone_record JOIN pair ON pair.id = pairId`).pluck().all();
  expect(gone).toContain("DAIRYP");
}, 60_000);

it("what someone edited in Milestones is held for a person, also where Globe moves after it", async () => {
  const before = all().length;
  await standin("milestones", "PATCH", record("milestones", "BEVERA"), { Name: "Edited" });
  await pulled("costCenter");
  expect(row("BEVERA")?.moved).toEqual({ Name: "milestones" });
  await standin("globe", "PATCH", record("globe", "BEVERA"), { Description: "Beverages" });
  await pulled("costCenter");
  expect(row("BEVERA")?.moved).toEqual({ Name: "both" });
  expect(all()).toHaveLength(before);
  expect(lastPolicyRun(db, policyOf(db, administrationId, "costCenter").id)).toMatchObject({ pairs: 0, held: 1 });
  expect(await nameThere("BEVERA")).toBe("Edited");
  expect(alteredDecisions(db)).toEqual([]);
  expect(verifyEvents(db).whole).toBe(true);
}, 90_000);
