// A finished workbook, as a download: out of the store by its hash, for who ordered it.
import { createReadableStreamFromReadable, data } from "@remix-run/node";
import { exportIn } from "../session/export-in.ts";
import { reader } from "../session/guard.ts";

export const loader = reader("export", (visit) => {
  const { db, store } = visit.context;
  const { fileHash, fileName } = exportIn(visit);
  const file = fileHash === null ? null : store.openStoredFile(db, fileHash);
  if (!file) throw data({ problem: null }, { status: 404 });
  return new Response(createReadableStreamFromReadable(file.stream), {
    headers: {
      "Content-Type": file.mediaType,
      "Content-Length": String(file.size),
      "Content-Disposition": `attachment; filename="${(fileName ?? "tieout.xlsx").replace(/[^\w.-]/g, "_")}"`,
      "Cache-Control": "private, no-store",
      ETag: `"${file.hash}"`,
    },
  });
});
