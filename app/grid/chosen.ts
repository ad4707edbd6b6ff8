// What a choice of rows comes to before anyone decides: to how many what may be decided, and what follows.
import { decisionActions, offeredActions, type PairAction } from "../../core/states.ts";
import type { ChosenGroup } from "../../prisma/chosen.ts";
import type { PairRow } from "../../prisma/rows.ts";

/** As many as are done at once; more of them are a job, with progress and a way to stop. */
export const mostAtOnce = 500;

/** What taking Globe's value makes of one field in Milestones; canonical texts. */
export interface FieldChange {
  field: string;
  from: string;
  to: string;
}

export interface Chosen {
  /** All that were chosen. */
  total: number;
  /** To how many pairs each may be proposed. */
  free: Record<PairAction, number>;
  /** What taking Globe's value comes to: new records, and existing ones with how many fields. */
  take: { creates: number; updates: number; fields: number };
  /** Proposals that this person may decide, how many are their own, and open decisions they may take back. */
  decidable: number;
  own: number;
  undoable: number;
  /** Moves when verdicts do: what was seen. */
  version: number;
  /** Up to `mostAtOnce` rows, one by one, as they were seen. */
  rows: Pick<PairRow, "id" | "fingerprint" | "status" | "decision">[] | null;
  /** The one pair's changes, where it is one. */
  single: { key: string; title: string; changes: FieldChange[] } | null;
}

interface Counted {
  groups: readonly ChosenGroup[];
  version: number;
  /** Those chosen, where they are few. */
  rows: readonly PairRow[] | null;
}

export function chosenOf({ groups, version, rows }: Counted, me: { id: number; decides: boolean }): Chosen {
  const sum = (of: readonly ChosenGroup[], what: "pairs" | "fields" = "pairs") =>
    of.reduce((total, group) => total + group[what], 0);
  // why: what stands and writes nothing may be thought over, but only where someone looks at that one pair.
  const single = sum(groups) === 1;
  const [row] = rows ?? [];
  const open = groups.filter(({ decisionState }) => decisionState === null || (single && mayReplace(row)));
  const offered = (action: PairAction) => open.filter(({ status }) => offeredActions[status].includes(action));
  const take = offered("take_globe");
  const updates = take.filter(({ status }) => status === "different");
  const proposed = groups.filter(({ decisionState }) => decisionState === "proposed");
  const isOwn = ({ proposedById }: ChosenGroup) => proposedById === me.id;
  const undoable = groups.filter(
    (group) =>
      (group.decisionState === "proposed" || group.decisionState === "approved") && (isOwn(group) || me.decides),
  );
  return {
    total: sum(groups),
    free: Object.fromEntries(decisionActions.map((action) => [action, sum(offered(action))])) as Chosen["free"],
    take: { creates: sum(take) - sum(updates), updates: sum(updates), fields: sum(updates, "fields") },
    decidable: me.decides ? sum(proposed.filter((group) => !isOwn(group))) : 0,
    own: sum(proposed.filter(isOwn)),
    undoable: sum(undoable),
    version,
    rows: rows?.map(({ id, fingerprint, status, decision }) => ({ id, fingerprint, status, decision })) ?? null,
    single: row && single ? { key: row.key, title: row.title, changes: changesOf(row) } : null,
  };
}

const mayReplace = (row: PairRow | undefined): boolean =>
  row?.decision?.state === "approved" && row.decision.action !== "take_globe" && row.decision.scope !== "fields";

/** Numbers of the pairs to which this may be proposed. */
export const offeredRows = ({ rows }: Chosen, action: PairAction) =>
  (rows ?? []).filter(
    ({ status, decision }) =>
      offeredActions[status].includes(action) &&
      (decision === null || (rows?.length === 1 && decision.state === "approved")),
  );

const changesOf = ({ differing, ignored, globe, milestones }: PairRow): FieldChange[] =>
  differing
    .filter((field) => !ignored.includes(field))
    .map((field) => ({ field, from: milestones?.[field] ?? "", to: globe?.[field] ?? "" }));
