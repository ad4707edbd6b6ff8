// What can stand in an invoice's way, in plain words: code, sentence, remedy, in both languages.
// The codes are those that `tieout invoices list` prints; warnings never block.
import type { EntityName } from "../entities/entity.ts";
import type { Language } from "../errors.ts";
import { blockingTexts } from "./finding-texts.ts";
import { warningTexts } from "./warning-texts.ts";

export const findingTexts = { ...blockingTexts, ...warningTexts };

/** A sentence of a finding. A code with several sentences has them as "code:which". */
export type FindingText = keyof typeof findingTexts;

type CodeOf<Text extends string> = Text extends `${infer Code}:${string}` ? Code : Text;
export type BlockingCode = CodeOf<keyof typeof blockingTexts>;
export type WarningCode = CodeOf<keyof typeof warningTexts>;
export type FindingCode = BlockingCode | WarningCode;

export type Severity = "blocking" | "warning";

/** What must heal. Entities have a pair to look at; the others are Globe's own or the invoice's. */
export type CauseKind = EntityName | "account" | "journal" | "period" | "invoice";

export interface Cause {
  kind: CauseKind;
  /** The business key; "" where nothing is named. */
  key: string;
}

export interface Finding {
  code: FindingCode;
  severity: Severity;
  text: FindingText;
  cause: Cause;
  /** The pairs a person opens to heal it: the cause itself, or the items that name a ledger account. */
  pairs: { entity: EntityName; key: string }[];
  /** Fill the sentence's placeholders. */
  values: Record<string, string>;
  /** Numbers of the invoice's lines it stands on; none: the invoice as a whole. */
  lines: number[];
}

const withPairs: readonly CauseKind[] = [
  "costCenter",
  "currency",
  "vatCode",
  "employee",
  "customer",
  "item",
  "project",
] satisfies EntityName[];

const isEntity = (kind: CauseKind): kind is EntityName => withPairs.includes(kind);

/** A finding on a cause. `items`: codes of the items that led to it. */
export function finding(
  text: FindingText,
  kind: CauseKind,
  key: string,
  rest: { values?: Record<string, string>; line?: number; items?: readonly string[] } = {},
): Finding {
  const items = (rest.items ?? []).filter((item) => item !== "" && !item.startsWith("?"));
  return {
    code: (text.split(":")[0] ?? text) as FindingCode,
    severity: text in blockingTexts ? "blocking" : "warning",
    text,
    cause: { kind, key },
    pairs: [
      ...(isEntity(kind) && key !== "" ? [{ entity: kind, key }] : []),
      ...items.map((item) => ({ entity: "item" as const, key: item })),
    ],
    values: { key: key === "" ? "-" : key, ...rest.values },
    lines: rest.line === undefined ? [] : [rest.line],
  };
}

/**
 * One finding a sentence and cause: what several lines share stands once, with all their numbers and pairs. What lies in
 * the invoice itself stands as often as it is said in other words.
 */
export function merged(findings: readonly Finding[]): Finding[] {
  const found = new Map<string, Finding>();
  for (const one of findings) {
    const name = JSON.stringify([one.text, one.cause, one.cause.kind === "invoice" ? one.values : null]);
    const before = found.get(name);
    if (!before) found.set(name, { ...one, lines: [...one.lines], pairs: [...one.pairs] });
    else {
      before.lines.push(...one.lines.filter((line) => !before.lines.includes(line)));
      for (const pair of one.pairs)
        if (!before.pairs.some(({ entity, key }) => entity === pair.entity && key === pair.key))
          before.pairs.push(pair);
    }
  }
  return [...found.values()];
}

/** What is wrong and what to do, for people. */
export function inWords(
  of: Pick<Finding, "text" | "values">,
  language: Language,
): { sentence: string; remedy: string } {
  const { sentence, remedy } = findingTexts[of.text][language];
  const filled = (text: string) => text.replace(/\{(\w+)\}/g, (whole, name: string) => of.values[name] ?? whole);
  return { sentence: filled(sentence), remedy: filled(remedy) };
}
