// The thread that looks for candidates of what stands alone, off the web's own: 10,000 against 10,000 take seconds.
import type { EntityName } from "../core/entities/entity.ts";
import { suggest } from "../core/suggest/suggest.ts";
import { answering, threadArgument } from "./asked-thread.ts";
import { atOneMoment, openDatabase } from "./database.ts";
import { alone, rejectedSuggestions, suggestionVersion } from "./suggestions.ts";

export interface SuggestionQuestion {
  administrationId: number;
  entity: EntityName;
}

/** Two pairs that may be one; ids of pairs. `reasons`: JSON, since ten thousand lists are read only where shown. */
export interface FoundSuggestion {
  globe: number;
  milestones: number;
  score: number;
  reasons: string;
}

export interface FoundSuggestions {
  asOf: string;
  /** How many stand alone on each side. */
  alone: { globe: number; milestones: number };
  /** In order of Globe's key, best first, at most three a record of Globe. */
  found: FoundSuggestion[];
}

const { dataDir } = threadArgument<{ dataDir: string }>();
const db = openDatabase(dataDir, { readonly: true });

answering((question: SuggestionQuestion, far): FoundSuggestions => {
  const { asOf, records, rejected } = atOneMoment(db, () => ({
    asOf: suggestionVersion(db, question),
    records: alone(db, question),
    rejected: new Set(rejectedSuggestions(db, question).map(({ globe, milestones }) => `${globe}\n${milestones}`)),
  }));
  const idOf = {
    globe: new Map(records.globe.map(({ key, id }) => [key, id])),
    milestones: new Map(records.milestones.map(({ key, id }) => [key, id])),
  };
  const isRejected = (globe: string, milestones: string) => rejected.has(`${globe}\n${milestones}`);
  const found = suggest(question.entity, records, { isRejected, far }).flatMap(
    ({ globe, milestones, score, reasons }) => {
      const [left, right] = [idOf.globe.get(globe), idOf.milestones.get(milestones)];
      if (left === undefined || right === undefined) return [];
      return [{ globe: left, milestones: right, score, reasons: JSON.stringify(reasons) }];
    },
  );
  return { asOf, alone: { globe: records.globe.length, milestones: records.milestones.length }, found };
});
