// What people set for their own pages: their language, theme, columns. No event belongs to it.
import type { Language } from "../core/errors.ts";
import type { PrismaClient } from "./generated/client.ts";

export async function setLanguage(client: PrismaClient, accountId: number, language: Language): Promise<void> {
  await client.account.update({ where: { id: accountId }, data: { language } });
}

/** Free JSON of the web's own making; empty for an account that is not there. */
export async function preferences(client: PrismaClient, accountId: number): Promise<Record<string, unknown>> {
  const row = await client.account.findUnique({ where: { id: accountId }, select: { preferences: true } });
  return row ? JSON.parse(row.preferences) : {};
}

/** Adds to them; a null takes one away (JSON Merge Patch). One statement, so that two windows lose nothing. */
export async function savePreferences(
  client: PrismaClient,
  accountId: number,
  given: Readonly<Record<string, unknown>>,
): Promise<void> {
  const patch = JSON.stringify(given);
  await client.$executeRaw`UPDATE account SET preferences = json_patch(preferences, ${patch}) WHERE id = ${accountId}`;
}
