// A cell of a file as a raw value the core reads: a text that could mean two things, or nothing, is refused here.
import { canonicalDate, type Kind, plain, type Raw, writtenFlag } from "../../core/entities/kinds.ts";
import { TieoutError } from "../../core/errors.ts";
import type { Side } from "../../core/reconcile/normalise.ts";

export interface Place {
  file: string;
  row: number;
  column: string;
}

/**
 * The cell's value for a field of this kind. Throws a TieoutError at a number, date or flag that cannot be read.
 * Flags are only read on Milestones' side: Globe writes letters, and an unknown letter is no.
 */
export function checkedCell(kind: Kind, side: Side, raw: Raw, place: () => Place): Raw {
  switch (kind.name) {
    case "number":
      if (typeof raw === "boolean") throw refused("number_unreadable", raw, place());
      return typeof raw === "string" ? decimalOf(raw, place) : raw;
    case "date":
      if (canonicalDate(raw).startsWith("?")) throw refused("date_unreadable", raw, place());
      return raw;
    case "flag":
      if (side === "milestones" && writtenFlag(raw) === undefined) throw refused("flag_unreadable", raw, place());
      return raw;
    default:
      return raw;
  }
}

/** A written number with a decimal point. Both marks: the last is the decimal one. One kind before three digits: refused. */
function decimalOf(written: string, place: () => Place): string {
  const text = written.trim();
  if (text === "" || /^[+-]?\d+(\.\d+)?[eE][+-]?\d+$|^[+-]?\d+$/.test(text)) return text;
  const point = text.lastIndexOf(".");
  const comma = text.lastIndexOf(",");
  const both = point >= 0 && comma >= 0;
  if (!both && /[.,]\d{3}$/.test(text)) throw refused("number_ambiguous", written, place());
  const mark = point > comma ? "." : ",";
  const groups = mark === "." ? "," : ".";
  const whole = new RegExp(`^[+-]?(\\d*|\\d{1,3}([${groups}]\\d{3})+)[${mark}]\\d*$`);
  if (!whole.test(text) || !/\d/.test(text)) throw refused("number_unreadable", written, place());
  return text.replaceAll(groups, "").replace(mark, ".");
}

function refused(
  code: "number_ambiguous" | "number_unreadable" | "date_unreadable" | "flag_unreadable",
  raw: Raw,
  place: Place,
): TieoutError {
  return new TieoutError(code, { values: { ...place, value: JSON.stringify(plain(raw)) } });
}
