// How many strokes of the keyboard two words lie apart: letters added, left out, changed, or two neighbours swapped.

/** The distance, or `limit + 1` as soon as it is known to be more than `limit`. */
export function editDistance(left: string, right: string, limit: number): number {
  if (left === right) return 0;
  const [short, long] = left.length <= right.length ? [left, right] : [right, left];
  if (long.length - short.length > limit) return limit + 1;
  let start = 0;
  while (start < short.length && short.charCodeAt(start) === long.charCodeAt(start)) start += 1;
  let shortEnd = short.length;
  let longEnd = long.length;
  while (shortEnd > start && short.charCodeAt(shortEnd - 1) === long.charCodeAt(longEnd - 1)) {
    shortEnd -= 1;
    longEnd -= 1;
  }
  return between(short.slice(start, shortEnd), long.slice(start, longEnd), limit);
}

function between(short: string, long: string, limit: number): number {
  if (short.length === 0) return Math.min(long.length, limit + 1);
  let twoBack: number[] = [];
  let back = Array.from({ length: long.length + 1 }, (_, at) => at);
  for (let i = 1; i <= short.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= long.length; j += 1) {
      const same = short.charCodeAt(i - 1) === long.charCodeAt(j - 1);
      let cost = Math.min(at(back, j) + 1, at(row, j - 1) + 1, at(back, j - 1) + (same ? 0 : 1));
      const swapped =
        i > 1 &&
        j > 1 &&
        short.charCodeAt(i - 1) === long.charCodeAt(j - 2) &&
        short.charCodeAt(i - 2) === long.charCodeAt(j - 1);
      if (swapped) cost = Math.min(cost, at(twoBack, j - 2) + 1);
      row.push(cost);
      if (cost < least) least = cost;
    }
    if (least > limit) return limit + 1;
    twoBack = back;
    back = row;
  }
  return Math.min(at(back, long.length), limit + 1);
}

const at = (row: readonly number[], index: number): number => row[index] ?? Number.POSITIVE_INFINITY;
