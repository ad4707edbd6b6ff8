// Makes a workbook in the thread that writes it: every pair of a view, as of one moment, in its order; or the proof of a
// period.
import { type ProvedRow, provedColumns } from "../connectors/files/row-proof.ts";
import type { Cover } from "../connectors/files/workbook.ts";
import type { WorkbookSource } from "../connectors/files/workbook-worker.ts";
import { entities } from "../core/entities/index.ts";
import { TieoutError } from "../core/errors.ts";
import { proofSheets } from "../core/invoices/proof-sheets.ts";
import { renumberWorkbook } from "../core/suggest/renumber-sheets.ts";
import {
  pairColumns,
  pairRows,
  type SheetColumn,
  type SheetRow,
  type SheetWords,
  type ShownPair,
} from "../core/views/sheet.ts";
import { type BulkRefusal, bulkOf, refusedRows } from "../prisma/bulk.ts";
import { atOneMoment, type Database, openDatabase } from "../prisma/database.ts";
import type { ProofPlace, RenumberPlace, ReturnedPlace } from "../prisma/exports.ts";
import { provedPeriod } from "../prisma/proof-signing.ts";
import { proving } from "../prisma/proving.ts";
import { renumberPlans } from "../prisma/renumber.ts";
import type { View } from "../prisma/view.ts";
import { eachRow, gridBlock } from "../prisma/views.ts";

export type WorkbookWanted = PairsWanted | ProofWanted | RefusalsWanted | RenumberWanted;

/** What a filled workbook was refused, row by row; in the reader's words. */
interface RefusalsWanted {
  view: ReturnedPlace;
  language: "nl" | "en";
  sheet: string;
  titles: { row: string; key: string; why: string };
  refusals: Readonly<Record<BulkRefusal, string>>;
  cover: Cover;
}

interface RenumberWanted {
  view: RenumberPlace;
  language: "nl" | "en";
  administration: string;
  madeBy: string;
}

interface ProofWanted {
  view: ProofPlace;
  language: "nl" | "en";
  madeBy: string;
}

interface PairsWanted {
  view: View;
  /** Code of the view's administration. */
  code: string;
  /** Fields to show, in this order. */
  fields: string[];
  language: "nl" | "en";
  sheet: string;
  words: Omit<SheetWords, "field"> & { fields: Record<string, string> };
  cover: Cover;
  /** What the cover calls the number of rows. */
  countLabel: string;
}

export async function workbook(argument: WorkbookWanted & { dataDir: string }): Promise<WorkbookSource> {
  if ("administration" in argument) return planWorkbook(argument);
  if ("madeBy" in argument) return proofWorkbook(argument);
  return "refusals" in argument ? refusalsWorkbook(argument) : pairsWorkbook(argument);
}

function refusalsWorkbook(argument: RefusalsWanted & { dataDir: string }): WorkbookSource {
  const { dataDir, view, language, sheet, titles, refusals, cover } = argument;
  const db = openDatabase(dataDir, { readonly: true });
  const columns: SheetColumn[] = [
    { id: "row", title: titles.row, content: "number", width: 8, side: null },
    { id: "key", title: titles.key, content: "code", width: 20, side: null },
    { id: "why", title: titles.why, content: "text", width: 90, side: null },
  ];
  return {
    total: Object.values(bulkOf(db, view.job)?.refused ?? {}).reduce((sum, count) => sum + count, 0),
    ...{ language, cover, sheets: [{ name: sheet, columns, rows: refused(db, view.job, refusals) }] },
    close: () => db.close(),
  };
}

function* refused(db: Database, job: number, words: RefusalsWanted["refusals"]): Generator<SheetRow> {
  for (
    let rows = refusedRows(db, job);
    rows.length > 0;
    rows = refusedRows(db, job, { after: rows.at(-1)?.place ?? 0 })
  )
    for (const { sheetRow, key, refused } of rows)
      yield { texts: [String(sheetRow), key, words[refused]], differing: [] };
}

function planWorkbook({ dataDir, view, language, administration, madeBy }: RenumberWanted & { dataDir: string }) {
  const db = openDatabase(dataDir, { readonly: true });
  try {
    const about = { administration, madeBy, madeAt: new Date().toISOString() };
    const made = renumberWorkbook(renumberPlans(db, view.administrationId), about, language);
    return { ...made, total: made.sheets.reduce((sum, { rows }) => sum + rows.length, 0) };
  } finally {
    db.close();
  }
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
  const { dataDir, view, code, fields, language, sheet, words, cover, countLabel } = argument;
  const db = openDatabase(dataDir, { readonly: true });
  const entity = entities[view.entity];
  const spoken: SheetWords = { ...words, field: (name) => words.fields[name] ?? name };
  const { total } = gridBlock(db, view, 0, 1);
  const about = { administration: { id: view.administrationId, code }, entity: view.entity };
  const shown = provedColumns(pairColumns(entity, fields, spoken), about, proving(db));
  const rowOf = pairRows(entity, fields, spoken);
  return {
    total,
    language,
    cover: { ...cover, lines: [...cover.lines, { label: countLabel, value: total }] },
    sheets: [{ name: sheet, columns: shown.columns, rows: rows(db, view, (row) => shown.proved(rowOf(row), row)) }],
    close: () => db.close(),
  };
}

function* rows(db: Database, view: View, shown: (row: ProvedPair) => SheetRow): Generator<SheetRow> {
  for (const row of eachRow(db, view)) yield shown({ ...row, pairId: row.id });
}

type ProvedPair = ShownPair & ProvedRow;
