// Which rows are chosen: some, by number; or all that match, save some.
export interface Selection {
  all: boolean;
  /** Chosen where not all, left out where all. */
  ids: ReadonlySet<number>;
}

export const noSelection: Selection = { all: false, ids: new Set() };
export const everything: Selection = { all: true, ids: new Set() };

export const isChosen = ({ all, ids }: Selection, id: number): boolean => ids.has(id) !== all;

export function toggled({ all, ids }: Selection, id: number): Selection {
  const moved = new Set(ids);
  if (!moved.delete(id)) moved.add(id);
  return { all, ids: moved };
}

/** With all of these chosen besides. */
export function joined({ all, ids }: Selection, more: Iterable<number>): Selection {
  const moved = new Set(ids);
  for (const id of more) {
    if (all) moved.delete(id);
    else moved.add(id);
  }
  return { all, ids: moved };
}

/** How many rows of `total` are chosen. */
export const countOf = ({ all, ids }: Selection, total: number): number => (all ? total - ids.size : ids.size);
