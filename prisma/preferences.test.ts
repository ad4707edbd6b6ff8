import { expect, onTestFinished, test } from "vitest";
import { accountOf } from "./accounts.ts";
import { prismaClient } from "./client.ts";
import { dataDirOf } from "./database.ts";
import { preferences, savePreferences, setLanguage } from "./preferences.ts";
import { testDatabase } from "./test-database.ts";

async function opened() {
  const { db, people } = await testDatabase();
  const client = prismaClient(dataDirOf(db));
  onTestFinished(() => client.$disconnect());
  return { db, client, viewer: people.viewer.id };
}

test("preferences are added to, and null takes one away", async () => {
  const { client, viewer } = await opened();
  await savePreferences(client, viewer, { theme: "dark", columns: { customer: ["Name"] } });
  await savePreferences(client, viewer, { theme: null, split: true });
  expect(await preferences(client, viewer)).toEqual({ columns: { customer: ["Name"] }, split: true });
});

test("an account that is not there has none", async () => {
  const { client } = await opened();
  expect(await preferences(client, 999)).toEqual({});
});

test("a chosen language stays", async () => {
  const { db, client, viewer } = await opened();
  await setLanguage(client, viewer, "en");
  expect(accountOf(db, "viewer")?.language).toBe("en");
});
