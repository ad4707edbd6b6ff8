// The demo: an administration made from a data set, and four accounts, one a role. Everything stands in the store's
// setting "demo", which the sign-in page shows; a real installation has no such setting.
import { z } from "zod";
import { defaultSchedule } from "../core/administration.ts";
import { TieoutError } from "../core/errors.ts";
import type { Role } from "../core/states.ts";
import { addAccount } from "../prisma/accounts.ts";
import { administrationOf, administrations, saveAdministration } from "../prisma/administrations.ts";
import type { Database } from "../prisma/database.ts";
import { saveSetting, setting } from "../prisma/settings.ts";
import { type DataSet, dataSet } from "./data-set.ts";

export const demoAgent = "demo";

/** The name of the agent's queues; the password is no secret: it stands on the sign-in page. */
const password = "tieout-demo";
const accounts: { username: string; displayName: string; role: Role }[] = [
  { username: "vera", displayName: "Vera Visser", role: "viewer" },
  { username: "pieter", displayName: "Pieter Prins", role: "preparer" },
  { username: "anna", displayName: "Anna Aarts", role: "approver" },
  { username: "bas", displayName: "Bas Beheer", role: "administrator" },
];

/** What Milestones' stand-in has for what became of an invoice. */
const standinTelling = { isOn: true, bookedState: "Booked", entryField: "ExternalEntryNumber" };

const demoSetting = z.object({ dataSet: z.object({ path: z.string(), hash: z.string() }) });

/**
 * What this data folder's stand-ins serve, or null for a real installation. Makes the demo where nothing is configured.
 * @throws TieoutError data_set_differs where the folder was made from another data set, or from none; nothing changes then.
 */
export async function demo(
  db: Database,
  root: string,
  asked: string | undefined,
  shipped: string,
): Promise<DataSet | null> {
  const made = setting(db, "demo");
  if (made === null && administrations(db).length > 0) {
    if (asked === undefined) return null;
    throw new TieoutError("data_set_differs", { values: { folder: root, was: "a real installation", asked } });
  }
  if (made === null) return begun(db, dataSet(asked ?? shipped));
  const was = demoSetting.parse(JSON.parse(made)).dataSet;
  const now = dataSet(asked ?? was.path);
  // The same place or the same content: a data set may be edited, and may be moved.
  if (now.path === was.path || now.hash === was.hash) return now;
  throw new TieoutError("data_set_differs", { values: { folder: root, was: was.path, asked: now.path } });
}

async function begun(db: Database, set: DataSet): Promise<DataSet> {
  for (const account of accounts) await addAccount(db, { ...account, password });
  const shown = accounts.map(({ username, displayName, role }) => ({ username, displayName, role }));
  saveSetting(db, "demo", JSON.stringify({ dataSet: { path: set.path, hash: set.hash }, password, accounts: shown }));
  return set;
}

/** The administration of the data set, asked at this address from now on. */
export function saveDemoAdministration(db: Database, set: DataSet, baseUrl: string): void {
  const known = administrationOf(db, set.company);
  if (known?.settings.milestones.baseUrl === baseUrl) return;
  saveAdministration(db, {
    code: set.company,
    name: set.companyName,
    settings: known
      ? { ...known.settings, milestones: { ...known.settings.milestones, baseUrl } }
      : {
          globe: { databaseName: set.company },
          milestones: { baseUrl },
          agent: demoAgent,
          schedule: defaultSchedule,
          salesJournal: set.salesJournal,
          debtorAccount: set.debtorAccount,
          booksClosedUntil: set.booksClosedUntil,
          invoices: { ...set.invoices, telling: standinTelling },
        },
  });
}
