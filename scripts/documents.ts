// The documents that are made from the code: what they say, by path. A test holds the files against this.

import type { Field } from "../core/entities/entity.ts";
import { entities, entityNames } from "../core/entities/index.ts";
import type { Kind } from "../core/entities/kinds.ts";
import { errorTexts } from "../core/errors.ts";
import { ruleTexts } from "../core/readiness/rule-texts.ts";
import { areas, rules } from "../core/readiness/rules.ts";
import { ownerTexts, severityTexts, sourceTexts } from "../core/readiness/texts.ts";
import { decisionSteps, exportSteps, runSteps } from "../core/states.ts";

const generated = "<!-- Made by `npm run docs`; change the code it is made from. -->";

function kindInWords(kind: Kind): string {
  switch (kind.name) {
    case "code":
      return kind.upper ? "code, upper case" : kind.anyCase ? "code, case does not count" : "code";
    case "email":
      return "e-mail address";
    case "vatNumber":
      return "VAT number";
    case "flag": {
      const letters = Object.keys(kind.globe).map((letter) => (letter === "" ? "empty" : letter));
      return letters.length === 0 ? "flag" : `flag, true for ${letters.join(", ")}`;
    }
    case "choice":
      return `choice: ${Object.entries(kind.globe)
        .map(([letter, name]) => `${letter} ${name}`)
        .join(", ")}`;
    case "reference":
      return `reference to ${kind.to}${kind.globe === "debtorNumber" ? " by debtor number" : kind.globe === "accountCode" ? " by account code" : ""}`;
    default:
      return kind.name;
  }
}

const roleInWords: Record<Field["role"], string> = {
  key: "pairs the records",
  company: "selects the records",
  compared: "compared",
  unsourced: "not compared: Globe has no source",
};

function fieldMap(): string {
  const parts = entityNames.map((name) => {
    const { globe, milestones, fields } = entities[name];
    const rows = fields.map(
      (field) => `| ${field.name} | ${field.globe ?? "-"} | ${kindInWords(field.kind)} | ${roleInWords[field.role]} |`,
    );
    return [
      `## ${name}: Globe ${globe}, Milestones ${milestones}`,
      "",
      "| Milestones | Globe | kind of value | role |",
      "|---|---|---|---|",
      ...rows,
    ].join("\n");
  });
  return [generated, "# Field map", "", ...parts.flatMap((part) => [part, ""])].join("\n");
}

function errors(): string {
  const parts = Object.entries(errorTexts).map(([code, { en, nl }]) =>
    [
      `## ${code}`,
      "",
      "| | English | Nederlands |",
      "|---|---|---|",
      `| What happened | ${en.what} | ${nl.what} |`,
      `| What it means | ${en.means} | ${nl.means} |`,
      `| What to do | ${en.next} | ${nl.next} |`,
    ].join("\n"),
  );
  return [generated, "# Errors", "", ...parts.flatMap((part) => [part, ""])].join("\n");
}

function drawn(title: string, steps: Readonly<Record<string, readonly string[]>>, first: string): string {
  const lines = Object.entries(steps).flatMap(([from, to]) =>
    to.length === 0 ? [`    ${from} --> [*]`] : to.map((next) => `    ${from} --> ${next}`),
  );
  return [`## ${title}`, "", "```mermaid", "stateDiagram-v2", `    [*] --> ${first}`, ...lines, "```"].join("\n");
}

function states(): string {
  return [
    generated,
    "# States",
    "",
    drawn("Run", runSteps, "running"),
    "",
    drawn("Decision", decisionSteps, "proposed"),
    "",
    drawn("Invoice on its way to Globe", exportSteps, "draft"),
    "",
  ].join("\n");
}

/** The rules of the go-live check, by area, in both languages. */
function readiness(): string {
  const parts = areas.map((area) => {
    const rows = rules
      .filter((rule) => rule.area === area)
      .map(({ code, severity, owner, source, asks }) => {
        const { en, nl } = ruleTexts[code];
        const about = [severityTexts[severity].en, ownerTexts[owner].en, sourceTexts[source].en].join(" | ");
        const asked = asks === "always" ? "yes" : "no";
        return `| ${code} | ${en.question}<br>${nl.question} | ${en.remedy}<br>${nl.remedy} | ${about} | ${asked} |`;
      });
    const head = "| rule | asks | where the answer is no | at most | owner | source | asked of files |";
    return [`## ${area.replaceAll("_", " ")}`, "", head, "|---|---|---|---|---|---|---|", ...rows].join("\n");
  });
  return [generated, "# The go-live check", "", ...parts.flatMap((part) => [part, ""])].join("\n");
}

/** Text by path, from the project's root. */
export const documents = (): Record<string, string> => ({
  "docs/field-map.md": fieldMap(),
  "docs/errors.md": errors(),
  "docs/states.md": states(),
  "docs/readiness.md": readiness(),
});
