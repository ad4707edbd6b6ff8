// When the grid asks its rows again. Numbers move at once; rows move only while nobody is judging one.
import type { GridApi } from "ag-grid-community";
import { useCallback, useEffect, useRef, useState } from "react";
import type { PairRow } from "../../prisma/rows.ts";
import { useLive } from "../ui/live.tsx";

interface Versions {
  /** Moves when anything shown moves. */
  dataVersion: number;
  /** Moves when a verdict or value moves: rows may then stand elsewhere. */
  version: number;
}

/**
 * `isJudging`: a row is open or chosen. `rowsFollowDecisions`: which rows there are depends on what was decided.
 * `newer` says that rows wait to be shown; `show` shows them.
 */
export function useFreshRows(
  api: GridApi<PairRow> | null,
  now: Versions,
  { isJudging, rowsFollowDecisions }: { isJudging: boolean; rowsFollowDecisions: boolean },
) {
  const { turn } = useLive();
  const shown = useRef(now);
  const [newer, setNewer] = useState(false);

  const show = useCallback(() => {
    setNewer(false);
    api?.refreshInfiniteCache();
  }, [api]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: news alone makes the rows be asked again
  useEffect(() => {
    const before = shown.current;
    if (now.dataVersion === before.dataVersion) return;
    shown.current = now;
    const staysInPlace = now.version === before.version && !rowsFollowDecisions;
    if (isJudging && !staysInPlace) setNewer(true);
    else show();
  }, [now.dataVersion, now.version, turn]);

  return { newer, show };
}
