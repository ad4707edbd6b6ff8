import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, it } from "vitest";
import { type Administration, defaultSchedule, usualInvoices } from "../administration.ts";
import { TieoutError } from "../errors.ts";
import type { InvoicesRead } from "../ports/invoices.ts";
import type { SideReader } from "../ports/pull.ts";
import type { RawRecord } from "../reconcile/references.ts";
import { type InvoicePullPorts, pullInvoices } from "./pull-invoices.ts";

const northwind = new URL("../../demo/northwind/", import.meta.url);

const administration: Administration = {
  id: 1,
  code: "500",
  name: "Noordenwind",
  settings: {
    globe: { databaseName: "500" },
    milestones: { baseUrl: "http://127.0.0.1:1" },
    agent: "demo",
    schedule: defaultSchedule,
    salesJournal: "70",
    debtorAccount: "1300",
    booksClosedUntil: "2026-08-31",
    invoices: usualInvoices,
  },
};

/** The records of a data set's side; the named entities are changed first. */
function side(name: "globe" | "milestones", changed: Record<string, RawRecord[] | TieoutError> = {}): SideReader {
  return {
    async *read({ entity }) {
      const other = changed[entity];
      if (other instanceof TieoutError) throw other;
      if (other) yield other;
      else if (!entity.startsWith("Financial"))
        yield JSON.parse(readFileSync(new URL(`${name}/${entity}.json`, northwind), "utf8"));
    },
  };
}

let written: InvoicesRead[];
let failures: { state: string; code: string }[];
let last: Record<string, number> | null;
let known: Map<string, { recordHash: string; pdfHash: string | null }>;
let asked: string[];
let kept: number;

beforeEach(() => {
  [written, failures, last, known, asked, kept] = [[], [], null, new Map(), [], 0];
});

const ports = (rest: Partial<InvoicePullPorts> = {}): InvoicePullPorts => ({
  globe: side("globe"),
  milestones: side("milestones"),
  pdfs: {
    async pdfOf(id) {
      asked.push(id);
      return { bytes: new Uint8Array([1]), sha256: "a" };
    },
  },
  store: {
    openRun: () => 7,
    progress: () => undefined,
    lastComplete: () => last,
    known: () => known,
    async keepPdf() {
      kept += 1;
      return "a";
    },
    complete(_, read) {
      written.push(read);
      return { added: read.judged.length, changed: 0, gone: 0, lapsed: 0, withoutPdf: 0 };
    },
    fail: (_, state, { code }) => void failures.push({ state, code }),
  },
  ...rest,
});

const pulled = (rest: Partial<InvoicePullPorts> = {}, signal = new AbortController().signal) =>
  pullInvoices(ports(rest), { administration, trigger: "schedule", requestedBy: null }, signal);

describe("a pull of invoices", () => {
  it("reads both systems whole, judges every invoice, and asks the PDF of each that is processed", async () => {
    expect(await pulled()).toMatchObject({ state: "complete", runId: 7 });
    const [read] = written;
    expect(read?.judged).toHaveLength(230);
    const processed = read?.judged.filter(({ judgement }) => judgement.state !== "draft").length;
    expect(asked).toHaveLength(processed ?? 0);
    expect(new Set(asked).size).toBe(asked.length);
    expect(kept).toBe(asked.length);
  });

  it("asks no PDF again that is known, unless its invoice moved", async () => {
    await pulled();
    const { invoiceHash } = await import("../invoices/judge.ts");
    for (const { invoice } of written[0]?.judged ?? [])
      known.set(invoice.id, { recordHash: invoiceHash(invoice), pdfHash: "a" });
    asked = [];
    await pulled();
    expect(asked).toEqual([]);
    const [id = ""] = [...(written[0]?.pdfs.keys() ?? [])];
    known.set(id, { recordHash: "other", pdfHash: "a" });
    await pulled();
    expect(asked).toEqual([id]);
  });

  it.each([
    ["Globe cannot be read whole", { globe: side("globe", { VAT: new TieoutError("agent_silent") }) }, "agent_silent"],
    [
      "Milestones cannot",
      { milestones: side("milestones", { Item: new TieoutError("source_sign_in") }) },
      "source_sign_in",
    ],
    ["its company is not there", { milestones: side("milestones", { Company: [{ Code: "1" }] }) }, "company_unknown"],
    [
      "a record is none",
      { milestones: side("milestones", { Invoice: [{ InvoiceHeaderId: 1, TotalInclVat: "x" }] }) },
      "source_not_understood",
    ],
  ])("writes nothing where %s", async (_, rest, code) => {
    expect(await pulled(rest)).toMatchObject({ state: "incomplete", error: { code } });
    expect(written).toEqual([]);
    expect(failures).toEqual([{ state: "incomplete", code }]);
  });

  it("takes an empty answer where there was something for a fault, and otherwise for the truth", async () => {
    last = { "Globe VAT": 12 };
    expect(await pulled({ globe: side("globe", { VAT: [] }) })).toMatchObject({ error: { code: "side_empty" } });
    last = { "Globe FinancialHeader": 0 };
    expect(await pulled()).toMatchObject({ state: "complete" });
  });

  it("goes on without PDFs where Milestones gives none, and does not wait for each while it is away", async () => {
    let tries = 0;
    const away = new TieoutError("source_unreachable", { values: { system: "Milestones", reason: "away" } });
    const pdfs = {
      pdfOf() {
        tries += 1;
        return Promise.reject(away);
      },
    };
    expect(await pulled({ pdfs })).toMatchObject({ state: "complete" });
    expect(tries).toBeLessThan(6);
    expect([...(written[0]?.pdfs.values() ?? [])].every((pdf) => "error" in pdf)).toBe(true);
  });

  it("is told to stop: nothing is written", async () => {
    const stop = new AbortController();
    const pdfs = {
      async pdfOf() {
        stop.abort();
        return { bytes: new Uint8Array([1]), sha256: "a" };
      },
    };
    expect(await pulled({ pdfs }, stop.signal)).toMatchObject({ error: { code: "pull_stopped" } });
    expect(written).toEqual([]);
  });
});
