// The grid itself, loaded only in the browser. It draws rows and tells what was pressed; which rows there are and how
// they are shown comes from outside, from the page's address.
import { AG_GRID_LOCALE_EN, AG_GRID_LOCALE_NL } from "@ag-grid-community/locale";
import {
  CellStyleModule,
  type ColDef,
  type Column,
  ColumnApiModule,
  type GetRowIdParams,
  type GridApi,
  InfiniteRowModelModule,
  LocaleModule,
  ModuleRegistry,
  RenderApiModule,
  RowApiModule,
  RowStyleModule,
  ScrollApiModule,
  TextFilterModule,
  TooltipModule,
} from "ag-grid-community";
import { AgGridReact } from "ag-grid-react";
import { useEffect, useMemo, useRef } from "react";
import type { PairRow } from "../../prisma/rows.ts";
import { nonceOfPage } from "../ui/nonce.ts";
import { type Address, type Choice, emptyAddress, type Look, writeAddress } from "./address.ts";
import type { GridContext } from "./cells.ts";
import { type ColumnsWanted, columnDefs } from "./column-defs.ts";
import { lookText } from "./look.ts";
import { filterModel, filtersOf, sortOf, sortState } from "./models.ts";
import { blockSize, type RowSource } from "./row-source.ts";
import { rowHeight, theme } from "./theme.ts";

ModuleRegistry.registerModules([
  CellStyleModule,
  ColumnApiModule,
  InfiniteRowModelModule,
  LocaleModule,
  RenderApiModule,
  RowApiModule,
  RowStyleModule,
  ScrollApiModule,
  TextFilterModule,
  TooltipModule,
]);

export interface PairsGridProps extends Omit<ColumnsWanted, "address"> {
  address: Address;
  source: RowSource;
  context: GridContext;
  name: string;
  onReady: (api: GridApi<PairRow>) => void;
  onChoice: (choice: Partial<Choice>) => void;
  /** Someone moved, pinned or stretched a column. */
  onLook: (look: Partial<Look>) => void;
  onOpen: (row: PairRow) => void;
  onTotal: (total: number, dataVersion: number) => void;
  onFailed: (failed: boolean) => void;
  onHover: (at: { row: PairRow; field: string; cell: HTMLElement } | null) => void;
}

export default function PairsGrid(props: PairsGridProps) {
  const { address, source, context } = props;
  const nonce = useMemo(nonceOfPage, []);
  const api = useRef<GridApi<PairRow>>();
  const now = useRef(props);
  now.current = props;

  // why: the grid compares by identity, so what a cell asks must be one object that stays.
  const shared = useRef({ ...context });
  Object.assign(shared.current, context);

  // biome-ignore lint/correctness/useExhaustiveDependencies: columns move only with what they show
  const defs = useMemo(
    () => columnDefs({ ...props, address }),
    [props.columns, props.differing, props.hasWork, lookText(address), context.speech.language],
  );

  const datasource = useMemo(
    () => ({
      async getRows({ startRow, endRow, successCallback, failCallback }: Parameters<DatasourceRows>[0]) {
        try {
          const { rows, total, dataVersion } = await source.block(startRow, endRow - startRow);
          now.current.onFailed(false);
          now.current.onTotal(total, dataVersion);
          successCallback(rows, total);
        } catch {
          now.current.onFailed(true);
          failCallback();
        }
      },
    }),
    [source],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: another selection only draws the boxes anew
  useEffect(() => {
    api.current?.refreshCells({ columns: ["choice"], force: true });
    api.current?.redrawRows();
  }, [context.selection, address.pair]);

  const filterText = textOf({ filters: address.filters });
  // biome-ignore lint/correctness/useExhaustiveDependencies: compared by text
  useEffect(() => {
    const { current } = api;
    if (!current || sameFilters(current, address)) return;
    current.setFilterModel(filterModel(address.filters));
  }, [filterText]);

  const sortText = textOf({ sort: address.sort });
  // biome-ignore lint/correctness/useExhaustiveDependencies: compared by text
  useEffect(() => {
    api.current?.applyColumnState({ state: sortState(address.sort), defaultState: { sort: null } });
  }, [sortText, defs]);

  const placed = `${address.order.join()} ${address.pinned.join()} ${address.view}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: columns stay where they are until someone puts them elsewhere
  useEffect(() => {
    const { current } = api;
    const inPlace = defs.flatMap((def): ColDef<PairRow>[] => ("children" in def ? def.children : [def]));
    current?.applyColumnState({ state: inPlace.flatMap(({ colId }) => (colId ? [{ colId }] : [])), applyOrder: true });
  }, [placed]);

  return (
    <AgGridReact<PairRow>
      theme={theme}
      styleNonce={nonce}
      localeText={context.speech.language === "nl" ? AG_GRID_LOCALE_NL : AG_GRID_LOCALE_EN}
      rowModelType="infinite"
      datasource={datasource}
      cacheBlockSize={blockSize}
      maxBlocksInCache={20}
      maxConcurrentDatasourceRequests={2}
      blockLoadDebounceMillis={30}
      infiniteInitialRowCount={30}
      columnDefs={defs}
      defaultColDef={defaultColumn}
      context={shared.current}
      getRowId={rowId}
      rowHeight={rowHeight(address.split, address.compact)}
      rowClassRules={{
        "is-open": ({ data }) => data !== undefined && data.id === now.current.address.pair,
        "is-hatched": ({ data }) => data?.status === "not_comparable",
        "is-chosen": ({ data }) => data !== undefined && isChosenRow(now.current.context, data.id),
      }}
      ensureDomOrder
      maintainColumnOrder
      enableCellTextSelection
      suppressDragLeaveHidesColumns
      suppressMenuHide={false}
      tooltipShowDelay={400}
      getDocument={() => document}
      gridId="pairs"
      onGridReady={({ api: ready }) => {
        api.current = ready;
        ready.setGridAriaProperty("label", props.name);
        ready.applyColumnState({ state: sortState(address.sort) });
        if (address.filters.length > 0) ready.setFilterModel(filterModel(address.filters));
        props.onReady(ready);
      }}
      onSortChanged={({ api: grid }) => {
        const sort = sortOf(
          grid
            .getColumnState()
            .filter((column) => column.sort)
            .sort((left, right) => (left.sortIndex ?? 0) - (right.sortIndex ?? 0))
            .map(({ colId, sort: direction }) => ({ colId, sort: direction ?? "asc" })),
        );
        if (textOf({ sort }) !== textOf({ sort: now.current.address.sort })) props.onChoice({ sort });
      }}
      onColumnMoved={({ api: grid, finished, source: by }) => {
        if (finished && by.startsWith("ui")) props.onLook({ order: fieldsOnScreen(grid) });
      }}
      onColumnPinned={({ api: grid, source: by }) => {
        if (by.startsWith("ui"))
          props.onLook({ pinned: fieldsPinned(grid).filter((name) => name !== props.columns.title) });
      }}
      onColumnResized={({ finished, column, source: by }) => {
        if (!finished || !column || !(by.startsWith("ui") || by.startsWith("autosize"))) return;
        const { widths } = now.current.address;
        props.onLook({ widths: { ...widths, [column.getColId()]: Math.round(column.getActualWidth()) } });
      }}
      onFilterChanged={({ api: grid }) => {
        if (!sameFilters(grid, now.current.address)) props.onChoice({ filters: filtersOf(grid.getFilterModel()) });
      }}
      onCellClicked={({ data, column }) => {
        if (!data) return;
        if (column.getColId() !== "choice") props.onOpen(data);
      }}
      onCellMouseOver={({ data, column, event }) => {
        const cell = (event?.target as HTMLElement | null)?.closest<HTMLElement>(".ag-cell");
        if (data && cell) props.onHover({ row: data, field: column.getColId(), cell });
      }}
      onCellMouseOut={() => props.onHover(null)}
      onBodyScroll={() => props.onHover(null)}
    />
  );
}

interface Rows {
  startRow: number;
  endRow: number;
  successCallback: (rows: PairRow[], last?: number) => void;
  failCallback: () => void;
}
type DatasourceRows = (rows: Rows) => void;

const defaultColumn = { sortable: true, resizable: true, suppressHeaderMenuButton: true, minWidth: 60 };
const rowId = ({ data }: GetRowIdParams<PairRow>) => String(data.id);
const isChosenRow = ({ selection: { all, ids } }: GridContext, id: number) => ids.has(id) !== all;

const textOf = (part: Partial<Address>) => writeAddress({ ...emptyAddress, ...part }).toString();
const sameFilters = (grid: GridApi<PairRow>, { filters }: Address) =>
  textOf({ filters: filtersOf(grid.getFilterModel()) }) === textOf({ filters });

const ofPair = ["choice", "status", "key", "title", "firstSeenAt", "due"];

/** Names of the fields shown, in the order on screen. */
export const fieldsOnScreen = (grid: GridApi<PairRow>): string[] => fieldsOf(grid.getAllDisplayedColumns());

const fieldsPinned = (grid: GridApi<PairRow>): string[] => fieldsOf(grid.getDisplayedLeftColumns());

function fieldsOf(columns: readonly Column[]): string[] {
  const names = columns.map((column) => column.getColId().split("@")[0] ?? "");
  return [...new Set(names)].filter((name) => !ofPair.includes(name));
}
