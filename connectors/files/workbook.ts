// Writes a workbook as a stream: a cover, then sheets of rows. Memory does not grow with the rows. The file appears
// under its name only when it is whole. Every text is a text cell: nothing a record holds is ever a formula.
import { once } from "node:events";
import { rename, rm } from "node:fs/promises";
import excel from "exceljs";
import type { SheetColumn, SheetRow } from "../../core/views/sheet.ts";
import { unfinished } from "./unfinished.ts";

export interface Cover {
  /** Name of the sheet, and its heading. */
  name: string;
  title: string;
  /** Each a label and its value: a text, a count, or a moment. */
  lines: readonly { label: string; value: string | number | Date }[];
}

export interface Sheet {
  name: string;
  columns: readonly SheetColumn[];
  rows: Iterable<SheetRow> | AsyncIterable<SheetRow>;
}

export interface Workbook {
  cover: Cover;
  sheets: readonly Sheet[];
  /** Decides how dates are written. */
  language: "nl" | "en";
}

export interface WriteOptions {
  /** Hears how many rows are written, every few hundred rows and at the end. */
  onProgress?: (rows: number) => void;
  signal?: AbortSignal;
  /** Fewer than a workbook's own limit only to try what happens there. */
  rowsPerSheet?: number;
}

/** Writes the workbook; answers how many rows it holds. When it fails or is aborted, no file is left. */
export async function writeWorkbook(file: string, workbook: Workbook, options: WriteOptions = {}): Promise<number> {
  const { onProgress, signal } = options;
  const part = unfinished(file);
  const writer = new excel.stream.xlsx.WorkbookWriter({ filename: part, useStyles: true, useSharedStrings: false });
  const failed = once((writer as unknown as { stream: NodeJS.EventEmitter }).stream, "error").then(([error]) => {
    throw error;
  });
  try {
    const written = async (): Promise<number> => {
      writeCover(writer, workbook.cover, workbook.language);
      let rows = 0;
      for (const sheet of workbook.sheets) rows = await writeSheet(writer, sheet, workbook.language, rows, options);
      await writer.commit();
      onProgress?.(rows);
      return rows;
    };
    const rows = await Promise.race([written(), failed]);
    signal?.throwIfAborted();
    await rename(part, file);
    return rows;
  } catch (thrown) {
    await rm(part, { force: true });
    throw thrown;
  } finally {
    failed.catch(() => {});
  }
}

type Writer = InstanceType<typeof excel.stream.xlsx.WorkbookWriter>;

const heading = { bold: true, size: 16 };
const bold = { bold: true };
const headerFill = { type: "pattern", pattern: "solid", fgColor: { argb: "FFE8EDF2" } } as const;
const askedFill = { type: "pattern", pattern: "solid", fgColor: { argb: "FFEAF2FF" } } as const;
const differingFill = { type: "pattern", pattern: "solid", fgColor: { argb: "FFFFE8A3" } } as const;
const dateFormats = { nl: "dd-mm-yyyy", en: "d mmm yyyy" };
/** Text as text: also after someone edits the cell, "=1" stays "=1" and "007" stays "007". */
const asText = "@";

/** Characters across: a SHA-256 stands on one line. */
const coverWidth = 72;
/** Points. */
const lineHeight = 15;
/** As wide as one page, however many it is long; A4. */
const onPaper = { paperSize: 9, fitToPage: true, fitToWidth: 1, fitToHeight: 0 } as const;
/** Columns that stay in sight of a sheet that has none marked for it. */
const pinnedAtMost = 2;

function writeCover(writer: Writer, cover: Cover, language: Workbook["language"]): void {
  const sheet = writer.addWorksheet(sheetName(cover.name), {
    views: [{ showGridLines: false }],
    pageSetup: { ...onPaper, orientation: "portrait" },
  });
  sheet.columns = [{ width: 32 }, { width: coverWidth }];
  const title = sheet.addRow([cover.title]);
  title.font = heading;
  title.commit();
  sheet.addRow([]).commit();
  for (const { label, value } of cover.lines) {
    const row = sheet.addRow([label, value instanceof Date ? wallClock(value) : value]);
    row.getCell(1).font = bold;
    const cell = row.getCell(2);
    cell.alignment = { horizontal: "left", wrapText: true, vertical: "top" };
    cell.numFmt = value instanceof Date ? `${dateFormats[language]} hh:mm` : typeof value === "number" ? "0" : asText;
    // why: a row written to a stream does not grow with its text by itself.
    if (typeof value === "string") row.height = lineHeight * Math.max(1, Math.ceil(value.length / coverWidth));
    row.commit();
  }
  sheet.commit();
}

/** A workbook knows no time zone: a moment is written as the clock of Amsterdam showed it. */
function wallClock(moment: Date): Date {
  const text = moment.toLocaleString("sv-SE", { timeZone: "Europe/Amsterdam" });
  return new Date(`${text.replace(" ", "T")}Z`);
}

/** Rows between two looks at whether the disk keeps up and whether to go on. */
const rowsAtOnce = 100;
/** What a sheet can hold below its header; more rows go to a second sheet. */
const mostRows = 1_048_575;

async function writeSheet(
  writer: Writer,
  sheet: Sheet,
  language: Workbook["language"],
  before: number,
  { onProgress = () => {}, signal, rowsPerSheet = mostRows }: WriteOptions,
): Promise<number> {
  const { columns } = sheet;
  const styles = columns.map((column) => styleOf(column, language));
  let count = before;
  let part = 1;
  let begun = count;
  let page = openSheet(writer, sheet, part);
  for await (const row of sheet.rows) {
    if (count - begun === rowsPerSheet) {
      closeSheet(page, sheet, count - begun);
      part += 1;
      begun = count;
      page = openSheet(writer, sheet, part);
    }
    writeRow(page, columns.length, styles, row);
    count += 1;
    if (count % rowsAtOnce === 0) {
      signal?.throwIfAborted();
      onProgress(count);
      await caughtUp(page);
    }
  }
  closeSheet(page, sheet, count - begun);
  return count;
}

function openSheet(writer: Writer, { name, columns }: Sheet, part: number): excel.Worksheet {
  const scrolls = columns.findIndex(({ side, asks }) => side !== null || asks !== undefined);
  // why: what is pinned cannot be scrolled away, so all columns pinned hide those beyond the screen.
  const pinned = scrolls < 0 ? Math.min(pinnedAtMost, columns.length) : scrolls;
  const view = { state: "frozen", xSplit: pinned, ySplit: 1 } as const;
  const sheet = writer.addWorksheet(sheetName(part === 1 ? name : `${name.slice(0, 27)} ${part}`), {
    views: [view],
    pageSetup: { ...onPaper, orientation: "landscape", printTitlesRow: "1:1" },
  });
  sheet.columns = columns.map(({ width, asks, hidden = false }) => ({ width, hidden, ...(asks ? askedStyle : {}) }));
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: Math.max(1, columns.length) } };
  const header = sheet.addRow(columns.map((column) => column.title));
  header.eachCell((cell) => {
    cell.font = bold;
    cell.fill = headerFill;
  });
  header.commit();
  return sheet;
}

const askedStyle = { style: { numFmt: asText, fill: askedFill } };

function closeSheet(sheet: excel.Worksheet, { columns }: Sheet, rows: number): void {
  if (rows > 0) for (const [at, column] of columns.entries()) askFor(sheet, column, at + 1, rows + 1);
  ignoreNumbersAsText(sheet, columns.length, rows + 1);
  sheet.commit();
}

/** Offers what may be chosen in a column, and refuses the rest. */
function askFor(sheet: excel.Worksheet, { asks, title }: SheetColumn, column: number, lastRow: number): void {
  const { letter } = sheet.getColumn(column);
  const refuse = { allowBlank: true, showErrorMessage: true, errorStyle: "stop", errorTitle: title } as const;
  const { dataValidations } = sheet as unknown as {
    dataValidations: { add: (range: string, rule: excel.DataValidation) => void };
  };
  if (asks?.choices)
    dataValidations.add(`${letter}2:${letter}${lastRow}`, {
      ...{ ...refuse, type: "list", formulae: [`"${asks.choices.join(",")}"`] },
    });
}

function writeRow(
  sheet: excel.Worksheet,
  columns: number,
  styles: ColumnStyle[],
  { texts, differing }: SheetRow,
): void {
  const row = sheet.addRow([]);
  for (let at = 0; at < columns; at += 1) {
    const text = texts[at] ?? "";
    const differs = differing.includes(at);
    if (text === "" && !differs) continue;
    const cell = row.getCell(at + 1);
    const style = styles[at] as ColumnStyle;
    const value = writtenValue(text, style.content);
    cell.value = value;
    if (typeof value === "string" || value === null) cell.style = differs ? style.differingText : style.text;
    else cell.style = differs ? style.differingTyped : style.typed;
  }
  row.commit();
}

/** Styles by what a cell holds: shared objects, since the library looks each new one up by all it says. */
interface ColumnStyle {
  content: SheetColumn["content"];
  text: Partial<excel.Style>;
  typed: Partial<excel.Style>;
  differingText: Partial<excel.Style>;
  differingTyped: Partial<excel.Style>;
}

function styleOf({ content }: SheetColumn, language: Workbook["language"]): ColumnStyle {
  const text = { numFmt: asText };
  const typed = { numFmt: content === "date" ? dateFormats[language] : "General" };
  const differing = { fill: differingFill };
  return { content, text, typed, differingText: { ...text, ...differing }, differingTyped: { ...typed, ...differing } };
}

const longestText = 32_767;
const exactDigits = 15;

/** What the cell of a text holds: the text itself, unless it counts as what it is. */
export const writtenValue = (text: string, content: SheetColumn["content"]): string | number | Date | null =>
  text === "" ? null : (typedValue(text, content) ?? text.slice(0, longestText));

/** A number or a date as such where a workbook can hold it exactly; undefined where it stays text. */
function typedValue(text: string, content: SheetColumn["content"]): number | Date | undefined {
  if (content === "number" && isExact(text)) return Number(text);
  // why: a workbook counts days from 1900, and takes that year for a leap year.
  if (content === "date" && /^\d{4}-\d{2}-\d{2}$/.test(text) && text >= "1900-03-01")
    return new Date(`${text}T00:00:00Z`);
  return undefined;
}

const isExact = (text: string): boolean =>
  /^-?\d+(\.\d+)?$/.test(text) && text.replace(/\D/g, "").length <= exactDigits;

/** Waits until what was written has gone to the file: the library itself would let it pile up in memory. */
async function caughtUp(sheet: excel.Worksheet): Promise<void> {
  const { stream } = sheet as unknown as { stream: { pipes: Pipe[] } };
  const [pipe] = stream.pipes;
  if (pipe?._writableState.needDrain) await once(pipe, "drain");
  else await new Promise(setImmediate);
}

/** What the library pipes a sheet into: a stream of before streams told by themselves whether they are full. */
type Pipe = NodeJS.WritableStream & { _writableState: { needDrain: boolean } };

/** No warning triangle on a code that looks like a number. */
function ignoreNumbersAsText(sheet: excel.Worksheet, columns: number, rows: number): void {
  // why: the library does not write this element; its place is right before the end.
  const inner = sheet as unknown as { _writeCloseWorksheet: () => void; _write: (xml: string) => void };
  const range = `A1:${sheet.getColumn(Math.max(1, columns)).letter}${rows}`;
  inner._writeCloseWorksheet = () =>
    inner._write(`<ignoredErrors><ignoredError sqref="${range}" numberStoredAsText="1"/></ignoredErrors></worksheet>`);
}

/** A name that a workbook allows: at most 31 characters, none of []:*?/\, no quote at either end. */
const sheetName = (name: string): string =>
  name
    .replace(/[[\]:*?/\\]/g, " ")
    .replace(/^'+|'+$/g, "")
    .slice(0, 31) || "1";
