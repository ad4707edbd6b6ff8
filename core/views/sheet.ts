// Columns and rows of pairs, neutral of any library: the product's workbook, the command's and whatever shows them next
// are made from these.
import type { Entity } from "../entities/index.ts";
import type { Kind } from "../entities/kinds.ts";
import type { Status } from "../reconcile/compare.ts";
import type { Side, Values } from "../reconcile/normalise.ts";
import type { Mover } from "../reconcile/three-way.ts";
import { type DecisionAction, type DecisionState, decisionActions } from "../states.ts";

/** What a column's texts are: a code keeps its leading zeros, a number and a date count as what they are. */
export type Content = "text" | "code" | "number" | "date" | "word";

export interface SheetColumn {
  /** "status", "key", "title", or the field and its side: "Name.globe". */
  id: string;
  title: string;
  content: Content;
  /** In characters of common width. */
  width: number;
  side: Side | null;
  /** Where the reader is to fill it in: what may be chosen, or any text. */
  asks?: { choices?: readonly string[] };
  /** There for the program that reads the sheet back, not for people. */
  hidden?: boolean;
}

/** One row: a canonical text a column, and which columns hold a value that differs from the other side's. */
export interface SheetRow {
  texts: readonly string[];
  differing: readonly number[];
}

/** The reader's own words for what is shown. */
export interface SheetWords {
  status: string;
  globe: string;
  milestones: string;
  yes: string;
  no: string;
  statuses: Readonly<Record<Status, string>>;
  /** What the column of who moved is called, and its words; null: there is no such column. */
  moved: { title: string; movers: Readonly<Record<Mover, string>> } | null;
  /** The decision that stands, and what the reader may fill in; null: the sheet asks nothing. */
  asked: AskedWords | null;
  /** A field's name in the reader's language. */
  field: (name: string) => string;
}

/** What a filled sheet says about a row; its columns are found again by these titles. */
export const askedColumns = ["action", "reason", "until", "comment"] as const;

export type AskedColumn = (typeof askedColumns)[number];

export interface AskedWords {
  standing: string;
  actions: Readonly<Record<DecisionAction, string>>;
  states: Readonly<Record<DecisionState, string>>;
  titles: Readonly<Record<AskedColumn, string>>;
  reasons: readonly string[];
}

/** A pair as a sheet shows it. A side without a record is null. */
export interface ShownPair {
  key: string;
  status: Status;
  globe: Values | null;
  milestones: Values | null;
  /** Names of the fields that differ. */
  differing: readonly string[];
  /** By differing field: which side moved since both agreed. */
  moved?: Readonly<Record<string, Mover>>;
  /** The decision that stands on it. */
  decision?: { action: DecisionAction; state: DecisionState } | null;
}

export const contentOf = (kind: Kind): Content => {
  switch (kind.name) {
    case "number":
      return "number";
    case "date":
      return "date";
    case "flag":
    case "choice":
      return "word";
    case "code":
    case "reference":
    case "postcode":
    case "vatNumber":
      return "code";
    default:
      return "text";
  }
};

const widths: Record<Content, number> = { code: 14, date: 12, number: 12, word: 14, text: 28 };

const sides = ["globe", "milestones"] as const;

/** The columns of an entity's sheet: status, key, what is decided, who moved, then two values a field, in the order of `fields`. */
export function pairColumns(entity: Entity, fields: readonly string[], words: SheetWords): SheetColumn[] {
  return [
    { id: "status", title: words.status, content: "word", width: 20, side: null },
    { id: "key", title: words.field(entity.key.name), content: "code", width: 16, side: null },
    ...(words.asked ? decisionColumns(words.asked) : []),
    ...(words.moved
      ? [{ id: "moved", title: words.moved.title, content: "text" as const, width: 36, side: null }]
      : []),
    ...fields.flatMap((name) => {
      const field = entity.compared.find((each) => each.name === name);
      if (!field) throw new Error(`${entity.name} has no compared field ${name}`);
      const content = contentOf(field.kind);
      return sides.map((side) => ({
        id: `${name}.${side}`,
        title: `${words.field(name)} (${words[side]})`,
        content,
        width: widths[content],
        side,
      }));
    }),
  ];
}

const askedWidths: Record<AskedColumn, number> = { action: 20, reason: 24, until: 12, comment: 28 };

function decisionColumns({ standing, actions, titles, reasons }: AskedWords): SheetColumn[] {
  const asks: Record<AskedColumn, NonNullable<SheetColumn["asks"]>> = {
    action: { choices: decisionActions.map((action) => actions[action]) },
    reason: { choices: reasons },
    until: {},
    comment: {},
  };
  return [
    ...askedColumns.map((name) => ({
      ...{ id: name, title: titles[name], content: "text" as const, width: askedWidths[name] },
      ...{ side: null, asks: asks[name] },
    })),
    { id: "decision", title: standing, content: "text", width: 28, side: null },
  ];
}

/** A maker of rows for `pairColumns` of the same fields. */
export function pairRows(entity: Entity, fields: readonly string[], words: SheetWords): (pair: ShownPair) => SheetRow {
  const flags = new Set(entity.compared.filter((field) => field.kind.name === "flag").map((field) => field.name));
  const shown = (name: string, values: Values | null): string => {
    const text = values?.[name] ?? "";
    if (!flags.has(name)) return text;
    return text === "true" ? words.yes : text === "false" ? words.no : text;
  };
  const told = (moved: ShownPair["moved"] = {}) =>
    Object.entries(moved)
      .map(([name, mover]) => `${words.field(name)}: ${words.moved?.movers[mover]}`)
      .join("; ");
  const stands = (decision: ShownPair["decision"], { states, actions }: AskedWords) =>
    decision ? `${states[decision.state]}: ${actions[decision.action]}` : "";
  const front = 2 + (words.asked ? askedColumns.length + 1 : 0) + (words.moved ? 1 : 0);
  return ({ key, status, globe, milestones, differing, moved, decision }) => ({
    texts: [
      words.statuses[status],
      key,
      ...(words.asked ? [...askedColumns.map(() => ""), stands(decision, words.asked)] : []),
      ...(words.moved ? [told(moved)] : []),
      ...fields.flatMap((name) => [shown(name, globe), shown(name, milestones)]),
    ],
    differing: differing.flatMap((name) => {
      const at = fields.indexOf(name);
      return at < 0 ? [] : [front + at * 2, front + 1 + at * 2];
    }),
  });
}
