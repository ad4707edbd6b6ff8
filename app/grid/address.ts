// The whole state of a grid in the page's address, so that it can be sent to a colleague: which pairs, in which order,
// and how they are shown. Reading forgives what it does not know; the server holds it against the entity's fields.
import { type AgeBucket, ageBuckets } from "../../core/age.ts";
import { type Status, statuses } from "../../core/reconcile/compare.ts";
import { type Mover, movers } from "../../core/reconcile/three-way.ts";

export const operators = ["contains", "equals", "startsWith", "blank", "notBlank"] as const;
export type Operator = (typeof operators)[number];
const assignedWords = ["me", "anyone", "nobody"] as const;
const pastWords = ["recurring", "settled"] as const;
export type SideName = "globe" | "milestones";

export interface Filter {
  field: string;
  op: Operator;
  value: string;
  side?: SideName;
}

export interface Sort {
  column: string;
  descending: boolean;
  side?: SideName;
}

/** Values of a field, as stored: a pair belongs where either side says one of them. */
export interface Picked {
  field: string;
  values: string[];
}

/** Which pairs, in which order. */
export interface Choice {
  statuses: Status[];
  search: string;
  filters: Filter[];
  picked: Picked[];
  differingIn: string[];
  /** Which side moved a differing field since both agreed. */
  moved: Mover | null;
  decision: "none" | "proposed" | "approved" | null;
  /** Whose work it is: of whoever looks, of anyone, of nobody. */
  assigned: (typeof assignedWords)[number] | null;
  /** Only what should have been done by now. */
  overdue: boolean;
  /** How many days they differ. */
  age: AgeBucket | null;
  /** Only what differs again, or differed and agrees now. */
  past: (typeof pastWords)[number] | null;
  /** A rule of the go-live check: only the pairs that it found. "" for none. */
  finding: string;
  sort: Sort[];
}

/** How they are shown. */
export interface Look {
  hidden: string[];
  /** Fields that someone put in place, in their order; the rest follow. */
  order: string[];
  /** Fields that stay in sight, beside the name. */
  pinned: string[];
  /** Widths in pixels that someone gave, by column. */
  widths: Readonly<Record<string, number>>;
  split: boolean;
  compact: boolean;
}

export interface Address extends Choice, Look {
  /** The pair in the side panel, by number. */
  pair: number | null;
  /** The saved view that this began as; 0: none, whatever someone opens with. */
  view: number | null;
  /** Fields that a view or an old address named and that are no longer there. */
  lost: string[];
}

export const emptyAddress: Address = {
  statuses: [],
  search: "",
  filters: [],
  picked: [],
  differingIn: [],
  moved: null,
  decision: null,
  assigned: null,
  overdue: false,
  age: null,
  past: null,
  finding: "",
  sort: [],
  hidden: [],
  order: [],
  pinned: [],
  widths: {},
  split: false,
  compact: false,
  pair: null,
  view: null,
  lost: [],
};

const isOneOf = <Name extends string>(names: readonly Name[], value: string | null): value is Name =>
  (names as readonly (string | null)[]).includes(value);

const listIn = (text: string | null): string[] => (text ?? "").split(",").filter((part) => part !== "");

function columnIn(text: string): { column: string; side?: SideName } {
  const [column = "", side] = text.split("@");
  return side === "globe" || side === "milestones" ? { column, side } : { column };
}

const columnText = (column: string, side?: SideName) => (side ? `${column}@${side}` : column);

export function readAddress(params: URLSearchParams): Address {
  const decision = params.get("decision");
  const moved = params.get("moved");
  const assigned = params.get("assigned");
  const [age, past] = [params.get("age"), params.get("past")];
  const pair = Number(params.get("pair"));
  const view = Number(params.get("view") || "none");
  return {
    statuses: listIn(params.get("status")).filter((name) => isOneOf(statuses, name)),
    search: params.get("q") ?? "",
    filters: params.getAll("f").flatMap((text) => filterIn(text) ?? []),
    picked: params.getAll("v").flatMap((text) => pickedIn(text) ?? []),
    differingIn: listIn(params.get("in")),
    moved: isOneOf(movers, moved) ? moved : null,
    decision: isOneOf(["none", "proposed", "approved"] as const, decision) ? decision : null,
    assigned: isOneOf(assignedWords, assigned) ? assigned : null,
    overdue: params.get("overdue") === "1",
    age: isOneOf(ageBuckets, age) ? age : null,
    past: isOneOf(pastWords, past) ? past : null,
    finding: params.get("finding") ?? "",
    sort: listIn(params.get("sort")).map((text) => {
      const descending = text.startsWith("-");
      return { ...columnIn(descending ? text.slice(1) : text), descending };
    }),
    hidden: listIn(params.get("hide")),
    order: listIn(params.get("cols")),
    pinned: listIn(params.get("pin")),
    widths: Object.fromEntries(listIn(params.get("w")).flatMap((text) => widthIn(text))),
    split: params.get("split") === "1",
    compact: params.get("compact") === "1",
    pair: Number.isSafeInteger(pair) && pair > 0 ? pair : null,
    view: Number.isSafeInteger(view) && view >= 0 ? view : null,
    lost: listIn(params.get("lost")),
  };
}

/** Written so that the same state is always the same text, and the plain state none. */
export function writeAddress(address: Address): URLSearchParams {
  const params = new URLSearchParams();
  const put = (name: string, value: string) => value !== "" && params.set(name, value);
  put("view", address.view === null ? "" : String(address.view));
  put("status", address.statuses.join(","));
  put("q", address.search);
  for (const { field, op, value, side } of address.filters)
    params.append("f", [columnText(field, side), op, value].join(":"));
  for (const { field, values } of address.picked) params.append("v", `${field}:${JSON.stringify(values)}`);
  put("in", address.differingIn.join(","));
  put("moved", address.moved ?? "");
  put("decision", address.decision ?? "");
  put("assigned", address.assigned ?? "");
  put("overdue", address.overdue ? "1" : "");
  put("age", address.age ?? "");
  put("past", address.past ?? "");
  put("finding", address.finding);
  put(
    "sort",
    address.sort.map(({ column, side, descending }) => (descending ? "-" : "") + columnText(column, side)).join(","),
  );
  put("hide", address.hidden.join(","));
  put("cols", address.order.join(","));
  put("pin", address.pinned.join(","));
  put(
    "w",
    Object.entries(address.widths)
      .map(([column, width]) => `${column}:${width}`)
      .join(","),
  );
  put("split", address.split ? "1" : "");
  put("compact", address.compact ? "1" : "");
  put("pair", address.pair === null ? "" : String(address.pair));
  put("lost", address.lost.join(","));
  return params;
}

function filterIn(text: string): Filter | null {
  const [where = "", op = "", ...value] = text.split(":");
  const { column, side } = columnIn(where);
  if (column === "" || !isOneOf(operators, op)) return null;
  return { field: column, op, value: value.join(":"), ...(side ? { side } : {}) };
}

function pickedIn(text: string): Picked | null {
  const at = text.indexOf(":");
  if (at < 1) return null;
  try {
    const values: unknown = JSON.parse(text.slice(at + 1));
    const areTexts = Array.isArray(values) && values.every((value) => typeof value === "string");
    return areTexts && values.length > 0 ? { field: text.slice(0, at), values } : null;
  } catch {
    return null;
  }
}

/** Narrower than this no column can be grasped, wider none is any use. */
const widthsAllowed = { least: 40, most: 2000 };

function widthIn(text: string): [string, number][] {
  const [column = "", pixels = ""] = text.split(":");
  const width = Number(pixels);
  const isWidth = Number.isSafeInteger(width) && width >= widthsAllowed.least && width <= widthsAllowed.most;
  return column !== "" && isWidth ? [[column, width]] : [];
}

/** The part that decides which rows stand where. */
export function choiceText(address: Address): string {
  return writeAddress({ ...emptyAddress, ...choiceOf(address) }).toString();
}

export const noChoice: Choice = choiceOf(emptyAddress);

export function choiceOf(address: Choice): Choice {
  const { statuses, search, filters, picked, differingIn, moved, decision, finding, sort } = address;
  const { assigned, overdue, age, past } = address;
  return {
    statuses,
    search,
    filters,
    picked,
    differingIn,
    moved,
    decision,
    assigned,
    overdue,
    age,
    past,
    finding,
    sort,
  };
}

export const lookOf = ({ hidden, order, pinned, widths, split, compact }: Look): Look => ({
  ...{ hidden, order, pinned, widths, split, compact },
});

/** What is kept of an address as a view: all that is not about this moment. */
export const keptText = (address: Address): string =>
  writeAddress({ ...address, pair: null, view: null, lost: [] }).toString();

export const isFiltered = (address: Address): boolean => choiceText({ ...address, sort: [] }) !== "";

/** The address of the rows with one of these statuses; of all, where none is named. */
export function rowsAt(base: string, entity: string, ...only: Status[]): string {
  return `${base}/${entity}${only.length > 0 ? `?status=${only.join(",")}` : ""}`;
}
