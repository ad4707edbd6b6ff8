// Notes once a day how each administration's go-live check stands, so that its course can be shown. The check itself is
// made in a thread.
import type { BusLog } from "../connectors/bus/connection.ts";
import type { Administration } from "../core/administration.ts";
import { entityNames } from "../core/entities/index.ts";
import { localDateOf } from "../core/schedule.ts";
import type { Database } from "../prisma/database.ts";
import type { ReadinessReader } from "../prisma/readiness-reader.ts";
import { noteReadiness, readinessDays } from "../prisma/readiness-trail.ts";
import { isBusy } from "./patient-writes.ts";

export interface DailyNotes {
  /** To be called again and again. */
  look(all: readonly Administration[], now?: Date): void;
  /** Once what is under way is noted. */
  settled(): Promise<void>;
}

/** In the night, when the day's last pull is long done. In Amsterdam. */
const fromHour = 2;

/** The first note of an administration does not wait for the night, but for all seven entities. */
export function dailyNotes(db: Database, reader: ReadinessReader, log: BusLog): DailyNotes {
  const noted = new Map<number, string>();
  const going = new Set<Promise<void>>();

  function isDue(id: number, today: string, hour: number): boolean {
    if (noted.get(id) === today) return false;
    const last = readinessDays(db, id).at(-1);
    if (last?.date === today) noted.set(id, today);
    return last === undefined || (last.date !== today && hour >= fromHour);
  }

  async function note(administration: Administration): Promise<void> {
    try {
      const { found } = await reader.check(administration);
      // why: while the first pulls are under way, what is missing says nothing of the books.
      if (entityNames.some((entity) => !found.entities[entity]) && readinessDays(db, administration.id).length === 0)
        noted.delete(administration.id);
      else noteReadiness(db, administration.id, found);
    } catch (thrown) {
      noted.delete(administration.id);
      if (!isBusy(thrown))
        log.warn({ administration: administration.code, reason: String(thrown) }, "the go-live check was not noted");
    }
  }

  return {
    look(all, now = new Date()) {
      const { date: today, hour } = localDateOf(now);
      for (const administration of all) {
        if (!isDue(administration.id, today, hour)) continue;
        noted.set(administration.id, today);
        const journey = note(administration).finally(() => going.delete(journey));
        going.add(journey);
      }
    },
    settled: async () => void (await Promise.all(going)),
  };
}
