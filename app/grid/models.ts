// Between the grid library's sort and filter models and the address.
import type { FilterModel, SortModelItem, TextFilterModel } from "ag-grid-community";
import { type Filter, type Operator, operators, type SideName, type Sort } from "./address.ts";

function columnOf(colId: string): { column: string; side?: SideName } {
  const [column = colId, side] = colId.split("@");
  return side === "globe" || side === "milestones" ? { column, side } : { column };
}

const colIdOf = (column: string, side?: SideName) => (side ? `${column}@${side}` : column);

export const sortOf = (model: readonly SortModelItem[]): Sort[] =>
  model.map(({ colId, sort }) => ({ ...columnOf(colId), descending: sort === "desc" }));

export const sortState = (sort: readonly Sort[]) =>
  sort.map(({ column, side, descending }, sortIndex) => ({
    colId: colIdOf(column, side),
    sort: descending ? ("desc" as const) : ("asc" as const),
    sortIndex,
  }));

export function filtersOf(model: FilterModel): Filter[] {
  return Object.entries(model as Record<string, TextFilterModel>).flatMap(([colId, { type, filter }]) => {
    const op = operators.find((name) => name === type);
    if (!op) return [];
    const { column, side } = columnOf(colId);
    return [{ field: column, op, value: filter ?? "", ...(side ? { side } : {}) }];
  });
}

export function filterModel(
  filters: readonly Filter[],
): Record<string, { filterType: "text"; type: Operator; filter: string }> {
  return Object.fromEntries(
    filters.map(({ field, side, op, value }) => [
      colIdOf(field, side),
      { filterType: "text", type: op, filter: value },
    ]),
  );
}
