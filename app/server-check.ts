// The thread that reads one uploaded file, or checks all of them and writes the dossier beside them.
import { basename, join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { writeDossier } from "../connectors/files/dossier.ts";
import { writeDossierPdf } from "../connectors/files/dossier-pdf.ts";
import { exportsSource } from "../connectors/files/exports.ts";
import { folderRecords } from "../connectors/files/records.ts";
import { entities, entityNames } from "../core/entities/index.ts";
import { asTieoutError, type ErrorNote } from "../core/errors.ts";
import { checkReadiness } from "../core/flows/check-readiness.ts";
import { briefly } from "../core/readiness/brief.ts";
import { dossier } from "../core/readiness/dossier.ts";
import { dossierWords } from "../core/readiness/dossier-texts.ts";
import { neededRecords } from "../core/readiness/records.ts";
import { keyOf, type Side } from "../core/reconcile/normalise.ts";
import type { RawRecord } from "../core/reconcile/references.ts";
import type { CheckMessage, CheckQuestion } from "./server-checks.ts";

const tell = (message: CheckMessage) => parentPort?.postMessage(message);
const question = workerData as CheckQuestion;

try {
  tell(await (question.does === "read" ? read(question) : check(question)));
} catch (thrown) {
  tell({ kind: "error", note: withoutFolders(asTieoutError(thrown).note) });
}

async function read({ folder, side }: Extract<CheckQuestion, { does: "read" }>): Promise<CheckMessage> {
  const [file] = await folderRecords(folder, side, neededRecords[side]);
  if (!file) throw new Error("the file is not there");
  const { name, records, sha256, numericCodes, missing } = file;
  return {
    kind: "read",
    file: { name, records: records.length, sha256, numericCodes, missing, twice: twice(name, side, records) },
  };
}

const keysTold = 20;

/** Keys that several records bear; the check finds the same, but whoever exports sees it at once. */
function twice(name: string, side: Side, records: readonly RawRecord[]): string[] {
  const entity = entityNames.map((one) => entities[one]).find((one) => one[side] === name);
  if (!entity) return [];
  const seen = new Map<string, number>();
  for (const record of records) {
    if (side === "globe" && !entity.takesPart(record)) continue;
    const company = side === "globe" ? String(record.CompanyCode ?? "").trim() : "";
    const key = `${company}\n${keyOf(entity, side, record).printed}`;
    seen.set(key, (seen.get(key) ?? 0) + 1);
  }
  const found = [...seen].flatMap(([key, count]) => (count > 1 ? (key.split("\n")[1] ?? "") : []));
  return [...new Set(found)].slice(0, keysTold);
}

async function check(asked: Extract<CheckQuestion, { does: "check" }>): Promise<CheckMessage> {
  const { folder, company, rules, language, madeBy, version } = asked;
  const { source } = await exportsSource({
    ...{ globe: join(folder, "globe"), milestones: join(folder, "milestones") },
    ...(company !== null && { company }),
    rules,
  });
  const found = checkReadiness(source);
  const made = () => dossier(found, { decisions: [], signOffs: [], events: [] }, { language, madeBy, version });
  const seal = await writeDossier(join(folder, "dossier.xlsx"), made());
  const words = dossierWords[language];
  const printed = [words.rules, words.signOffs, words.snapshots].map(({ name }) => name);
  await writeDossierPdf(join(folder, "dossier.pdf"), made(), seal, printed);
  return { kind: "checked", result: { found: briefly(found), seal } };
}

/** A sentence for people names the file that they gave, and no folder of this server. */
function withoutFolders(note: ErrorNote): ErrorNote {
  const values = Object.entries(note.values).map(([name, value]) => {
    const isPath = typeof value === "string" && ["file", "folder", "globe", "milestones"].includes(name);
    return [name, isPath ? basename(value) : value] as const;
  });
  return { ...note, values: Object.fromEntries(values) };
}
