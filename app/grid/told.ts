// A grid's filter and order in a sentence, for the workbook's cover.
import type { Translate } from "../i18n/translator.ts";
import type { Choice, Filter } from "./address.ts";

export interface Telling {
  t: Translate;
  field: (name: string) => string;
  /** What the code and name columns are called. */
  keyField: string;
}

export function toldFilter(choice: Choice, { t, field, keyField }: Telling): string {
  const named = (name: string) => field(name === "key" ? keyField : name === "title" ? "Name" : name);
  const filter = ({ field: name, op, value, side }: Filter) =>
    `${named(name)}${side ? ` (${t(`grid.${side}`)})` : ""} ${t(`operator.${op}`)}${value ? ` “${value}”` : ""}`;
  const parts = [
    choice.statuses.map((status) => t(`status.${status}`)).join(" / "),
    choice.search && `“${choice.search}”`,
    ...choice.filters.map(filter),
    ...choice.picked.map(
      ({ field: name, values }) => `${named(name)}: ${values.map((value) => value || t("values.empty")).join(" / ")}`,
    ),
    choice.differingIn.length > 0 && t("grid.differsIn", { fields: choice.differingIn.map(named).join(", ") }),
    choice.moved && t(`moved.${choice.moved}`),
    choice.assigned && t(`filter.${choice.assigned === "me" ? "mine" : choice.assigned}`),
    choice.overdue && t("filter.overdue"),
    choice.age && t("age.filter", { bucket: t(`age.bucket.${choice.age}`) }),
    choice.past && t(`age.${choice.past}`),
    choice.finding && t("grid.finding"),
    choice.decision && (choice.decision === "none" ? t("operator.undecided") : t(`decisionState.${choice.decision}`)),
  ];
  return parts.filter(Boolean).join("; ") || t("excel.none");
}

export function toldOrder({ sort }: Choice, { t, field, keyField }: Telling): string {
  if (sort.length === 0) return field(keyField);
  const named = (column: string) => {
    if (column === "status") return t("grid.status");
    if (column === "due") return t("assign.due");
    if (column === "firstSeenAt") return t("age.column");
    return field(column === "key" ? keyField : column === "title" ? "Name" : column);
  };
  return sort.map(({ column, descending }) => `${named(column)} ${descending ? "↓" : "↑"}`).join(", ");
}
