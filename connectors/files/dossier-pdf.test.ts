import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inflateSync } from "node:zlib";
import { expect, it } from "vitest";
import { writeDossierPdf } from "./dossier-pdf.ts";

/** What a PDF of ours shows: its text strings, in hexadecimal within compressed streams. */
function textOf(bytes: Buffer): string {
  const streams = [...bytes.toString("latin1").matchAll(/stream\n([\s\S]*?)\nendstream/g)].map(([, body = ""]) => {
    try {
      return inflateSync(Buffer.from(body, "latin1")).toString("latin1");
    } catch {
      return "";
    }
  });
  return [...streams.join("\n").matchAll(/<([0-9a-f]+)>/g)]
    .map(([, hex = ""]) => Buffer.from(hex, "hex").toString("latin1"))
    .join("");
}

it("a printed dossier carries the workbook's seal on every page, the verdict and the rules, and no evidence", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tieout-"));
  const file = join(folder, "d.pdf");
  const seal = "ab".repeat(32);
  const column = { id: "0", title: "Vraag", side: null, content: "text", width: 10 } as const;
  const sheet = (name: string, count: number) => ({
    ...{ name, columns: [column] },
    rows: Array.from({ length: count }, (_, at) => ({ texts: [`${name} ${at} Žižkov`], differing: [] })),
  });
  const cover = { name: "Oordeel", title: "Go-live", lines: [{ label: "Oordeel", value: "Mag live" }] };
  try {
    await writeDossierPdf(file, { language: "nl", cover, sheets: [sheet("Regels", 120), sheet("Bewijs", 5)] }, seal, [
      "Regels",
    ]);
    const bytes = readFileSync(file);
    const pages = bytes.toString("latin1").match(/\/Type \/Page\b(?!s)/g)?.length ?? 0;
    const text = textOf(bytes).replaceAll(/\s/g, "");
    expect(pages).toBeGreaterThan(1);
    expect(text.split(seal).length - 1).toBe(pages);
    expect(text).toContain("Maglive");
    expect(text).toContain("Regels119?i?kov");
    expect(text).not.toContain("Bewijs0");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
