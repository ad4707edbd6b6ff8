// A view as SQL: what must hold, and the order. Field names stand in the text, held against the entity first; values
// never do.

import { entities } from "../core/entities/index.ts";
import type { Kind } from "../core/entities/kinds.ts";
import { type Status, statuses } from "../core/reconcile/compare.ts";
import type { Database } from "./database.ts";
import { folded } from "./search-text.ts";
import type { View } from "./view.ts";

export interface ViewSql {
  /** All that must hold; each part is a condition of its own too. */
  where: string;
  parts: Record<"pairs" | "statuses" | "differing" | "decision", string>;
  /** What must hold of a differing cell itself: the field, and who moved it. */
  cells: Record<"field" | "moved", string>;
  orderBy: string;
  params: Record<string, unknown>;
}

type Sided = "globe" | "milestones" | undefined;

/** Makes `folded` a word of SQL on this handle. */
export function learnFolded(db: Database): void {
  db.function("folded", { deterministic: true }, (text) => (text === null ? "" : folded(String(text))));
}

/** `comparable`: whether the entity's verdicts count now; where not, every pair's status is not_comparable. */
export function viewSql(view: View, comparable: boolean): ViewSql {
  const params: Record<string, unknown> = { administrationId: view.administrationId, entity: view.entity };
  const named = (value: unknown): string => {
    const name = `p${Object.keys(params).length}`;
    params[name] = value;
    return `@${name}`;
  };
  const pairs = [
    "pair.administrationId = @administrationId AND pair.entity = @entity",
    ...(view.keys ? [inKeys(named(JSON.stringify(view.keys)))] : []),
    ...searchConditions(view.search, named),
    ...view.filters.map((filter) => filterCondition(view, filter, named)),
    ...workConditions(view, named),
    ...seenConditions(view, named),
    ...view.picked.map(({ field, values }) => pickedCondition(view, field, named(JSON.stringify(values)))),
  ];
  const cells = cellConditions(view, named);
  const parts = {
    pairs: pairs.join("\n  AND "),
    statuses: statusCondition(view.statuses, comparable),
    differing: differingCondition(cells, comparable),
    decision: decisionCondition(view.decision, named),
  };
  return { where: Object.values(parts).join("\n  AND "), parts, cells, orderBy: order(view), params };
}

/** A linked pair is found by either of its two codes. */
const inKeys = (keys: string): string =>
  `(pair.key IN (SELECT value FROM json_each(${keys})) OR pair.linkedKey IN (SELECT value FROM json_each(${keys})))`;

const always = "1";
const never = "0";

function cellConditions({ differingIn = [], moved }: View, named: (value: unknown) => string): ViewSql["cells"] {
  return {
    field: differingIn.length === 0 ? always : `cell.field IN (${differingIn.map((field) => named(field)).join(", ")})`,
    moved: moved === undefined ? always : `cell.moved = ${named(moved)}`,
  };
}

function differingCondition({ field, moved }: ViewSql["cells"], comparable: boolean): string {
  if (field === always && moved === always) return always;
  // why: a cell is part of the last verdict, which does not count now.
  if (!comparable) return never;
  return `pair.id IN (SELECT cell.pairId FROM cell WHERE ${field} AND ${moved})`;
}

// why: as a set of numbers, which has an index of its own; asked of each pair, every row would have to be read.
function decisionCondition(wanted: View["decision"], named: (value: unknown) => string): string {
  if (wanted === undefined) return always;
  const open = (state: string) =>
    `(SELECT open.id FROM pair AS open WHERE open.administrationId = @administrationId AND open.entity = @entity
       AND open.decisionState ${state})`;
  if (wanted === "none") return `pair.id NOT IN ${open("IS NOT NULL")}`;
  // why: what is being applied was approved; it is so for seconds.
  return `pair.id IN ${open(wanted === "approved" ? "IN ('approved', 'applying')" : `= ${named(wanted)}`)}`;
}

function workConditions({ assignedTo, dueBefore }: View, named: (value: unknown) => string): string[] {
  const given = (which: string) => `(SELECT pairId FROM assignment WHERE ${which})`;
  const some = given("assigneeId IS NOT NULL");
  return [
    ...(assignedTo === "anyone" ? [`pair.id IN ${some}`] : assignedTo === "nobody" ? [`pair.id NOT IN ${some}`] : []),
    ...(typeof assignedTo === "number" ? [`pair.id IN ${given(`assigneeId = ${named(assignedTo)}`)}`] : []),
    ...(dueBefore ? [`pair.id IN ${given(`dueOn < ${named(dueBefore)}`)} AND pair.status <> 'equal'`] : []),
  ];
}

function seenConditions({ firstSeen, past }: View, named: (value: unknown) => string): string[] {
  const { from, before } = firstSeen ?? {};
  return [
    ...(firstSeen ? ["pair.firstSeenAt IS NOT NULL"] : []),
    ...(from ? [`pair.firstSeenAt >= ${named(from)}`] : []),
    ...(before ? [`pair.firstSeenAt < ${named(before)}`] : []),
    ...(past === "recurring" ? ["pair.recurred > 0"] : []),
    ...(past === "settled"
      ? [`pair.firstSeenAt IS NULL AND pair.id IN (SELECT pairId FROM difference WHERE closedAt IS NOT NULL)`]
      : []),
  ];
}

function statusCondition(wanted: readonly Status[], comparable: boolean): string {
  if (wanted.length === 0) return always;
  if (!comparable) return wanted.includes("not_comparable") ? always : never;
  const list = statuses.filter((status) => wanted.includes(status)).map((status) => `'${status}'`);
  return `pair.status IN (${list.join(", ")})`;
}

function searchConditions(search: string, named: (value: unknown) => string): string[] {
  const words = folded(search).split(/\s+/).filter(Boolean);
  return words.length === 0 ? [] : [mentions(words.map(named))];
}

/** Every text of the pair's is in what is searched, so what is not mentioned there is in no field. */
const mentions = (texts: readonly string[]) =>
  `EXISTS (SELECT 1 FROM search_text WHERE search_text.pairId = pair.id AND ${texts.map((text) => `instr(search_text.text, ${text}) > 0`).join(" AND ")})`;

function filterCondition(view: View, filter: View["filters"][number], named: (value: unknown) => string): string {
  const wanted = folded(filter.value);
  const value = named(wanted);
  const holds = (text: string): string => {
    switch (filter.op) {
      case "contains":
        return `instr(folded(${text}), ${value}) > 0`;
      case "startsWith":
        return `substr(folded(${text}), 1, length(${value})) = ${value}`;
      case "equals":
        return `folded(${text}) = ${value}`;
      case "blank":
        return `coalesce(${text}, '') = ''`;
      case "notBlank":
        return `coalesce(${text}, '') <> ''`;
    }
  };
  if (filter.field === "key" || filter.field === "title") return holds(`pair.${filter.field}`);
  checkField(view, filter.field);
  const wantedSides = filter.side ? [filter.side] : sides;
  const held = `(${wantedSides.map((side) => holds(fieldText(side, filter.field))).join(filter.op === "blank" ? " AND " : " OR ")})`;
  // why: looking in one text first is far cheaper than reading and folding a field of each pair. Flags are not in it.
  const isSearched = ["contains", "startsWith", "equals"].includes(filter.op) && !"true false".includes(wanted);
  return isSearched ? `(${mentions([value])} AND ${held})` : held;
}

const sides = ["globe", "milestones"] as const;

function pickedCondition(view: View, field: string, values: string): string {
  const says = (side: (typeof sides)[number]) =>
    `${recordText(view, side, field)} IN (SELECT value FROM json_each(${values}))`;
  return `(${sides.map(says).join(" OR ")})`;
}

/** What a side's record says of a field, "" where that is empty; null where there is no record. */
export function recordText(view: View, side: (typeof sides)[number], field: string): string {
  checkField(view, field);
  return `iif(pair.${side}Records > 0, coalesce(${fieldText(side, field)}, ''), NULL)`;
}

const fieldText = (side: "globe" | "milestones", field: string) => `pair.${side} ->> '$[0].${field}'`;

function checkField(view: View, name: string): Kind {
  const field = entities[view.entity].compared.find((one) => one.name === name);
  if (!field) throw new Error(`${view.entity} has no field ${name}`);
  return field.kind;
}

const statusRank = `CASE pair.status ${statuses.map((status, rank) => `WHEN '${status}' THEN ${rank}`).join(" ")} END`;

function order(view: View): string {
  const terms = view.sort.map(({ column, descending, side }) => {
    const direction = descending ? " DESC" : "";
    return `${sortText(view, column, side)}${direction}`;
  });
  // why: a key is unique within an entity, so with it no two rows change places between blocks.
  return view.sort.some(({ column }) => column === "key")
    ? terms.join(", ")
    : [...terms, "pair.comparedKey"].join(", ");
}

function sortText(view: View, column: string, side: Sided): string {
  switch (column) {
    case "key":
      return "pair.comparedKey";
    case "differs":
    case "changedAt":
      return `pair.${column}`;
    case "title":
      return "pair.title COLLATE NOCASE";
    case "status":
      return statusRank;
    case "decision":
      return "pair.decisionState";
    case "firstSeenAt":
      return "coalesce(pair.firstSeenAt, '9999')";
    case "due":
      // why: what has no day stands last, before what is nobody's.
      return `(SELECT coalesce(dueOn, '9999') FROM assignment WHERE pairId = pair.id)`;
  }
  const kind = checkField(view, column);
  // why: an empty text and no record at all are one thing, and stand first.
  const filled = (one: "globe" | "milestones") => `nullif(${fieldText(one, column)}, '')`;
  const text = side ? filled(side) : `coalesce(${filled("globe")}, ${filled("milestones")})`;
  // why: only the order is by floating point; what is shown and compared stays decimal text.
  return kind.name === "number" ? `CAST(${text} AS REAL)` : `${text} COLLATE NOCASE`;
}
