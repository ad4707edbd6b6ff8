// A dossier to print: verdict, rules, sign-offs and snapshots, with the workbook's seal on every page. The evidence, the
// decisions and the chain of events are in the workbook, which is what can be proven.
import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { finished } from "node:stream/promises";
import { TieoutError } from "../../core/errors.ts";
import type { Dossier, DossierSheet } from "../../core/readiness/dossier.ts";

const words = {
  en: {
    seal: "Seal of the workbook",
    page: "page",
    of: "of",
    rest: "Evidence, decisions and events are in the workbook.",
  },
  nl: {
    ...{ seal: "Zegel van de werkmap", page: "blad", of: "van" },
    rest: "Bewijs, besluiten en gebeurtenissen staan in de werkmap.",
  },
};

const margin = 48;
const grey = "#5a6577";

// why: the fonts that every reader of PDF has know the letters of Western Europe only.
const printable = (text: string): string => text.replace(/[^\n\u0020-\u007e\u00a0-\u00ff€–—‘’“”…•]/gu, "?");

/** Writes the file. `printed` are the names of the sheets to print as lists. Throws `output_unwritable`. */
export async function writeDossierPdf(file: string, dossier: Dossier, seal: string, printed: string[]): Promise<void> {
  // why: the library takes longer to load than most who import this file need it for.
  const { default: Pdf } = await import("pdfkit");
  const { cover, sheets, language } = dossier;
  const said = words[language];
  const pdf = new Pdf({ size: "A4", margin, bufferPages: true, info: { Title: cover.title, Keywords: seal } });
  const out = pdf.pipe(createWriteStream(file));
  const line = (text: string, font = "Helvetica", size = 9, colour = "black") =>
    pdf.font(font).fontSize(size).fillColor(colour).text(printable(text));

  line(cover.title, "Helvetica-Bold", 18);
  pdf.moveDown(0.5);
  for (const { label, value } of cover.lines) {
    pdf
      .font("Helvetica-Bold")
      .fontSize(9)
      .fillColor("black")
      .text(`${printable(label)}: `, { continued: true });
    pdf.font("Helvetica").text(printable(String(value)));
  }
  pdf.moveDown(0.5);
  line(said.rest, "Helvetica", 9, grey);
  for (const sheet of sheets.filter(({ name }) => printed.includes(name))) list(sheet);

  function list({ name, columns, rows }: DossierSheet): void {
    pdf.moveDown();
    line(name, "Helvetica-Bold", 13);
    for (const { texts } of rows) {
      pdf.moveDown(0.4);
      for (const [at, text] of texts.entries())
        if (text !== "") line(`${columns[at]?.title ?? ""}: ${text}`, at === 0 ? "Helvetica-Bold" : "Helvetica", 8.5);
    }
  }

  const { start, count } = pdf.bufferedPageRange();
  for (let at = start; at < start + count; at += 1) {
    pdf.switchToPage(at);
    // why: a text below the margin would begin a page of its own.
    pdf.page.margins.bottom = 0;
    const foot = `${said.seal}: ${seal} · ${said.page} ${at + 1} ${said.of} ${count}`;
    pdf
      .font("Helvetica")
      .fontSize(7)
      .fillColor(grey)
      .text(foot, margin, pdf.page.height - 32, { lineBreak: false });
  }
  pdf.end();
  try {
    await finished(out);
  } catch (cause) {
    await rm(file, { force: true });
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TieoutError("output_unwritable", { values: { file, reason }, cause });
  }
}
