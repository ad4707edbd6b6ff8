// An invoice as a PDF, the way Milestones would lay it out. The same records always give the same bytes: its dates and
// its id come from the invoice, and nothing is compressed, so that no version of a library shows.
import PDFDocument from "pdfkit";
import type { Records, StoredRecord, Value } from "../dataset.ts";

const text = (value: Value | undefined): string => (value === null || value === undefined ? "" : String(value));

/** Amounts with two decimals and a comma, as on paper. */
const onPaper = (value: Value | undefined): string => {
  const [whole = "0", cents = ""] = text(value).split(".");
  return `${whole},${cents.padEnd(2, "0")}`;
};

const left = 50;
const columns = [left, 330, 400, 475];

/** The PDF of an invoice, of so many bytes at least; null where the sets have none with this id. */
export function invoicePdf(sets: ReadonlyMap<string, Records>, id: string, bytes: number): Buffer | null {
  const invoice = sets.get("Invoice")?.find("InvoiceHeaderId", id)?.record;
  if (!invoice) return null;
  const lines = (sets.get("InvoiceLine")?.rows ?? []).flatMap(({ record }) =>
    text(record.InvoiceHeaderId) === text(invoice.InvoiceHeaderId) ? [record] : [],
  );
  const customerId = text(invoice.InvoiceCustomerCompanyId) || text(invoice.CustomerCompanyId);
  const pdf = drawn(invoice, lines, sets.get("Customer")?.find("CustomerCompanyId", customerId)?.record);
  // why: what stands after its end is no part of a PDF; by it one as heavy as with a logo and fonts is had.
  const more = bytes - pdf.length;
  return more > 0 ? Buffer.concat([pdf, Buffer.from("%".padEnd(more, id))]) : pdf;
}

function drawn(invoice: StoredRecord, lines: readonly StoredRecord[], customer: StoredRecord | undefined): Buffer {
  const kind = text(invoice.InvoiceHeaderType) === "CreditInvoice" ? "Creditnota" : "Factuur";
  const title = `${kind} ${text(invoice.InvoiceNumber)}`.trim();
  const date = text(invoice.InvoiceDate).slice(0, 10);
  const made = new Date(`${date || "2026-01-01"}T08:00:00.000Z`);
  const document = new PDFDocument({
    size: "A4",
    margin: left,
    compress: false,
    info: { Title: title, Producer: "QicsMilestones", Creator: "QicsMilestones", CreationDate: made, ModDate: made },
  });
  document.font("Helvetica-Bold").fontSize(18).text(title);
  document.font("Helvetica").fontSize(10).moveDown();
  for (const name of ["Name", "InvoiceAddressAddress1", "InvoiceAddressZipCode", "InvoiceAddressCity"])
    if (text(customer?.[name]) !== "") document.text(text(customer?.[name]));
  document
    .moveDown()
    .text(`Datum ${date}`)
    .text(`Vervaldatum ${text(invoice.DueDate).slice(0, 10)}`);
  document.text(text(invoice.Description)).moveDown();
  const row = (cells: readonly string[]) => {
    if (document.y > 740) document.addPage();
    const { y } = document;
    for (const [at, cell] of cells.entries())
      document.text(cell, columns[at], y, { width: at === 0 ? 270 : 65, align: at === 0 ? "left" : "right" });
    document.x = left;
    document.moveDown(0.3);
  };
  row(["Omschrijving", "Aantal", "Prijs", "Bedrag"]);
  for (const line of lines)
    row([text(line.Description), text(line.Quantity), onPaper(line.Price), onPaper(line.Amount)]);
  document.moveDown();
  row(["Totaal exclusief btw", "", "", onPaper(invoice.TotalExclVat)]);
  row(["Btw", "", "", onPaper(invoice.TotalVat)]);
  row(["Totaal", "", "", onPaper(invoice.TotalInclVat)]);
  document.end();
  // why: nothing of it is compressed, so all of it is there as soon as it is ended.
  return document.read() as Buffer;
}
