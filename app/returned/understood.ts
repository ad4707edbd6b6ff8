// What may be filled in in a workbook: the words of both languages, whoever reads, each with what it stands for.
import { decisionActions, type PairAction } from "../../core/states.ts";
import { type Reason, reasons } from "../decisions/reasons.ts";
import { words } from "../i18n/words.ts";

const spoken = [words.nl, words.en];

export const understood = {
  actions: Object.fromEntries(
    spoken.flatMap(({ decide }) => decisionActions.map((action) => [decide[action], action])),
  ) as Record<string, PairAction>,
  reasons: Object.fromEntries(spoken.flatMap(({ reason }) => reasons.map((one) => [reason[one], one]))) as Record<
    string,
    Reason
  >,
};
