// The series that invoice numbers form, and what is missing in them or there twice.
import { grouped } from "./grouped.ts";

export interface Gap {
  /** The last number before it. */
  after: string;
  from: string;
  until: string;
  /** How many numbers are missing. */
  missing: number;
}

export interface Series {
  /** What the numbers begin with: letters, and the year where they are counted by year. */
  prefix: string;
  first: string;
  last: string;
  gaps: Gap[];
  /** Numbers that more than one invoice carries. */
  doubles: string[];
}

/**
 * The series of invoices, drafts included, since they hold numbers too. Numbers without digits are no series; an empty
 * number is none. A number that begins with the four digits of its date's year is counted anew each year.
 */
export function numberSeries(invoices: readonly { number: string; date: string }[]): Series[] {
  const parts = invoices
    .filter(({ number }) => number !== "")
    .map(({ number, date }) => ({ number, ...apart(number, date) }));
  return [...grouped(parts, ({ prefix }) => prefix).values()].map(series).sort((a, b) => (a.first < b.first ? -1 : 1));
}

interface Part {
  number: string;
  prefix: string;
  counter: bigint | null;
  /** Digits of the counter, leading zeros included. */
  width: number;
}

function apart(number: string, date: string): Omit<Part, "number"> {
  const found = /^(.*?)(\d+)$/.exec(number);
  if (!found) return { prefix: number, counter: null, width: 0 };
  let [, prefix = "", digits = ""] = found;
  const year = date.slice(0, 4);
  if (year !== "" && digits.length >= 6 && digits.startsWith(year)) {
    prefix += year;
    digits = digits.slice(4);
  }
  return { prefix, counter: BigInt(digits), width: digits.length };
}

function series(parts: readonly Part[]): Series {
  const ordered = [...parts].sort((a, b) =>
    a.counter === null || b.counter === null || a.counter === b.counter ? 0 : a.counter < b.counter ? -1 : 1,
  );
  const gaps: Gap[] = [];
  for (const [at, { counter, prefix }] of ordered.entries()) {
    const last = ordered[at - 1];
    const before = last?.counter ?? null;
    if (counter === null || before === null || counter - before <= 1n) continue;
    const written = (value: bigint) => `${prefix}${String(value).padStart(last?.width ?? 0, "0")}`;
    gaps.push({
      ...{ after: last?.number ?? "", from: written(before + 1n), until: written(counter - 1n) },
      missing: Number(counter - before - 1n),
    });
  }
  const doubles = [...grouped(parts, ({ number }) => number)].filter(([, same]) => same.length > 1);
  return {
    prefix: ordered[0]?.prefix ?? "",
    first: ordered[0]?.number ?? "",
    last: ordered.at(-1)?.number ?? "",
    gaps,
    doubles: doubles.map(([number]) => number).sort(),
  };
}
