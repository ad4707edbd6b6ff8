// How many strokes of the keyboard two words lie apart: letters added, left out, changed, or two neighbours swapped.

/** Three rows of the table, kept: this is called millions of times. Words beyond this length are cut. */
const longest = 120;
const rows = [new Int16Array(longest + 1), new Int16Array(longest + 1), new Int16Array(longest + 1)] as const;

/** The distance, or `limit + 1` as soon as it is known to be more than `limit`. */
export function editDistance(left: string, right: string, limit: number): number {
  if (left === right) return 0;
  const [short, long] = left.length <= right.length ? [left, right] : [right, left];
  let shortEnd = Math.min(short.length, longest);
  let longEnd = Math.min(long.length, longest);
  if (longEnd - shortEnd > limit) return limit + 1;
  let start = 0;
  while (start < shortEnd && short.charCodeAt(start) === long.charCodeAt(start)) start += 1;
  while (shortEnd > start && short.charCodeAt(shortEnd - 1) === long.charCodeAt(longEnd - 1)) {
    shortEnd -= 1;
    longEnd -= 1;
  }
  const width = longEnd - start;
  if (shortEnd === start) return Math.min(width, limit + 1);
  let [twoBack, back, row]: [Int16Array, Int16Array, Int16Array] = [rows[0], rows[1], rows[2]];
  for (let j = 0; j <= width; j += 1) back[j] = j;
  for (let i = 1; i <= shortEnd - start; i += 1) {
    const letter = short.charCodeAt(start + i - 1);
    const before = short.charCodeAt(start + i - 2);
    row[0] = i;
    let least = i;
    for (let j = 1; j <= width; j += 1) {
      const other = long.charCodeAt(start + j - 1);
      let cost = Math.min(at(back, j) + 1, at(row, j - 1) + 1, at(back, j - 1) + (letter === other ? 0 : 1));
      if (i > 1 && j > 1 && letter === long.charCodeAt(start + j - 2) && before === other)
        cost = Math.min(cost, at(twoBack, j - 2) + 1);
      row[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > limit) return limit + 1;
    [twoBack, back, row] = [back, row, twoBack];
  }
  return Math.min(at(back, width), limit + 1);
}

const at = (row: Int16Array, index: number): number => row[index] as number;
