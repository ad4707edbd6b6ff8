// A rule as a form writes it, and as it is written into the form.

import type { Kind } from "../../core/entities/kinds.ts";
import { type CompareRule, compareRule } from "../../core/reconcile/compare-rules.ts";

export interface RuleInput {
  ignore?: string | undefined;
  anyCase?: string | undefined;
  blanks?: string | undefined;
  absolute: string;
  relative: string;
  cutAt: string;
  map: string;
}

/** The rule; or which part cannot be read. */
export function ruleOf(kind: Kind, input: RuleInput): CompareRule | "number" | "map" {
  const decimal = (text: string) => text.trim().replace(",", ".") || null;
  const map: [string, string][] = [];
  for (const line of input.map.split(/\r?\n/)) {
    if (line.trim() === "") continue;
    const at = line.indexOf("=");
    if (at < 0) return "map";
    const means = meaning(kind, line.slice(at + 1).trim());
    if (means === null) return "map";
    map.push([line.slice(0, at).trim(), means]);
  }
  const read = compareRule.safeParse({
    ...{ ignore: input.ignore === "on", anyCase: input.anyCase === "on", blanks: input.blanks === "on" },
    ...{ absolute: decimal(input.absolute), relative: decimal(input.relative) },
    cutAt: input.cutAt.trim() === "" ? null : Number(input.cutAt),
    map: Object.fromEntries(map),
  });
  return read.success ? read.data : "number";
}

const yes = ["ja", "yes", "true", "waar"];
const no = ["nee", "no", "false", "onwaar"];

function meaning(kind: Kind, text: string): string | null {
  if (kind.name !== "flag") return text;
  if (yes.includes(text.toLowerCase())) return "true";
  return no.includes(text.toLowerCase()) ? "false" : null;
}

/** The map as its lines; a flag's in the reader's words. */
export const mapLines = (map: CompareRule["map"], word: (text: string) => string): string =>
  Object.entries(map)
    .map(([from, to]) => `${from} = ${word(to)}`)
    .join("\n");
