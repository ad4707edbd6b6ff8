// What Milestones is told of invoices, as an administrator sets it: saved with the administration, with an event of its own.

import type { Telling } from "../core/administration.ts";
import { refusal } from "../core/permissions.ts";
import { administrationOf, saveAdministration, tellingSchema } from "./administrations.ts";
import { type Database, inOneTransaction } from "./database.ts";
import { appendEvent, type Person } from "./events.ts";

export type TellingRefusal = "role" | "nothing";

/** Saves it; answers why not. Switched on it says something at least. */
export function saveTelling(db: Database, who: Person, code: string, given: Telling): TellingRefusal | null {
  if (refusal(who, "administer")) return "role";
  const telling = tellingSchema.parse(given);
  if (telling.isOn && !telling.bookedState && !telling.entryField && !telling.reasonField) return "nothing";
  return inOneTransaction(db, () => {
    const now = administrationOf(db, code);
    if (!now) throw new Error(`there is no administration ${code}`);
    const { invoices } = now.settings;
    const { bookedState: former } = invoices.telling;
    // why: what was told in another word is as processed as before.
    const states = former === null ? invoices.processedStates : [...new Set([...invoices.processedStates, former])];
    const settings = { ...now.settings, invoices: { ...invoices, processedStates: states, telling } };
    saveAdministration(db, { code, name: now.name, settings }, who);
    appendEvent(db, { kind: "telling_saved", who, administrationId: now.id, subject: code, detail: { ...telling } });
    return null;
  });
}
