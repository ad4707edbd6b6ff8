// The reconciliation as a workbook: a cover with the counts, and a sheet an entity with the pairs that are not equal.
import { userInfo } from "node:os";
import { writeWorkbook } from "../../connectors/files/workbook.ts";
import { type EntityName, entities } from "../../core/entities/index.ts";
import { TieoutError } from "../../core/errors.ts";
import { pairColumns, pairRows, type SheetRow, type SheetWords } from "../../core/views/sheet.ts";
import type { Compared } from "./compared.ts";
import type { Request } from "./plan.ts";
import type { Reconciliation } from "./run.ts";
import { differs, type Summary } from "./summary.ts";
import { titles } from "./table.ts";

const words: SheetWords = {
  status: "Status",
  globe: "Globe",
  milestones: "Milestones",
  yes: "true",
  no: "false",
  statuses: { ...titles, not_comparable: "not comparable" },
  moved: null,
  asked: null,
  field: (name) => name,
};

/** Writes the workbook. Throws a TieoutError when it cannot be written; no file is left then. */
export async function writeExcel(
  file: string,
  request: Request,
  { company, results, warnings }: Reconciliation,
  summaries: ReadonlyMap<EntityName, Summary>,
): Promise<void> {
  const compared = results.filter((result): result is Compared => "lines" in result);
  const counts = compared.map(({ entity }) => {
    const summary = Object.entries(summaries.get(entity) ?? {}) as [keyof Summary, number][];
    return { label: entity, value: summary.map(([status, count]) => `${count} ${titles[status]}`).join(", ") };
  });
  const lines = [
    { label: "Globe", value: request.globe },
    { label: "Milestones", value: request.milestones },
    { label: "Company", value: company ?? "all" },
    ...counts,
    ...warnings.map((value) => ({ label: "Note", value })),
    { label: "Listed", value: "pairs that are not equal" },
    { label: "Made by", value: userInfo().username },
    { label: "Made on", value: new Date() },
  ];
  const sheets = compared
    .filter(({ entity }) => differs(summaries.get(entity) as Summary))
    .map((result) => {
      const entity = entities[result.entity];
      const fields = result.fields.map((field) => field.name);
      return { name: entity.name, columns: pairColumns(entity, fields, words), rows: rows(result, fields) };
    });
  try {
    await writeWorkbook(file, {
      language: "en",
      cover: { name: "About", title: "Globe and Milestones", lines },
      sheets,
    });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TieoutError("output_unwritable", { values: { file, reason }, cause });
  }
}

async function* rows(result: Compared, fields: string[]): AsyncIterable<SheetRow> {
  const row = pairRows(entities[result.entity], fields, words);
  for await (const { key, status, globe, milestones, cells } of result.lines("with values"))
    yield row({
      key,
      status,
      globe: globe ?? null,
      milestones: milestones ?? null,
      differing: cells.map((cell) => cell.field),
    });
}
