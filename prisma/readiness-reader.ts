// The front to the go-live check: asked of a thread, kept until something moves.

import type { Administration } from "../core/administration.ts";
import type { EntityName } from "../core/entities/entity.ts";
import type { BriefReadiness } from "../core/readiness/brief.ts";
import { askedThread } from "./asked-thread.ts";
import { openDatabase } from "./database.ts";
import type { ReadinessQuestion } from "./readiness-thread.ts";
import { readinessVersion } from "./readiness-version.ts";

export type BriefFinding = BriefReadiness["findings"][number];

/** A check with the version of the facts that it is of. */
export interface Checked {
  asOf: string;
  found: BriefReadiness;
}

export interface ReadinessReader {
  check(administration: Administration): Promise<Checked>;
  /** The keys of the pairs that a rule found, as printed; none where it found none. */
  keys(administration: Administration, rule: string, entity: EntityName): Promise<string[]>;
  close(): Promise<void>;
}

/** To be closed. `version` is Tieout's own. */
export function readinessReader(dataDir: string, version: string): ReadinessReader {
  const db = openDatabase(dataDir, { readonly: true });
  const thread = askedThread<ReadinessQuestion>(new URL("./readiness-thread.js", import.meta.url).href, {
    ...{ dataDir, version },
  });
  const kept = new Map<number, { asOf: string; answers: Map<string, Promise<unknown>> }>();

  function answered<Result>(question: ReadinessQuestion, name: string): Promise<Result> {
    const { id } = question.administration;
    const asOf = readinessVersion(db, question.administration);
    const before = kept.get(id);
    const now = before?.asOf === asOf ? before : { asOf, answers: new Map<string, Promise<unknown>>() };
    kept.set(id, now);
    const known = now.answers.get(name);
    if (known) return known as Promise<Result>;
    const answer = thread.ask(question) as Promise<Result>;
    now.answers.set(name, answer);
    answer.catch(() => now.answers.delete(name));
    return answer;
  }

  return {
    check: (administration) => answered({ about: "check", administration }, "check"),
    keys: (administration, rule, entity) =>
      answered({ about: "keys", administration, rule, entity }, `keys ${rule} ${entity}`),
    async close() {
      await thread.close();
      db.close();
    },
  };
}
