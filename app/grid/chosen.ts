// What a choice of rows comes to before anyone decides: which pairs, what may be decided about them, and what follows.
import { offeredActions } from "../../core/states.ts";
import type { PairRow } from "../../prisma/rows.ts";

/** As many as one decision may be about. */
export const mostAtOnce = 500;

/** What taking Globe's value makes of one field in Milestones; canonical texts. */
export interface FieldChange {
  field: string;
  from: string;
  to: string;
}

export interface Chosen {
  /** All that were chosen, also those above the most at once. */
  total: number;
  /** Pairs to which Globe's value can be taken: new records, and existing ones with how many fields. */
  take: { pairs: { id: number; fingerprint: string }[]; creates: number; updates: number; fields: number };
  keep: { pairs: { id: number; fingerprint: string }[] };
  /** Proposals that this person may decide, how many are their own, and open decisions they may take back. */
  decidable: number[];
  own: number;
  undoable: number[];
  /** The one pair's changes, where it is one. */
  single: { key: string; title: string; changes: FieldChange[] } | null;
}

export function chosenOf(rows: readonly PairRow[], total: number, me: { id: number; decides: boolean }): Chosen {
  const free = rows.filter((row) => row.decision === null);
  const offered = (action: "take_globe" | "keep_milestones") =>
    free.filter((row) => offeredActions[row.status].includes(action));
  const take = offered("take_globe");
  const updates = take.filter((row) => row.status === "different");
  const pairs = (of: readonly PairRow[]) => of.map(({ id, fingerprint }) => ({ id, fingerprint }));
  const open = rows.flatMap((row) => row.decision ?? []);
  const proposed = open.filter(({ state }) => state === "proposed");
  const [row] = rows;
  return {
    total,
    take: {
      pairs: pairs(take),
      creates: take.length - updates.length,
      updates: updates.length,
      fields: updates.reduce((sum, one) => sum + one.differing.length, 0),
    },
    keep: { pairs: pairs(offered("keep_milestones")) },
    decidable: me.decides ? proposed.filter(({ proposedById }) => proposedById !== me.id).map(({ id }) => id) : [],
    own: proposed.filter(({ proposedById }) => proposedById === me.id).length,
    undoable: open.filter(({ proposedById }) => proposedById === me.id || me.decides).map(({ id }) => id),
    single: row && rows.length === 1 ? { key: row.key, title: row.title, changes: changesOf(row) } : null,
  };
}

const changesOf = ({ differing, globe, milestones }: PairRow): FieldChange[] =>
  differing.map((field) => ({ field, from: milestones?.[field] ?? "", to: globe?.[field] ?? "" }));
