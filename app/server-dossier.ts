// The thread that makes a dossier: the check and its trail as of one moment, as a workbook and as a PDF that carries the
// workbook's seal.
import { parentPort, workerData } from "node:worker_threads";
import { writeDossier } from "../connectors/files/dossier.ts";
import { writeDossierPdf } from "../connectors/files/dossier-pdf.ts";
import { asTieoutError } from "../core/errors.ts";
import { checkReadiness } from "../core/flows/check-readiness.ts";
import { dossier } from "../core/readiness/dossier.ts";
import { dossierWords } from "../core/readiness/dossier-texts.ts";
import { administrationOf } from "../prisma/administrations.ts";
import { atOneMoment, openDatabase } from "../prisma/database.ts";
import { readinessSource } from "../prisma/readiness.ts";
import { readinessTrail } from "../prisma/readiness-trail.ts";
import type { DossierMessage, DossierWanted } from "./server-dossiers.ts";

const tell = (message: DossierMessage) => parentPort?.postMessage(message);

try {
  const { dataDir, code, language, madeBy, version, workbook, pdf } = workerData as DossierWanted;
  const db = openDatabase(dataDir, { readonly: true });
  const administration = administrationOf(db, code);
  if (!administration) throw new Error(`there is no administration ${code}`);
  const { found, trail } = atOneMoment(db, () => ({
    found: checkReadiness(readinessSource(db, administration, { version })),
    trail: readinessTrail(db, administration.id),
  }));
  const made = () => dossier(found, trail, { language, madeBy, version });
  const seal = await writeDossier(workbook, made());
  const { rules, signOffs, snapshots } = dossierWords[language];
  await writeDossierPdf(
    pdf,
    made(),
    seal,
    [rules, signOffs, snapshots].map(({ name }) => name),
  );
  db.close();
  tell({ kind: "done", seal, fingerprint: found.fingerprint });
} catch (thrown) {
  tell({ kind: "error", note: asTieoutError(thrown).note });
}
