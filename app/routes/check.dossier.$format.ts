// The dossier of a check of uploaded exports, for whoever uploaded them.
import { createReadStream } from "node:fs";
import { createReadableStreamFromReadable, data } from "@remix-run/node";
import { reader } from "../session/guard.ts";

const types = {
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  pdf: "application/pdf",
};

export const loader = reader("propose", ({ context, account, params }) => {
  const format = params.format === "xlsx" || params.format === "pdf" ? params.format : null;
  const file = format && context.checks.dossierOf(account.id, format);
  if (!format || !file) throw data({ problem: null }, { status: 404 });
  const name = `tieout-go-live-${new Date().toISOString().slice(0, 10)}.${format}`;
  return new Response(createReadableStreamFromReadable(createReadStream(file)), {
    headers: {
      "Content-Type": types[format],
      "Content-Disposition": `attachment; filename="${name}"`,
      "Cache-Control": "private, no-store",
    },
  });
});
