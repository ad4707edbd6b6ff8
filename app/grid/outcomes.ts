// What came of many rows, in one count: what was done, and what was refused and why.
import type { BulkRefusal } from "../../prisma/bulk.ts";
import type { DecisionRefusal, Outcome } from "../../prisma/decisions.ts";
import type { Translate } from "../i18n/translator.ts";

export interface Done {
  /** Numbers of the decisions made or moved. */
  done: number[];
  refused: Partial<Record<DecisionRefusal, number>>;
}

export function summary(outcomes: readonly Outcome[]): Done {
  const refused: Done["refused"] = {};
  for (const { refused: why } of outcomes) if (why) refused[why] = (refused[why] ?? 0) + 1;
  const done = outcomes.flatMap(({ refused: why, decisionId }) => (why || decisionId === null ? [] : [decisionId]));
  return { done, refused };
}

/** A sentence for each reason why rows were refused. */
export const refusedWords = (t: Translate, refused: Partial<Record<BulkRefusal, number>>): string[] =>
  Object.entries(refused).map(([name, count]) =>
    t("refused.count", { count, why: t(`refused.${name as BulkRefusal}`) }),
  );
