// The values of a field over a view, each with how many of its pairs say so on either side: what picking it would show.
// Counting reads every pair of the view; asked for again while someone searches in them, they come from memory.
import type { Database } from "./database.ts";
import { entityState } from "./entity-state.ts";
import { folded } from "./search-text.ts";
import type { View } from "./view.ts";
import { learnFolded, recordText, viewSql } from "./view-sql.ts";

export interface FieldValues {
  /** Those that most pairs say, of the ones asked for; the picked ones among them even with none. */
  values: { value: string; pairs: number }[];
  /** How many values there are, and how many of them hold what was searched for. */
  all: number;
  found: number;
}

export interface ValuesAsked {
  view: View;
  field: string;
  search: string;
}

/** Values shown at once. */
export const valuesAtOnce = 200;

type Counts = readonly (readonly [value: string, pairs: number])[];

/** Answers by what was counted, as of one moment; the longest unused goes first. */
export type KeptCounts = Map<string, Counts>;

const keptAtMost = 4;

/** Under all other conditions of the view: its own picks of this field do not narrow it. */
export function fieldValues(db: Database, { view, field, search }: ValuesAsked, kept: KeptCounts): FieldValues {
  const picked = view.picked.find((one) => one.field === field)?.values ?? [];
  const around = { ...view, sort: [], picked: view.picked.filter((one) => one.field !== field) };
  const counts = keptCounts(db, around, field, kept);
  const wanted = folded(search.trim());
  const found = wanted === "" ? counts : counts.filter(([value]) => folded(value).includes(wanted));
  const shown = new Map(found.slice(0, valuesAtOnce));
  if (wanted === "") for (const value of picked) shown.set(value, countOf(counts, value));
  return {
    values: [...shown].map(([value, pairs]) => ({ value, pairs })),
    all: counts.length,
    found: found.length,
  };
}

const countOf = (counts: Counts, value: string) => counts.find(([one]) => one === value)?.[1] ?? 0;

function keptCounts(db: Database, view: View, field: string, kept: KeptCounts): Counts {
  // why: what a view holds may move with decisions too.
  const { dataVersion } = entityState(db, view.administrationId, view.entity);
  const key = `${dataVersion} ${field} ${JSON.stringify(view)}`;
  const counts = kept.get(key) ?? counted(db, view, field);
  kept.delete(key);
  kept.set(key, counts);
  for (const oldest of kept.keys()) if (kept.size > keptAtMost) kept.delete(oldest);
  return counts;
}

/** Most pairs first, then in order of the value. */
function counted(db: Database, view: View, field: string): Counts {
  learnFolded(db);
  const { comparable } = entityState(db, view.administrationId, view.entity);
  const { where, params } = viewSql(view, comparable);
  const counts = new Map<string, number>();
  const add = (value: string, pairs: number) => counts.set(value, (counts.get(value) ?? 0) + pairs);
  // why: in the order of keys pairs lie as they were written; and both texts of a row are read at once.
  const rows = db
    .prepare<[Record<string, unknown>], [string | null, string | null, number]>(
      `SELECT globe, milestones, count(*) FROM (
         SELECT ${recordText(view, "globe", field)} AS globe, ${recordText(view, "milestones", field)} AS milestones
         FROM pair WHERE ${where})
       GROUP BY 1, 2`,
    )
    .raw();
  for (const [globe, milestones, pairs] of rows.iterate(params)) {
    if (globe !== null) add(globe, pairs);
    if (milestones !== null && milestones !== globe) add(milestones, pairs);
  }
  return [...counts].sort(([left, most], [right, less]) => less - most || (left < right ? -1 : 1));
}
