// OData's $filter and $orderby as both outside systems read them: a parser for the operators they document, and order.
// What a property or a literal is worth is the system's own matter: see Vocabulary.
import type { Row, StoredRecord } from "./dataset.ts";

/** A query that the system cannot read; the message is what it answers. */
export class QueryError extends Error {}

export interface Literal {
  kind: "text" | "number" | "guid" | "date" | "boolean" | "null";
  text: string;
}

export type Comparable = string | number | bigint | boolean | null;

/** How a system values what is compared. Both throw QueryError: for a property there is not, or a literal of another type. */
export interface Vocabulary {
  ofRecord(record: StoredRecord, property: string): Comparable;
  ofLiteral(property: string, literal: Literal): Comparable;
}

type Predicate = (record: StoredRecord) => boolean;

const token =
  /\s*(?:(guid|datetime|datetimeoffset)?'((?:[^']|'')*)'|(-?\d{4}-\d\d-\d\d(?:T[\d:.]+Z?)?)|(-?\d+(?:\.\d+)?)[LlMmDdFf]?\b|([A-Za-z_][\w.]*)|([(),]))/iy;

type Token = { literal: Literal } | { word: string } | { sign: string };

function tokens(text: string): Token[] {
  const found: Token[] = [];
  const pattern = new RegExp(token.source, token.flags);
  while (text.slice(pattern.lastIndex).trim() !== "") {
    const at = pattern.lastIndex;
    const match = pattern.exec(text);
    if (!match) throw new QueryError(`Syntax error at position ${at} in '${text}'.`);
    const [, prefix, quoted, date, number, word, sign] = match;
    if (quoted !== undefined) {
      const kind = prefix === undefined ? "text" : prefix.toLowerCase() === "guid" ? "guid" : "date";
      found.push({ literal: { kind, text: quoted.replaceAll("''", "'") } });
    } else if (date !== undefined) found.push({ literal: { kind: "date", text: date } });
    else if (number !== undefined) found.push({ literal: { kind: "number", text: number } });
    else if (word === "true" || word === "false") found.push({ literal: { kind: "boolean", text: word } });
    else if (word === "null") found.push({ literal: { kind: "null", text: word } });
    else if (word !== undefined) found.push({ word });
    else found.push({ sign: sign ?? "" });
  }
  return found;
}

const comparisons: Record<string, (left: Comparable, right: Comparable) => boolean> = {
  eq: (left, right) => order(left, right) === 0,
  ne: (left, right) => order(left, right) !== 0,
  gt: (left, right) => left !== null && right !== null && order(left, right) > 0,
  ge: (left, right) => left !== null && right !== null && order(left, right) >= 0,
  lt: (left, right) => left !== null && right !== null && order(left, right) < 0,
  le: (left, right) => left !== null && right !== null && order(left, right) <= 0,
};

const textTests: Record<string, (whole: string, part: string) => boolean> = {
  substringof: (whole, part) => whole.includes(part),
  contains: (whole, part) => whole.includes(part),
  startswith: (whole, part) => whole.startsWith(part),
  endswith: (whole, part) => whole.endsWith(part),
};

/** Reads a $filter: or, and, not, parentheses, the six comparisons, and the text functions. */
export function predicate(text: string, vocabulary: Vocabulary): Predicate {
  const list = tokens(text);
  let at = 0;
  const fail = (): never => {
    throw new QueryError(`Syntax error in '${text}'.`);
  };
  const word = (): string | undefined => {
    const next = list[at];
    return next && "word" in next ? next.word : undefined;
  };
  const take = (sign: string): void => {
    const next = list[at];
    if (!next || !("sign" in next) || next.sign !== sign) fail();
    at += 1;
  };
  const property = (): string => {
    const name = word() ?? fail();
    at += 1;
    vocabulary.ofRecord({}, name);
    return name;
  };
  const literal = (): Literal => {
    const next = list[at];
    at += 1;
    return next && "literal" in next ? next.literal : fail();
  };

  function either(): Predicate {
    let left = both();
    while (word() === "or") {
      at += 1;
      const [first, second] = [left, both()];
      left = (record) => first(record) || second(record);
    }
    return left;
  }
  function both(): Predicate {
    let left = one();
    while (word() === "and") {
      at += 1;
      const [first, second] = [left, one()];
      left = (record) => first(record) && second(record);
    }
    return left;
  }
  function one(): Predicate {
    const next = list[at];
    if (next && "sign" in next && next.sign === "(") {
      at += 1;
      const inner = either();
      take(")");
      return inner;
    }
    if (word() === "not") {
      at += 1;
      const inner = one();
      return (record) => !inner(record);
    }
    const test = textTests[word()?.toLowerCase() ?? ""];
    return test ? textTest(test, word()?.toLowerCase() === "substringof") : comparison();
  }
  function textTest(test: (whole: string, part: string) => boolean, partFirst: boolean): Predicate {
    at += 1;
    take("(");
    let part: Literal;
    let name: string;
    if (partFirst) {
      part = literal();
      take(",");
      name = property();
    } else {
      name = property();
      take(",");
      part = literal();
    }
    take(")");
    if (part.kind !== "text") fail();
    return (record) => test(String(vocabulary.ofRecord(record, name) ?? "").toLowerCase(), part.text.toLowerCase());
  }
  function comparison(): Predicate {
    const name = property();
    const holds = comparisons[word() ?? ""] ?? fail();
    at += 1;
    const right = vocabulary.ofLiteral(name, literal());
    return (record) => holds(vocabulary.ofRecord(record, name), right);
  }

  const whole = either();
  if (at < list.length) fail();
  return whole;
}

/** Order of two values: null first, false before true, numbers by size (bigint too), text by code unit. */
export function order(left: Comparable, right: Comparable): number {
  if (left === right) return 0;
  if (left === null) return -1;
  if (right === null) return 1;
  // biome-ignore lint/suspicious/noDoubleEquals: 1n and 1 are the same id.
  if (left == right) return 0;
  return left < right ? -1 : 1;
}

/** Where a row stands in an order: its sort values, then its place. What a skip token holds. */
export type Standing = readonly Comparable[];

/** Reads an $orderby: how rows are ordered, and where a row stands. Without one, rows keep their places. */
export function ordering(text: string, vocabulary: Vocabulary) {
  const terms = text
    .split(",")
    .map((term) => term.trim())
    .filter((term) => term !== "")
    .map((term) => {
      const [name = "", direction = "asc", ...rest] = term.split(/\s+/);
      if (rest.length > 0 || !["asc", "desc"].includes(direction)) throw new QueryError(`Syntax error in '${text}'.`);
      vocabulary.ofRecord({}, name);
      return { name, sign: direction === "asc" ? 1 : -1 };
    });
  const standing = (row: Row): Standing => [
    ...terms.map(({ name }) => vocabulary.ofRecord(row.record, name)),
    row.place,
  ];
  const compare = (left: Standing, right: Standing): number => {
    for (const [at, { sign }] of [...terms, { sign: 1 }].entries()) {
      const found = order(left[at] ?? null, right[at] ?? null) * sign;
      if (found !== 0) return found;
    }
    return 0;
  };
  const sorted = (rows: readonly Row[]): readonly Row[] =>
    terms.length === 0
      ? rows
      : rows
          .map((row) => ({ row, at: standing(row) }))
          .sort((left, right) => compare(left.at, right.at))
          .map(({ row }) => row);
  /** Index of the first of sorted rows that stands after. */
  const after = (rows: readonly Row[], last: Standing): number => {
    let [low, high] = [0, rows.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const row = rows[middle];
      if (row && compare(standing(row), last) <= 0) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return { sorted, standing, after };
}
