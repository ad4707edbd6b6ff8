// Arithmetic of the data set's maker: whole numbers only, written apart from the product's own.

/** A whole division, half away from zero. */
export function rounded(numerator, denominator) {
  const sign = numerator < 0n ? -1n : 1n;
  return sign * ((sign * numerator * 2n + denominator) / (denominator * 2n));
}

/** Cents as JSON writes them: 1050n is 10.5. */
export const euro = (cents) => Number(`${cents < 0n ? "-" : ""}${text(cents < 0n ? -cents : cents)}`);

/** Two decimals. */
export function text(cents) {
  const digits = String(cents < 0n ? -cents : cents).padStart(3, "0");
  return `${cents < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Quantity in hundredths, price in cents, rate in hundredths of a percent: all that an invoice comes to. */
export function figures(lines, mode) {
  const amounts = lines.map(({ quantity, price }) => rounded(quantity * price, 100n));
  const vats = lines.map(({ rate }, at) => rounded(amounts[at] * BigInt(rate), 10_000n));
  const excl = amounts.reduce((a, b) => a + b, 0n);
  const perCode = new Map();
  lines.forEach(({ code, rate }, at) => {
    perCode.set(code, (perCode.get(code) ?? 0n) + amounts[at] * BigInt(rate));
  });
  const vat =
    mode === "PerLine"
      ? vats.reduce((a, b) => a + b, 0n)
      : [...perCode.values()].reduce((all, ofCode) => all + rounded(ofCode, 10_000n), 0n);
  return { amounts, vats, excl, vat, incl: excl + vat };
}

/** Seeded: the same seed gives the same numbers (mulberry32). */
export function dice(seed) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return { below: (count) => Math.floor(next() * count), one: (list) => list[Math.floor(next() * list.length)] };
}
