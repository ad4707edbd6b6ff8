// Makes a workbook in the thread that writes it: every pair of a view, as of one moment, in its order; or the proof of a
// period.
import type { WorkbookSource } from "../connectors/files/workbook-worker.ts";
import { entities } from "../core/entities/index.ts";
import { TieoutError } from "../core/errors.ts";
import { proofSheets } from "../core/invoices/proof-sheets.ts";
import { pairColumns, pairRows, type SheetRow, type SheetWords } from "../core/views/sheet.ts";
import { atOneMoment, type Database, openDatabase } from "../prisma/database.ts";
import type { ProofPlace } from "../prisma/exports.ts";
import { provedPeriod } from "../prisma/proof-signing.ts";
import type { View } from "../prisma/view.ts";
import { eachRow, gridBlock } from "../prisma/views.ts";

export type WorkbookWanted = PairsWanted | ProofWanted;

interface ProofWanted {
  view: ProofPlace;
  language: "nl" | "en";
  madeBy: string;
}

interface PairsWanted {
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
  return "madeBy" in argument ? proofWorkbook(argument) : pairsWorkbook(argument);
}

function proofWorkbook({ dataDir, view, language, madeBy }: ProofWanted & { dataDir: string }): WorkbookSource {
  const db = openDatabase(dataDir, { readonly: true });
  try {
    const found = atOneMoment(db, () => provedPeriod(db, view));
    if (!found) throw new TieoutError("proof_unknown", { values: { period: view.name, journal: view.journal } });
    const made = proofSheets(found.period, { ...found.about, madeBy, madeAt: new Date().toISOString() }, language);
    return { ...made, total: made.sheets.reduce((sum, { rows }) => sum + rows.length, 0) };
  } finally {
    db.close();
  }
}

function pairsWorkbook(argument: PairsWanted & { dataDir: string }): WorkbookSource {
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
