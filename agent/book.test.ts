// One booking against Globe's stand-in, without a bus. What the agent answers in each situation is recorded in
// tests/recorded, for whoever reads it at the other end. RECORD=1 writes them anew.
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { encoded } from "../connectors/bus/envelope.ts";
import { type GlobeBooking, globeBooking } from "../connectors/globe/booking.ts";
import { type BookingAnswer, type BookRequest, pdfLink } from "../core/booking-messages.ts";
import { entryFingerprint, type SalesEntry } from "../core/invoices/sales-entry.ts";
import { protocolVersion } from "../core/messages.ts";
import { globeStandin } from "../standins/globe/server.ts";
import { connected } from "../tests/globe-account.ts";
import { changeBooks, entryOf, ledgerOf } from "../tests/ledger.ts";
import { type StandinControl, standinControl } from "../tests/standin.ts";
import { bookedOnce, type Outcome } from "./book.ts";
import { type BookingJournal, bookingJournal, type Job } from "./journal.ts";

const folder = mkdtempSync(join(tmpdir(), "tieout-book-"));
const never = new AbortController().signal;
const pdf = Buffer.from("%PDF-1.4 an invoice");
const sha256 = createHash("sha256").update(pdf).digest("hex");

let url: string;
let stop: () => Promise<void>;
let control: StandinControl;
let globe: GlobeBooking;
let journal: BookingJournal;
beforeAll(async () => {
  ({ url, stop } = await globeStandin({ dataset: [new URL("../demo/northwind", import.meta.url).pathname] }));
  control = standinControl(url);
  globe = globeBooking(connected(url, { patience: { attempts: 2, firstPause: 5, timeout: 150 } }));
  journal = bookingJournal(folder);
});
afterAll(async () => {
  journal.close();
  await stop();
  rmSync(folder, { recursive: true });
});
afterEach(() => control.clearFaults());

function jobOf(entry: SalesEntry, over: Partial<BookRequest> = {}): Job {
  const file = { transferId: "a-file", bytes: pdf.length, chunks: 1, sha256 };
  const request: BookRequest = {
    kind: "book",
    version: protocolVersion,
    requestId: `book-${entry.header.YourReference}`,
    administration: "500",
    invoice: `id-${entry.header.YourReference}`,
    fingerprint: entryFingerprint(entry),
    attempt: 1,
    file,
    link: pdfLink.parse({}),
    overrule: false,
    deadline: new Date(Date.now() + 60_000).toISOString(),
    ...over,
  };
  return journal.taken(request, new Uint8Array(), "reply-a-worker");
}

const bookedBy = (job: Job, entry: SalesEntry, stopping = never): Promise<Outcome> =>
  bookedOnce({ job, entry, globe, journal, pdf: async () => pdf, pauses: [10, 20], stop: stopping });

async function booked(number: string, over: Partial<BookRequest> = {}) {
  const entry = entryOf(number);
  const job = jobOf(entry, over);
  const outcome = await bookedBy(job, entry);
  const { requestId, administration, invoice, fingerprint, attempt } = job.request;
  return { version: protocolVersion, requestId, administration, invoice, fingerprint, attempt, ...outcome };
}

const guid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const instant = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;

/** Holds an answer against its recording, but for keys, hashes and moments that are new each time. */
function expectRecorded(name: string, answer: BookingAnswer): void {
  const file = fileURLToPath(new URL(`../tests/recorded/${name}.json`, import.meta.url));
  const { applicationProperties, body } = encoded(answer);
  const message = applicationProperties.message
    .replace(answer.fingerprint, "f".repeat(64))
    .replace(guid, "00000000-0000-4000-8000-000000000000")
    .replace(instant, "2026-11-24T07:00:00.000Z");
  const recording = { applicationProperties: { ...applicationProperties, message }, body: body.toString("base64") };
  if (process.env.RECORD) writeFileSync(file, `${JSON.stringify(recording, null, 2)}\n`);
  expect(recording).toEqual(JSON.parse(readFileSync(file, "utf8")));
}

describe("a booking", () => {
  it("that goes well is answered with number, totals, VAT by code and the PDF's hash", async () => {
    expectRecorded("booked.with-pdf", await booked("2026-0123"));
  });

  it("of a Globe that takes amounts the other way round names every point that differs", async () => {
    await changeBooks(url, { salesLineSign: "-" });
    const answer = await booked("2026-0124", { file: null });
    await changeBooks(url, { salesLineSign: "+" });
    expectRecorded("booked.mismatch", answer);
  });

  it("of what stands in Globe already is found, and nothing is sent", async () => {
    const before = (await ledgerOf(url)).entries.length;
    const other = bookingJournal(mkdtempSync(join(folder, "another-")));
    const entry = entryOf("2026-0123");
    const { request } = jobOf(entry);
    const job = other.taken(request, new Uint8Array(), "reply-a-worker");
    const parts = { job, entry, globe, journal: other, pdf: async () => pdf, pauses: [10], stop: never };
    const { requestId, administration, invoice, fingerprint, attempt } = request;
    const outcome = await bookedOnce(parts);
    other.close();
    expectRecorded("booked.already", {
      ...{ version: protocolVersion, requestId, administration, invoice, fingerprint, attempt },
      ...outcome,
    });
    expect((await ledgerOf(url)).entries).toHaveLength(before);
  });

  it("that Globe refuses is answered in Globe's own words, with the lines left behind", async () => {
    await changeBooks(url, { booksClosedUntil: "2026-11-30" });
    const answer = await booked("2026-0125");
    await changeBooks(url, { booksClosedUntil: "2026-08-31" });
    expectRecorded("refused.period-closed", answer);
  });

  it("of which nobody saw the end is unknown", async () => {
    await control.fault({ kind: "hang", method: "POST", entity: "FinancialHeader", times: 1 });
    expectRecorded("unknown.header", await booked("2026-0126"));
  });

  it.each(["FinancialHeader", "Document"])(
    "waits for a Globe that is away when it is asked for a %s",
    async (entity) => {
      await control.fault({ kind: "status", status: 503, entity, times: 3 });
      expect(await booked(`2026-013${entity.length % 10}`)).toMatchObject({ kind: "booked", mismatches: [] });
    },
  );

  it("that is told to stop stops between two steps, and the next start goes on without a double", async () => {
    const entry = entryOf("2026-0127");
    const stopping = new AbortController();
    const job = jobOf(entry);
    const waits = await control.pauseAfter(1, "FinancialLine", "POST");
    const first = bookedBy(job, entry, stopping.signal);
    first.catch(() => undefined);
    await waits.reached();
    stopping.abort(new Error("the agent stops"));
    await waits.release();
    await expect(first).rejects.toThrow("stops");
    expect(await bookedBy(job, entry)).toMatchObject({ kind: "booked", already: false, mismatches: [] });
    const { entries } = await ledgerOf(url);
    expect(entries.filter(({ header }) => header.YourReference === "2026-0127")).toHaveLength(1);
  });

  it("whose Globe gives no bytes back is proved by its document being there, where it is told so", async () => {
    await control.fault({ kind: "empty", entity: "Binary" });
    expect(await booked("2026-0128")).toMatchObject({ kind: "refused", code: "document_not_kept" });
    const link = { link: pdfLink.parse({ readBack: false }) };
    expect(await booked("2026-0129", link)).toMatchObject({
      kind: "booked",
      mismatches: [],
      document: { sha256: null },
    });
  });

  it("another invoice with the same number is told that it is taken, and is never this one's entry", async () => {
    const number = "2026-0130";
    const first = await booked(number);
    expect(first).toMatchObject({ kind: "booked", already: false });
    const before = (await ledgerOf(url)).entries.length;
    const twin = await booked(number, { invoice: "another-id", requestId: "book-twin" });
    expect(twin).toMatchObject({ kind: "booked", already: true });
    expect((await ledgerOf(url)).entries).toHaveLength(before);
  });
});
