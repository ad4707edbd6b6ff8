// The thread that checks whether an administration may go live. It keeps its last answer, with all rows, and tells what
// is asked of it: the findings with a few rows each, or the keys of one finding's pairs.

import type { Administration } from "../core/administration.ts";
import type { EntityName } from "../core/entities/entity.ts";
import { checkReadiness, type Readiness } from "../core/flows/check-readiness.ts";
import { briefly } from "../core/readiness/brief.ts";
import { answering, threadArgument } from "./asked-thread.ts";
import { atOneMoment, openDatabase } from "./database.ts";
import { readinessSource } from "./readiness.ts";
import { readinessVersion } from "./readiness-version.ts";

export type ReadinessQuestion =
  | { about: "check"; administration: Administration }
  | { about: "keys"; administration: Administration; rule: string; entity: EntityName };

const { dataDir, version } = threadArgument<{ dataDir: string; version: string }>();
const db = openDatabase(dataDir, { readonly: true });
const kept = new Map<number, { asOf: string; found: Readiness }>();

function checked(administration: Administration) {
  return atOneMoment(db, () => {
    const asOf = readinessVersion(db, administration);
    const before = kept.get(administration.id);
    if (before?.asOf === asOf) return before;
    const now = { asOf, found: checkReadiness(readinessSource(db, administration, { version })) };
    kept.clear();
    kept.set(administration.id, now);
    return now;
  });
}

answering((question: ReadinessQuestion) => {
  const { asOf, found } = checked(question.administration);
  if (question.about === "check") return { asOf, found: briefly(found) };
  const finding = found.findings.find(({ code }) => code === question.rule);
  return finding?.pairs.find(({ entity }) => entity === question.entity)?.keys ?? [];
});
