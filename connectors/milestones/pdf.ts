// The PDFs of Milestones' invoices. Where they are is not public, so the path is a setting. What comes is a PDF of
// reasonable size or it is refused; what it is, is told by its hash.
import { createHash } from "node:crypto";
import type { InvoicePdfs } from "../../core/ports/invoices.ts";
import { answeredFile, notUnderstood, usualPatience } from "../http/index.ts";
import { type MilestonesConnection, refusalOf, service } from "./index.ts";

/** Globe takes no larger attachment; bytes. */
const largest = 10 * 1024 * 1024;

const system = "Milestones";
const entity = "InvoicePdf";

export function milestonesPdfs(connection: MilestonesConnection): InvoicePdfs {
  const { base, headers, fetch } = service(connection);
  const path = connection.pdfPath ?? "Invoice({id})/Pdf";
  const patience = { ...usualPatience, ...connection.patience };
  return {
    async pdfOf(invoiceId, signal) {
      // why: it stands in an address; anything but a number could lead elsewhere.
      if (!/^\d+$/.test(invoiceId)) throw notUnderstood(system, "its InvoiceHeaderId is no number");
      const url = new URL(path.replaceAll("{id}", invoiceId), base);
      const asked = { system, entity, url, headers: { ...headers, accept: "application/pdf" } };
      const bytes = await answeredFile({ ...asked, fetch, patience, refusal: refusalOf, largest }, signal);
      if (Buffer.from(bytes.subarray(0, 5)).toString("latin1") !== "%PDF-")
        throw notUnderstood(system, `the PDF of invoice ${invoiceId} is no PDF`);
      return { bytes, sha256: createHash("sha256").update(bytes).digest("hex") };
    },
  };
}
