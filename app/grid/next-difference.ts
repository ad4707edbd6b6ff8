// The next cell that differs and is not ignored, in reading order: along the row, then down, among the rows that are there.
import type { GridApi } from "ag-grid-community";
import type { PairRow } from "../../prisma/rows.ts";

/** Moves the focus there; where none follows among the loaded rows, to the first row that is not loaded yet. */
export function nextDifference(api: GridApi<PairRow> | null): void {
  if (!api) return;
  const columns = api.getAllDisplayedColumns();
  const focused = api.getFocusedCell();
  let at = focused ? columns.indexOf(focused.column) + 1 : 0;
  for (let index = focused?.rowIndex ?? 0; index < api.getDisplayedRowCount(); index += 1, at = 0) {
    const row = api.getDisplayedRowAtIndex(index)?.data;
    const found = row
      ? columns.slice(at).find((column) => {
          const name = column.getColId().split("@")[0] ?? "";
          return row.differing.includes(name) && !row.ignored.includes(name);
        })
      : columns[0];
    if (!found) continue;
    api.ensureIndexVisible(index);
    api.ensureColumnVisible(found);
    api.setFocusedCell(index, found);
    return;
  }
}
