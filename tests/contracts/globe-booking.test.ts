// The connector that books into Globe, against Globe's stand-in: what it sends, what it finds, and that nothing whose
// outcome is unknown is sent a second time.
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { chunkSize, type GlobeBooking, globeBooking } from "../../connectors/globe/booking.ts";
import { exampleLine } from "../../core/invoices/example.ts";
import { mismatches } from "../../core/invoices/read-back.ts";
import type { SalesEntry } from "../../core/invoices/sales-entry.ts";
import { globeStandin } from "../../standins/globe/server.ts";
import { connected, globeFetch } from "../globe-account.ts";
import { changeBooks, entryOf, ledgerOf } from "../ledger.ts";
import { type StandinControl, standinControl } from "../standin.ts";

const dataset = new URL("../../demo/northwind", import.meta.url).pathname;
const never = new AbortController().signal;
const patience = { attempts: 3, firstPause: 5, timeout: 300 };
const kind = { type: 0, securityLevel: 10, status: 50 };

let url: string;
let stop: () => Promise<void>;
let control: StandinControl;
let globe: GlobeBooking;
beforeAll(async () => {
  ({ url, stop } = await globeStandin({ dataset: [dataset], pageSize: 2 }));
  control = standinControl(url);
  globe = globeBooking(connected(url, { patience }));
});
afterAll(() => stop());
afterEach(() => control.clearFaults());

const sought = ({ header, lineSign }: SalesEntry) => ({
  reference: header.YourReference,
  journal: header.Journal ?? "",
  lineSign,
});

async function staged(entry: SalesEntry, documentId: string | null = null): Promise<string> {
  const key = randomUUID();
  for (const at of entry.lines.keys())
    expect(await globe.line(entry, at, { transactionKey: key, documentId }, never)).toEqual({
      outcome: "done",
      value: { TransactionKey: key },
    });
  return key;
}

async function uploaded(pdf: Uint8Array): Promise<string> {
  const messageId = randomUUID();
  for (let at = 0; at * chunkSize < pdf.length; at += 1)
    await globe.chunk(messageId, at, pdf.subarray(at * chunkSize, (at + 1) * chunkSize), never);
  return messageId;
}

describe("an entry that is booked", () => {
  it("is found by its reference, and is to the cent what was approved", async () => {
    const entry = entryOf("2026-0200");
    expect(await globe.entries(sought(entry), never)).toEqual([]);
    const key = await staged(entry);
    expect((await globe.header(entry, key, never)).outcome).toBe("done");
    const [found, ...more] = await globe.entries(sought(entry), never);
    expect(more).toEqual([]);
    expect(found).toMatchObject({
      transactionKey: key,
      booking: { journal: "70", total: 131_900, debtorNumber: "10001" },
    });
    expect(found && mismatches(entry, found.booking, false)).toEqual([]);
  });

  it("of a credit note, of a Globe that wants a minus, and of cents is the same to the cent", async () => {
    for (const [number, sign, amount] of [
      ["2026-0201", "-", "1000"],
      ["2026-0202", "+", "-1000.07"],
      ["2026-0203", "-", "-0.01"],
    ] as const) {
      await changeBooks(url, { salesLineSign: sign });
      const entry = entryOf(number, { lines: [exampleLine({ amount })] }, { salesLineSign: sign });
      expect((await globe.header(entry, await staged(entry), never)).outcome).toBe("done");
      const [found] = await globe.entries(sought(entry), never);
      expect(found && mismatches(entry, found.booking, false)).toEqual([]);
    }
    await changeBooks(url, { salesLineSign: "+" });
  });

  it("with the wrong sign in the settings is seen to be reversed", async () => {
    const entry = entryOf("2026-0204", {}, { salesLineSign: "-" });
    await globe.header(entry, await staged(entry), never);
    const [found] = await globe.entries(sought(entry), never);
    expect(found && mismatches(entry, found.booking, false)).toContainEqual({
      what: "total",
      vatCode: "",
      expected: "1319.00",
      found: "-1319.00",
    });
  });

  it("of which Globe cut a line's text, or took the date for the day before, is seen to be so", async () => {
    const whatDiffers = async (number: string) => {
      const entry = entryOf(number);
      expect((await globe.header(entry, await staged(entry), never)).outcome).toBe("done");
      await control.clearFaults();
      const [found] = await globe.entries(sought(entry), never);
      return found && mismatches(entry, found.booking, false);
    };
    await control.fault({
      ...{ kind: "shorten", method: "POST", entity: "FinancialLine", property: "Description", length: 5, times: 1 },
    });
    expect(await whatDiffers("2026-0290")).toEqual([
      { what: "text", vatCode: "", expected: String(exampleLine().description.length), found: "5" },
    ]);
    await control.fault({ kind: "day_back", method: "POST", entity: "FinancialHeader" });
    expect(await whatDiffers("2026-0291")).toMatchObject([{ what: "date", found: "2026-11-19" }]);
  });

  it("of which Globe cut the reference is not found under it, and so never taken for booked", async () => {
    await control.fault({ kind: "shorten", method: "POST", property: "YourReference", length: 6 });
    const entry = entryOf("2026-0292");
    expect((await globe.header(entry, await staged(entry), never)).outcome).toBe("done");
    expect(await globe.entries(sought(entry), never)).toEqual([]);
  });

  it("is found however its reference was padded, and not by one that merely contains it", async () => {
    const entry = entryOf("26-02059");
    await globe.header(entry, await staged(entry), never);
    expect(await globe.entries({ ...sought(entry), reference: "26-0205" }, never)).toEqual([]);
    expect(await globe.entries({ ...sought(entry), reference: " 26-02059 " }, never)).toHaveLength(1);
    expect(await globe.entries({ ...sought(entry), journal: "71" }, never)).toEqual([]);
    expect(await globe.entries({ ...sought(entry), reference: "O'Brien" }, never)).toEqual([]);
  });

  it("is found by its lines where no header is given, and nothing is not believed where there is no company either", async () => {
    const entry = entryOf("2026-0206");
    await globe.header(entry, await staged(entry), never);
    await control.fault({ kind: "empty", entity: "FinancialHeader" });
    expect(await globe.entries(sought(entry), never)).toMatchObject([{ booking: { total: 131_900 }, sysGuid: "" }]);
    await control.fault({ kind: "empty" });
    await expect(globe.entries(sought(entry), never)).rejects.toMatchObject({ code: "source_incomplete" });
  });
});

describe("a document", () => {
  const pdf = randomBytes(chunkSize * 3 + 17);
  const sha256 = createHash("sha256").update(pdf).digest("hex");

  it("is found by its entry or by its lines, and gives back the same bytes", async () => {
    const entry = entryOf("2026-0210");
    const first = await globe.document(entry, { messageId: await uploaded(pdf), entryKey: null, kind }, never);
    const documentId = first.outcome === "done" ? first.value.ID : "";
    await globe.header(entry, await staged(entry, documentId), never);
    const [found] = await globe.entries(sought(entry), never);
    expect(found?.booking.document).toBe(documentId);
    const [document] = await globe.documents({ id: documentId }, never);
    expect(document && (await globe.contentOf(document, never))).toBe(sha256);

    const entryKey = found?.sysGuid ?? "";
    await globe.document(entry, { messageId: await uploaded(pdf), entryKey, kind }, never);
    const [linked] = await globe.documents({ entryKey }, never);
    expect(linked && (await globe.contentOf(linked, never))).toBe(sha256);
    expect(await globe.documents({ yourRef: "2026-0210" }, never)).toHaveLength(2);
  });

  it("of which a chunk was lost is refused", async () => {
    await control.fault({ kind: "forget", method: "POST", entity: "Binary", afterPages: 1, times: 1 });
    const made = await globe.document(
      entryOf("2026-0211"),
      { messageId: await uploaded(pdf), entryKey: null, kind },
      never,
    );
    expect(made).toMatchObject({ outcome: "refused", reason: expect.stringContaining("binary") });
  });
});

describe("a step", () => {
  const posts = async () => (await ledgerOf(url)).entries.length;

  it("that Globe refuses is refused, in Globe's own words", async () => {
    const entry = entryOf("2026-0220", { date: "2026-08-03" });
    expect(await globe.header(entry, await staged(entry), never)).toEqual({
      outcome: "refused",
      reason: "Financial period is closed: 2026 - 8",
      status: 400,
    });
  });

  it.each([
    ["hang", { kind: "hang" }, false],
    ["a broken answer", { kind: "cut" }, false],
    ["half an answer", { kind: "truncated" }, false],
    ["a web page", { kind: "html" }, false],
    ["an error of a proxy", { kind: "status", status: 502 }, false],
    ["an error in Globe's words", { kind: "status", status: 500, message: "locked" }, true],
  ])("that ends in %s is unknown, whether it was done or not, and is sent once", async (name, fault, denied) => {
    for (const done of [false, true]) {
      const entry = entryOf(`2026-03-${name.length}-${done}`);
      const key = await staged(entry);
      const before = await posts();
      const { done: times } = await control.fault({ ...fault, method: "POST", entity: "FinancialHeader", done });
      expect(await globe.header(entry, key, never)).toMatchObject({ outcome: "unknown", denied });
      expect(await times()).toBe(1);
      const wasDone = done || fault.kind === "cut" || fault.kind === "truncated";
      expect(await posts()).toBe(before + (wasDone ? 1 : 0));
      expect(await globe.entries(sought(entry), never)).toHaveLength(wasDone ? 1 : 0);
      await control.clearFaults();
    }
  });

  it("that never left is tried again, and is said not to be sent where nobody answers", async () => {
    const free = createServer().listen(0);
    const { port } = free.address() as AddressInfo;
    await new Promise((closed) => free.close(closed));
    const nobody = globeBooking(connected(`http://127.0.0.1:${port}`, { patience }));
    const entry = entryOf("2026-0230");
    expect(await nobody.header(entry, randomUUID(), never)).toMatchObject({ outcome: "not_sent" });

    let tries = 0;
    const opening = globeBooking(
      connected(url, {
        patience,
        fetch: (...asked) => globeFetch(tries++ === 0 ? `http://127.0.0.1:${port}` : (asked[0] as URL), asked[1]),
      }),
    );
    expect(await opening.header(entry, await staged(entry), never)).toMatchObject({ outcome: "done" });
  });
});
