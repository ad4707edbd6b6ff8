// Writes a dossier: the workbook's sheets, and last a manifest with the prints of every row that was written before it.

import { TieoutError } from "../../core/errors.ts";
import type { Dossier, DossierSheet } from "../../core/readiness/dossier.ts";
import type { SheetColumn, SheetRow } from "../../core/views/sheet.ts";
import { cellSays, keepable, manifest, manifestRow, type RowPrint, rowPrint, sealOf } from "./dossier-cells.ts";
import { type Sheet, writeWorkbook } from "./workbook.ts";

/** Writes the file; answers its seal, to be kept elsewhere. Throws `output_unwritable`; no file is left then. */
export async function writeDossier(file: string, { language, cover, sheets }: Dossier): Promise<string> {
  const lines = cover.lines.map(({ label, value }) => ({
    label: keepable(label),
    value: typeof value === "number" ? value : keepable(value),
  }));
  const prints = [
    rowPrint(cover.name, 1, [cellSays(cover.title)]),
    rowPrint(cover.name, 2, []),
    ...lines.map(({ label, value }, at) => rowPrint(cover.name, 3 + at, [cellSays(label), cellSays(value)])),
  ];
  try {
    await writeWorkbook(file, {
      language,
      cover: { ...cover, lines },
      // why: sheets are written in order, so every print is there when the manifest's rows are asked for.
      sheets: [...sheets.map((sheet) => printed(sheet, prints)), manifestSheet(prints)],
    });
  } catch (cause) {
    if (cause instanceof TieoutError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TieoutError("output_unwritable", { values: { file, reason }, cause });
  }
  return sealOf(prints);
}

/** The sheet with only what a workbook can keep; notes the print of each row as it is written. */
function printed({ name, columns, rows }: DossierSheet, prints: RowPrint[]): Sheet {
  const titles = columns.map((column) => ({ ...column, title: keepable(column.title) }));
  function* noted(): Iterable<SheetRow> {
    prints.push(
      rowPrint(
        name,
        1,
        titles.map(({ title }) => cellSays(title)),
      ),
    );
    let row = 1;
    for (const { texts } of rows) {
      row += 1;
      const kept = texts.map(keepable);
      prints.push(
        rowPrint(
          name,
          row,
          kept.map((text, at) => written(text, titles[at])),
        ),
      );
      yield { texts: kept, differing: [] };
    }
  }
  return { name, columns: titles, rows: noted() };
}

const exactDigits = 15;

/** As the workbook's writer types it: a number where the column holds numbers and it is kept exactly, else a text. */
function written(text: string, column: SheetColumn | undefined): string {
  const isNumber =
    column?.content === "number" && /^-?\d+(\.\d+)?$/.test(text) && text.replace(/\D/g, "").length <= exactDigits;
  return cellSays(isNumber ? Number(text) : text);
}

const widths = [18, 8, 8, 60, 68];

function manifestSheet(prints: readonly RowPrint[]): Sheet {
  function* rows(): Iterable<SheetRow> {
    const line = (texts: string[]): SheetRow => ({ texts, differing: [] });
    yield line([manifest.format]);
    for (const print of prints) yield line(manifestRow(print));
    yield line([manifest.seal, "", "", "", sealOf(prints)]);
  }
  return {
    name: manifest.sheet,
    columns: manifest.header.map((title, at) => ({
      ...{ id: String(at), title, side: at === 0 ? null : "milestones" },
      ...{ content: "text", width: widths[at] ?? 20 },
    })),
    rows: rows(),
  };
}
