// The header of a file: each name once.
import { TieoutError } from "../../core/errors.ts";

/** The same names. Throws a TieoutError when one stands there twice. */
export function checkedHeader(file: string, row: number, columns: readonly string[]): readonly string[] {
  const twice = columns.find((column, at) => column !== "" && columns.indexOf(column) !== at);
  if (twice !== undefined) throw new TieoutError("header_twice", { values: { file, row, column: twice } });
  return columns;
}
