// A digest of a record's comparison texts: 64 bits, equal for equal texts whatever file they came from.
// Folded over the UTF-8 bytes of each text. Most texts are plain ASCII and are folded straight from the file's bytes,
// by the same rules as comparisonText; everything else goes the long way round through the core.
import type { Kind } from "../../core/entities/kinds.ts";

/** What happens to a plain ASCII text on its way to comparison text. Outer blanks always go. */
interface Folding {
  case: "keep" | "upper" | "lower";
  blanks: "keep" | "single" | "none";
  dots: boolean;
}

/** How texts of a kind fold; undefined where the value needs more than its bytes (dates, numbers, flags, references). */
export function foldingOf(kind: Kind): Folding | undefined {
  switch (kind.name) {
    case "code":
      return { case: kind.upper || kind.anyCase ? "upper" : "keep", blanks: "keep", dots: true };
    case "text":
      return { case: "keep", blanks: "single", dots: true };
    case "email":
      return { case: "lower", blanks: "keep", dots: true };
    case "vatNumber":
      return { case: "upper", blanks: "none", dots: false };
    case "postcode":
      return { case: "upper", blanks: "none", dots: true };
    default:
      return undefined;
  }
}

/** By byte: what is folded in its place, or one of the three below. */
export type FoldTable = Uint16Array;

/** No plain ASCII: the text goes the long way round. */
const other = 256;
/** Folded as nothing. */
const nothing = 257;
/** A blank, of which a run counts as one. */
const oneBlank = 258;

const blank = 0x20;

/** The folding as a table by byte. */
export function foldTable(folding: Folding): FoldTable {
  const table = new Uint16Array(256).fill(other);
  for (let byte = blank; byte < 0x7f; byte += 1) {
    const letter = String.fromCharCode(byte);
    const cased = { keep: letter, upper: letter.toUpperCase(), lower: letter.toLowerCase() };
    table[byte] = cased[folding.case].charCodeAt(0);
  }
  if (folding.blanks !== "keep") table[blank] = folding.blanks === "none" ? nothing : oneBlank;
  if (!folding.dots) table[0x2e] = nothing;
  return table;
}

// why: two multipliers with different low bits, as in cyrb53; one alone would be 32 bits.
const [timesA, timesB] = [0x9e3779b1, 0x5f356495];
const [startA, startB] = [0x51ed270b, 0x2545f491];
/** Ends each text; no byte of UTF-8. */
const textEnd = 0xff;

export class Digest {
  a = startA;
  b = startB;

  restart(a = startA, b = startB): void {
    this.a = a;
    this.b = b;
  }

  /** Folds a stretch of the file's bytes; false, with nothing folded, where they are not plain ASCII. */
  foldBytes(bytes: Uint8Array, start: number, end: number, table: FoldTable): boolean {
    let from = start;
    let to = end;
    while (from < to && bytes[from] === blank) from += 1;
    while (to > from && bytes[to - 1] === blank) to -= 1;
    let { a, b } = this;
    for (let at = from; at < to; at += 1) {
      let folded = table[bytes[at] as number] as number;
      if (folded >= other) {
        if (folded === other) return false;
        if (folded === nothing || bytes[at - 1] === blank) continue;
        folded = blank;
      }
      a = Math.imul(a ^ folded, timesA);
      b = Math.imul(b ^ folded, timesB);
    }
    this.a = Math.imul(a ^ textEnd, timesA);
    this.b = Math.imul(b ^ textEnd, timesB);
    return true;
  }

  /** Folds a comparison text. */
  foldText(text: string): void {
    let { a, b } = this;
    for (let at = 0; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      if (unit >= 0x80) {
        this.#foldUtf8(text);
        return;
      }
      a = Math.imul(a ^ unit, timesA);
      b = Math.imul(b ^ unit, timesB);
    }
    this.a = Math.imul(a ^ textEnd, timesA);
    this.b = Math.imul(b ^ textEnd, timesB);
  }

  #foldUtf8(text: string): void {
    let { a, b } = this;
    for (const byte of Buffer.from(text)) {
      a = Math.imul(a ^ byte, timesA);
      b = Math.imul(b ^ byte, timesB);
    }
    this.a = Math.imul(a ^ textEnd, timesA);
    this.b = Math.imul(b ^ textEnd, timesB);
  }
}
