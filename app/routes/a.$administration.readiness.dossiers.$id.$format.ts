// A dossier that was made, as a download: its workbook, or the PDF that carries the workbook's seal.
import { createReadableStreamFromReadable, data } from "@remix-run/node";
import { administrationIn, reader } from "../session/guard.ts";

export const loader = reader("export", (visit) => {
  const { db, store } = visit.context;
  const { id, format } = visit.params;
  const dossier = store.dossiers(db, administrationIn(visit).id).find((one) => String(one.id) === id);
  const hash = format === "pdf" ? dossier?.pdf : format === "xlsx" ? dossier?.workbook : undefined;
  const file = hash === undefined ? null : store.openStoredFile(db, hash);
  if (!dossier || !file) throw data({ problem: null }, { status: 404 });
  return new Response(createReadableStreamFromReadable(file.stream), {
    headers: {
      "Content-Type": file.mediaType,
      "Content-Length": String(file.size),
      "Content-Disposition": `attachment; filename="${dossier.file.replace(/[^\w.-]/g, "_")}.${format}"`,
      "Cache-Control": "private, no-store",
      ETag: `"${file.hash}"`,
    },
  });
});
