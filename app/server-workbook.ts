// Makes a grid's workbook, in the thread that writes it: every pair of the view, as of one moment, in its order.

import type { WorkbookSource } from "../connectors/files/workbook-worker.ts";
import { entities } from "../core/entities/index.ts";
import { pairColumns, pairRows, type SheetRow, type SheetWords } from "../core/views/sheet.ts";
import { type Database, openDatabase } from "../prisma/database.ts";
import type { View } from "../prisma/view.ts";
import { eachRow, gridBlock } from "../prisma/views.ts";

export interface WorkbookWanted {
  view: View;
  /** Fields to show, in this order. */
  fields: string[];
  language: "nl" | "en";
  sheet: string;
  words: Omit<SheetWords, "field"> & { fields: Record<string, string> };
  cover: { name: string; title: string; lines: { label: string; value: string | number | Date }[] };
  /** What the cover calls the number of rows. */
  countLabel: string;
}

export async function workbook(argument: WorkbookWanted & { dataDir: string }): Promise<WorkbookSource> {
  const { dataDir, view, fields, language, sheet, words, cover, countLabel } = argument;
  const db = openDatabase(dataDir, { readonly: true });
  const entity = entities[view.entity];
  const spoken: SheetWords = { ...words, field: (name) => words.fields[name] ?? name };
  const { total } = gridBlock(db, view, 0, 1);
  return {
    total,
    language,
    cover: { ...cover, lines: [...cover.lines, { label: countLabel, value: total }] },
    sheets: [
      {
        name: sheet,
        columns: pairColumns(entity, fields, spoken),
        rows: rows(db, view, pairRows(entity, fields, spoken)),
      },
    ],
    close: () => db.close(),
  };
}

function* rows(db: Database, view: View, shown: ReturnType<typeof pairRows>): Generator<SheetRow> {
  for (const row of eachRow(db, view)) yield shown(row);
}
