// Rows that someone is choosing among are not moved away under the hand: they keep their places, with news in them,
// until the newer list is asked for or the choice is let go.
import { useEffect, useRef, useState } from "react";

interface Row {
  id: number;
}

/** The rows in their old places, each as it is now; whether the list by now has others, or another order. */
export function steadied<One extends Row>(
  before: readonly One[],
  now: readonly One[],
): { rows: readonly One[]; newer: boolean } {
  const found = new Map(now.map((row) => [row.id, row]));
  const rows = before.map((row) => found.get(row.id) ?? row);
  const newer = before.length !== now.length || before.some((row, at) => row.id !== now[at]?.id);
  return { rows, newer };
}

/** `list` names what was asked for: another list is shown at once. */
export function useSteadyRows<One extends Row>(now: readonly One[], list: string, isJudging: boolean) {
  const [kept, setKept] = useState({ list, rows: now });
  const latest = useRef(now);
  latest.current = now;
  const holds = isJudging && kept.list === list;
  const { rows, newer } = holds ? steadied(kept.rows, now) : { rows: now, newer: false };

  useEffect(() => {
    if (!holds) setKept({ list, rows: now });
  }, [holds, list, now]);

  return { rows, newer, show: () => setKept({ list, rows: latest.current }) };
}
