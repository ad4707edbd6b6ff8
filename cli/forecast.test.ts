import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, expect, it, vi } from "vitest";
import { defaultSchedule } from "../core/administration.ts";
import { usualPolicy } from "../core/overwrite-policy.ts";
import { addAccount } from "../prisma/accounts.ts";
import { saveAdministration } from "../prisma/administrations.ts";
import { openDatabase } from "../prisma/database.ts";
import { migrate } from "../prisma/migrate.ts";
import { savePolicy } from "../prisma/overwrite-policies.ts";
import { judged, pulled } from "../prisma/test-pairs.ts";
import { forecastCommand } from "./forecast.ts";

const data = mkdtempSync(join(tmpdir(), "tieout-forecast-"));
afterAll(() => rmSync(data, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

/** What it prints, and its exit code. */
async function told(...options: string[]): Promise<{ text: string; code: number }> {
  let text = "";
  vi.spyOn(process.stdout, "write").mockImplementation((part) => {
    text += part;
    return true;
  });
  const before = process.exitCode;
  process.exitCode = 0;
  await forecastCommand()
    .exitOverride()
    .parseAsync(["--data", data, ...options], { from: "user" });
  const code = Number(process.exitCode);
  process.exitCode = before;
  vi.restoreAllMocks();
  return { text, code };
}

it("names what was edited in Milestones first, and ends with 1 only where a run would overwrite it", async () => {
  migrate(data);
  const db = openDatabase(data);
  const administration = saveAdministration(db, {
    ...{ code: "500", name: "Noordenwind" },
    settings: {
      ...{ globe: { databaseName: "500" }, milestones: { baseUrl: "http://127.0.0.1:1" }, agent: "demo" },
      ...{ schedule: defaultSchedule, salesJournal: null, debtorAccount: null, booksClosedUntil: null },
    },
  });
  const who = await addAccount(db, {
    ...{ username: "bas", displayName: "Bas", role: "administrator", password: "a-long-enough-one" },
  });
  const run = (globe: [string, string][], milestones: [string, string][]) =>
    pulled(
      db,
      administration.id,
      "item",
      judged("item", {
        globe: globe.map(([ItemCode, name]) => ({ ItemCode, CountrySpecificDescription: name })),
        milestones: milestones.map(([ItemCode, Name]) => ({ ItemCode, Name, IsActive: true })),
      }),
    );
  run(
    [
      ["a", "Chai"],
      ["b", "Chang"],
    ],
    [
      ["a", "Chai"],
      ["b", "Chang"],
    ],
  );
  run(
    [
      ["a", "Anders"],
      ["b", "Chang"],
    ],
    [
      ["a", "Chai"],
      ["b", "Bewerkt"],
    ],
  );

  const reviewed = await told("--administration", "500", "--entity", "item", "--json");
  expect(reviewed.code).toBe(0);
  const [item] = JSON.parse(reviewed.text).administrations[0].entities;
  expect(item).toMatchObject({ entity: "item", byItself: false, comparable: true });

  const about = { administrationId: administration.id, entity: "item" } as const;
  savePolicy(db, who, about, { ...usualPolicy, mode: "overwrite", conflicts: "overwrite" });
  const { text, code } = await told("--entity", "item", "--json");
  expect(code).toBe(1);
  expect(JSON.parse(text).administrations[0].entities[0]).toMatchObject({
    byItself: true,
    counts: { values: 2, pairs: 2, edited: 1, created: 0, held: 0 },
    overwrites: [
      { key: "b", overwritten: [{ field: "Name", globe: "Chang", milestones: "Bewerkt", edited: true }] },
      { key: "a", overwritten: [{ field: "Name", globe: "Anders", milestones: "Chai", edited: false }] },
    ],
  });
  expect((await told()).text).toContain('item b: Name "Bewerkt", edited in Milestones, is overwritten with "Chang"');
  db.close();
  await expect(told("--entity", "nothing")).rejects.toMatchObject({ code: "option_wrong" });
  await expect(told("--administration", "999")).rejects.toMatchObject({ code: "administration_unknown" });
});
