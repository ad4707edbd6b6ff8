// From an entity's columns to the grid's: what is pinned, how wide, what draws it, how it filters and sorts.
import type { ColDef, ColGroupDef } from "ag-grid-community";
import type { PairRow } from "../../prisma/rows.ts";
import type { Address, SideName } from "./address.ts";
import { AgeCell, ChoiceCell, FieldCell, KeyCell, SideCell, StatusCell, TitleCell, WorkCell } from "./cells.ts";
import { type FieldColumn, type GridColumns, inOrder } from "./columns.ts";
import { FieldHeader } from "./header.ts";
import type { Speech } from "./shown.ts";

export interface ColumnsWanted {
  columns: GridColumns;
  differing: Readonly<Record<string, number>>;
  address: Pick<Address, "hidden" | "order" | "pinned" | "widths" | "split">;
  speech: Speech;
  /** Whether this person may decide anything about rows. */
  choosable: boolean;
  label: (field: string) => string;
  onlyDifferingIn: (field: string) => void;
  /** Whether any of the rows was given to someone. */
  hasWork: boolean;
}

type Column = ColDef<PairRow>;

const widths: Partial<Record<FieldColumn["kind"], number>> = {
  code: 116,
  flag: 104,
  number: 116,
  date: 116,
  choice: 116,
  reference: 128,
  postcode: 116,
  email: 230,
  vatNumber: 178,
};

export function columnDefs(wanted: ColumnsWanted): (Column | ColGroupDef<PairRow>)[] {
  return made(wanted).map((def) =>
    "children" in def ? { ...def, children: def.children.map((child) => sized(child, wanted)) } : sized(def, wanted),
  );
}

/** As wide as someone made it. */
function sized(column: Column, { address: { widths } }: ColumnsWanted): Column {
  const width = widths[column.colId ?? ""];
  return width === undefined ? column : { ...column, width, flex: 0, minWidth: 40 };
}

function made(wanted: ColumnsWanted): (Column | ColGroupDef<PairRow>)[] {
  const { columns, differing, address, speech, label } = wanted;
  const shown = inOrder(columns, address.order, differing).filter(({ name }) => !address.hidden.includes(name));
  const title = shown.find(({ name }) => name === columns.title);
  const rest = shown.filter((field) => field !== title);
  return [
    ...(wanted.choosable ? [{ ...choiceColumn, headerName: speech.t("keys.select") }] : []),
    {
      colId: "status",
      headerName: speech.t("grid.status"),
      width: 162,
      pinned: "left",
      lockPinned: true,
      filter: false,
      cellRenderer: StatusCell,
      valueGetter: ({ data }) => data?.status,
    },
    {
      colId: "key",
      headerName: label(columns.key.name),
      headerTooltip: `${columns.key.globe} → ${columns.key.name}`,
      width: 118,
      pinned: "left",
      lockPinned: true,
      ...textFilter,
      cellRenderer: KeyCell,
      valueGetter: ({ data }) => data?.key,
    },
    ...(address.split ? [titleColumn(wanted)] : title ? [fieldColumn(wanted, title, true)] : []),
    ageColumn(wanted),
    workColumn(wanted),
    ...(address.split ? shown : rest).map((field) =>
      address.split ? sideColumns(wanted, field) : fieldColumn(wanted, field, false),
    ),
  ];
}

const choiceColumn: Column = {
  colId: "choice",
  headerClass: "head-choice",
  width: 38,
  minWidth: 38,
  maxWidth: 38,
  resizable: false,
  sortable: false,
  filter: false,
  suppressMovable: true,
  pinned: "left",
  lockPinned: true,
  lockPosition: "left",
  cellRenderer: ChoiceCell,
  cellClass: "cell-choice",
};

const textFilter = {
  filter: "agTextColumnFilter",
  floatingFilter: true,
  filterParams: {
    filterOptions: ["contains", "equals", "startsWith", "blank", "notBlank"],
    maxNumConditions: 1,
    debounceMs: 250,
    trimInput: true,
  },
} satisfies Column;

function ageColumn({ speech }: ColumnsWanted): Column {
  return {
    colId: "firstSeenAt",
    headerName: speech.t("age.column"),
    width: 92,
    filter: false,
    cellRenderer: AgeCell,
    valueGetter: ({ data }) => data?.firstSeenAt,
  };
}

// why: there from the first, since the grid puts a column that comes later behind all others.
function workColumn({ speech, hasWork }: ColumnsWanted): Column {
  return {
    colId: "due",
    hide: !hasWork,
    headerName: speech.t("assign.column"),
    width: 150,
    filter: false,
    cellRenderer: WorkCell,
    valueGetter: ({ data }) => data?.assignment?.dueOn,
  };
}

function titleColumn({ columns, label }: ColumnsWanted): Column {
  return {
    colId: "title",
    headerName: label(columns.title),
    width: 190,
    pinned: "left",
    lockPinned: true,
    ...textFilter,
    cellRenderer: TitleCell,
    valueGetter: ({ data }) => data?.title,
  };
}

function fieldColumn(wanted: ColumnsWanted, field: FieldColumn, pinned: boolean): Column {
  const { name, kind } = field;
  return {
    colId: name,
    headerName: wanted.label(name),
    headerTooltip: `${field.globe} → ${name}`,
    ...(pinned ? { width: 210 } : measure(wanted.columns, widths[kind] ?? 184)),
    ...(pinned ? { pinned: "left" as const, lockPinned: true } : pinnedOrNot(wanted, name)),
    ...textFilter,
    cellRenderer: FieldCell,
    cellRendererParams: { shows: field },
    ...(kind === "number" ? { headerClass: "ag-right-aligned-header" } : {}),
    cellClass: kind === "number" ? "cell-number" : isCode(kind) ? "cell-code" : "",
    cellClassRules: {
      "is-differing": ({ data }) => data?.differing.includes(name) ?? false,
      "is-ignored": ({ data }) => data?.ignored.includes(name) ?? false,
    },
    valueGetter: ({ data }) => [data?.globe?.[name], data?.milestones?.[name]].join("\u001f"),
    headerComponentParams: header(wanted, name),
  };
}

function sideColumns(wanted: ColumnsWanted, field: FieldColumn): ColGroupDef<PairRow> {
  return {
    groupId: field.name,
    headerName: wanted.label(field.name),
    headerTooltip: `${field.globe} → ${field.name}`,
    marryChildren: true,
    children: (["globe", "milestones"] as const).map((side) => sideColumn(wanted, field, side)),
  };
}

function sideColumn(wanted: ColumnsWanted, field: FieldColumn, side: SideName): Column {
  const { name, kind } = field;
  return {
    colId: `${name}@${side}`,
    ...pinnedOrNot(wanted, name),
    headerName: wanted.speech.t(`grid.${side}`),
    ...measure(wanted.columns, widths[kind] ?? 170),
    ...textFilter,
    cellRenderer: SideCell,
    cellRendererParams: { shows: field, side },
    headerClass: `head-${side}`,
    cellClass: [kind === "number" ? "cell-number" : "", side === "globe" ? "cell-first" : ""],
    cellClassRules: {
      "is-differing": ({ data }) => data?.differing.includes(name) ?? false,
      "is-ignored": ({ data }) => data?.ignored.includes(name) ?? false,
    },
    valueGetter: ({ data }) => data?.[side]?.[name],
    ...(side === "globe" ? { headerComponentParams: header(wanted, name) } : {}),
  };
}

function header({ differing, speech, label, onlyDifferingIn }: ColumnsWanted, name: string) {
  return {
    innerHeaderComponent: FieldHeader,
    innerHeaderComponentParams: {
      differing: differing[name] ?? 0,
      told: speech.t("grid.onlyDiffering", { count: differing[name] ?? 0, field: label(name) }),
      only: () => onlyDifferingIn(name),
    },
  };
}

const pinnedOrNot = ({ address }: ColumnsWanted, name: string): Column => ({
  pinned: address.pinned.includes(name) ? "left" : null,
});

/** A few columns fill the grid; many keep their width and scroll. */
const measure = ({ fields }: GridColumns, width: number): Column =>
  fields.length <= 8 ? { flex: width, minWidth: width } : { width };

const isCode = (kind: FieldColumn["kind"]) => kind === "code" || kind === "reference" || kind === "vatNumber";
