// An invoice's PDF, as it is or will be sent: out of the store by its hash, to be shown beside its entry.
import { createReadableStreamFromReadable, data } from "@remix-run/node";
import { administrationIn, reader } from "../session/guard.ts";

export const loader = reader("see", (visit) => {
  const { db, store } = visit.context;
  const pdf = store.invoicePdf(db, administrationIn(visit).id, Number(visit.params.id));
  const file = pdf && store.openStoredFile(db, pdf.hash);
  if (!file) throw data({ problem: null }, { status: 404 });
  return new Response(createReadableStreamFromReadable(file.stream), {
    headers: {
      "Content-Type": "application/pdf",
      "Content-Length": String(file.size),
      "Content-Disposition": `inline; filename="${pdf.number.replace(/[^\w.-]/g, "_")}.pdf"`,
      "Cache-Control": "private, no-store",
      ETag: `"${file.hash}"`,
    },
  });
});
