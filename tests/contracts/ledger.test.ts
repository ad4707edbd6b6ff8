// The sales ledger of Globe's stand-in: what it posts, what it refuses, and that nothing it said is ever lost.
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { globeStandin } from "../../standins/globe/server.ts";
import { globeFetch, globeHeaders } from "../globe-account.ts";
import { changeBooks, ledgerOf, written } from "../ledger.ts";
import { standinControl } from "../standin.ts";
import { eventually, room } from "./rooms.ts";

const dataset = new URL("../../demo/northwind", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "tieout-ledger-"));
afterAll(() => rmSync(folder, { recursive: true }));

let url: string;
let stop: () => Promise<void>;
beforeAll(async () => {
  ({ url, stop } = await globeStandin({ dataset: [dataset] }));
});
afterAll(() => stop());

const line = {
  GLAccount: "     8000",
  Description: "Uren",
  Amount: 1000,
  VATCode: "1",
  VATAmount: 210,
  VATBasis: 1000,
};
const header = {
  Journal: " 70",
  DebtorNumber: " 10001",
  Description: "Factuur 2026-0123",
  EntryDate: "2026-11-20",
  YourReference: "2026-0123",
  OurReference: "20260123",
};

/** Stages lines and closes them with a header; what the header was answered. */
async function booked(lines: object[] = [line], over: object = {}, at = url) {
  let key: string | undefined;
  for (const one of lines) {
    const staged = await written(at, "FinancialLine", { ...one, ...(key ? { TransactionKey: key } : {}) });
    if (staged.status !== 201) return { ...staged, key };
    key = staged.d.TransactionKey;
  }
  return {
    ...(await written(at, "FinancialHeader", { ...header, TransactionKey: key ?? randomUUID(), ...over })),
    key,
  };
}

async function read(query: string, at = url) {
  const response = await globeFetch(`${at}/services/Exact.Entity.REST.EG/${query}`, {
    headers: globeHeaders(),
  });
  return (await response.json()).d.results;
}

describe("an entry", () => {
  it("is lines that wait unseen, until a header posts them under the journal's next number", async () => {
    const { status, d, key } = await booked([
      line,
      { ...line, GLAccount: "8010", Amount: 100, VATCode: "2", VATAmount: 9, VATBasis: 100 },
    ]);
    expect(status).toBe(201);
    expect(d.EntryNumber).toMatch(/^2670\d{4}$/);
    const [found] = await read(`FinancialHeader?$filter=YourReference eq '2026-0123'`);
    expect(found).toMatchObject({
      EntryNumber: d.EntryNumber,
      Journal: " 70",
      Amount: 1319,
      FinancialYear: 2026,
      FinancialPeriod: 11,
      JournalType: "V",
    });
    const lines = await read(`FinancialLine?$filter=EntryNumber eq '${d.EntryNumber}'`);
    expect(lines).toMatchObject([
      { GLAccount: "     8000", Amount: 1000, YourReference: "2026-0123", TransactionKey: key, LineNumber: 1 },
      { GLAccount: "8010", Amount: 100, VATCode: "2", LineNumber: 2 },
    ]);
    const again = await booked([line], { YourReference: "2026-0124" });
    expect(Number(again.d.EntryNumber)).toBe(Number(d.EntryNumber) + 1);
  });

  it("stands in the ledger with debtor, revenue and VAT by code, and comes to nothing", async () => {
    const { key } = await booked([line, { ...line, Amount: -250, VATAmount: -52.5, VATBasis: -250 }]);
    const entry = (await ledgerOf(url)).entries.find((one) => one.header.TransactionKey === key);
    expect(entry?.rows).toEqual([
      { kind: "A", account: "1300", vatCode: "", amount: "907.50" },
      { kind: "B", account: "8000", vatCode: "1", amount: "-1000.00" },
      { kind: "B", account: "8000", vatCode: "1", amount: "250.00" },
      { kind: "K", account: "1520", vatCode: "1", amount: "-157.50" },
    ]);
  });

  it("of a Globe that takes revenue with a minus is the same entry", async () => {
    await changeBooks(url, { salesLineSign: "-" });
    const { key, d } = await booked([{ ...line, Amount: -1000, VATAmount: -210, VATBasis: -1000 }]);
    await changeBooks(url, { salesLineSign: "+" });
    expect(d.Amount).toBe(1210);
    const entry = (await ledgerOf(url)).entries.find((one) => one.header.TransactionKey === key);
    expect(entry?.rows[0]).toMatchObject({ kind: "A", amount: "1210.00" });
  });

  it("is never changed, removed or posted twice", async () => {
    const { key, d } = await booked();
    const before = await ledgerOf(url);
    for (const method of ["PUT", "MERGE", "PATCH", "DELETE"])
      for (const entity of ["FinancialHeader", "FinancialLine"])
        expect((await written(url, `${entity}(${d.ID})`, { Description: "x" }, method)).status).toBe(405);
    expect(await written(url, "FinancialHeader", { ...header, TransactionKey: key ?? "" })).toMatchObject({
      status: 400,
    });
    expect(await written(url, "FinancialLine", { ...line, TransactionKey: key ?? "" })).toMatchObject({ status: 400 });
    expect(await ledgerOf(url)).toEqual(before);
  });

  it("is all that may be written: master data is read only", async () => {
    expect((await written(url, "Account", { AccountName: "x" })).status).toBe(405);
    expect((await written(url, "VAT", { VATCode: "9" })).status).toBe(405);
  });
});

describe("what Globe refuses is not posted, and its reason stands innermost:", () => {
  const blocked = () => standinControl(url);
  it.each<[string, object, object, RegExp]>([
    ["a closed period", {}, { EntryDate: "2026-08-31" }, /period is closed/],
    ["a date without a period", {}, { EntryDate: "2031-01-01" }, /period does not exist/],
    ["a period that the date does not lie in", {}, { FinancialPeriod: 10 }, /not in financial period/],
    ["a journal that there is not", {}, { Journal: " 99" }, /Journal does not exist/],
    ["a journal of another type", {}, { Journal: " 60" }, /Journal type/],
    ["a debtor that there is not", {}, { DebtorNumber: "999999" }, /Debtor does not exist/],
    ["an unknown ledger account", { GLAccount: "     1234" }, {}, /account does not exist/],
    ["a blocked ledger account", { GLAccount: "     8900" }, {}, /account is blocked/],
    ["an account without the cost centre it demands", { GLAccount: "     8020" }, {}, /Cost centre is mandatory/],
    ["a cost centre that there is not", { CostCenter: "NIETS" }, {}, /Cost centre does not exist/],
    ["an unknown VAT code", { VATCode: "99" }, {}, /VAT code does not exist/],
    ["a purchase VAT code", { VATCode: "11" }, {}, /not a sales VAT code/],
    ["VAT that is not the code's", { VATAmount: 200 }, {}, /VAT amount/],
    ["an entry out of balance", { VATBasis: 999 }, {}, /not in balance/],
    ["a total that is not that of the lines", {}, { Amount: 1200 }, /not in balance/],
    ["an unknown currency", {}, { CurrencyCode: "XXX" }, /Currency does not exist/],
    ["a description that is too long", { Description: "x".repeat(61) }, {}, /Maximum length is 60/],
    ["a reference that is too long", {}, { OurReference: "123456789" }, /Maximum length is 8/],
    ["a property that there is not", {}, { Paid: true }, /No property 'Paid'/],
    ["text where a number stands", { Amount: "1000" }, {}, /not of type Double/],
    ["a header without lines", {}, { TransactionKey: randomUUID() }, /No lines/],
  ])("%s", async (_, ofLine, ofHeader, reason) => {
    const before = (await ledgerOf(url)).entries;
    const { status, refusal } = await booked([{ ...line, ...ofLine }], ofHeader);
    expect(status).toBe(400);
    expect(refusal).toMatch(reason);
    expect((await ledgerOf(url)).entries).toEqual(before);
  });

  it("a blocked debtor", async () => {
    const [account] = await read("Account?$filter=DebtorNumber eq ' 10001'");
    await blocked().change("Account", account.ID, { CustomerStatus: "B" });
    expect((await booked()).refusal).toMatch(/Debtor is blocked/);
    await blocked().change("Account", account.ID, { CustomerStatus: "A" });
    expect((await booked()).status).toBe(201);
  });
});

describe("a document", () => {
  const pdf = randomBytes(150_000);

  async function uploaded(MessageID = randomUUID(), at = url) {
    for (let Sequence = 0; Sequence * 69_000 < pdf.length; Sequence += 1) {
      const DataString = pdf.subarray(Sequence * 69_000, (Sequence + 1) * 69_000).toString("base64");
      expect((await written(at, "Binary", { MessageID, Sequence, DataString, Encoded: true })).status).toBe(201);
    }
    return MessageID;
  }
  const document = { Subject: "Factuur", SecurityLevel: 10, Status: 50, FileName: "f.pdf", YourRef: "2026-0123" };

  it("is put together from chunks, belongs to an entry, and is read back byte for byte", async () => {
    const { d } = await booked();
    const MessageIDDocument = await uploaded();
    const [entry] = await read(`FinancialHeader?$filter=EntryNumber eq '${d.EntryNumber}'`);
    const made = await written(url, "Document", { ...document, MessageIDDocument, EntryKey: entry.SysGuid });
    expect(made.status).toBe(201);
    const [found] = await read(`Document?$filter=EntryKey eq guid'${entry.SysGuid}'`);
    expect(found).toMatchObject({ ID: made.d.ID, FileName: "f.pdf", MessageIDDocument });
    const chunks = await read(`Binary?$filter=MessageID eq guid'${MessageIDDocument}'&$orderby=Sequence`);
    const bytes = Buffer.concat(chunks.map((one: { DataString: string }) => Buffer.from(one.DataString, "base64")));
    expect(bytes.equals(pdf)).toBe(true);
  });

  it("is refused without its binary, for an entry that there is not, or with what is mandatory left out", async () => {
    expect((await written(url, "Document", { ...document, MessageIDDocument: randomUUID() })).refusal).toMatch(
      /binary/,
    );
    expect((await written(url, "Document", { ...document, EntryKey: randomUUID() })).refusal).toMatch(/EntryKey/);
    expect((await written(url, "Document", { Subject: "x", Status: 50 })).refusal).toMatch(/SecurityLevel/);
  });

  it("takes each chunk once, and none longer than Globe holds", async () => {
    const MessageID = await uploaded();
    const chunk = { MessageID, Sequence: 0, DataString: "AAAA", Encoded: true };
    expect((await written(url, "Binary", chunk)).refusal).toMatch(/already/);
    expect((await written(url, "Binary", { ...chunk, Sequence: 9, DataString: "A".repeat(100_004) })).status).toBe(400);
  });
});

describe("a ledger in a file", () => {
  const sum = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
  const started = (file: string, ...more: string[]) =>
    room("standins/globe/main.ts", ["--dataset", dataset, "--ledger", join(folder, file), ...more], {
      log: join(folder, "globe.log"),
    });

  it("is after kill -9 what it was: staged lines, entries, documents and the next number", async () => {
    const first = await started("a.jsonl");
    const at = String(first.ready.url);
    const { d } = await booked([line], {}, at);
    const waiting = await written(at, "FinancialLine", line);
    const pdf = randomBytes(5_000);
    const MessageID = randomUUID();
    await written(at, "Binary", { MessageID, Sequence: 0, DataString: pdf.toString("base64"), Encoded: true });
    await written(at, "Document", { Subject: "x", SecurityLevel: 1, Status: 1, MessageIDDocument: MessageID });
    const before = await ledgerOf(at);
    expect(before.documents).toMatchObject([{ sha256: sum(pdf), bytes: 5_000 }]);
    await first.kill();
    appendFileSync(join(folder, "a.jsonl"), '{"database":"500","kind":"li');

    const second = await started("a.jsonl");
    const again = String(second.ready.url);
    expect(await ledgerOf(again)).toEqual(before);
    const closed = await written(again, "FinancialHeader", { ...header, TransactionKey: waiting.d.TransactionKey });
    expect(Number(closed.d.EntryNumber)).toBe(Number(d.EntryNumber) + 1);
    expect(closed.d.ID).toBe(d.ID + 1);
    await second.stop();
    const third = await started("a.jsonl");
    expect((await ledgerOf(String(third.ready.url))).entries).toHaveLength(2);
    await third.stop();
  });

  it("can be told to die before or after a header; what it did before stays", async () => {
    for (const [file, done, entries] of [
      ["b.jsonl", false, 0],
      ["c.jsonl", true, 1],
    ] as const) {
      const dying = await started(file);
      const at = String(dying.ready.url);
      await standinControl(at).fault({ kind: "die", method: "POST", entity: "FinancialHeader", done });
      await expect(booked([line], {}, at)).rejects.toThrow();
      const after = await started(file);
      const ledger = await ledgerOf(String(after.ready.url));
      expect(ledger.entries).toHaveLength(entries);
      expect(ledger.staged).toHaveLength(1 - entries);
      await after.stop();
    }
  });
});

describe("what can go wrong on request", () => {
  afterEach(() => standinControl(url).clearFaults());

  it("a header that is booked and never answered", async () => {
    const before = (await ledgerOf(url)).entries.length;
    const hung = await standinControl(url).fault({
      kind: "hang",
      method: "POST",
      entity: "FinancialHeader",
      done: true,
    });
    const asking = booked();
    asking.catch(() => undefined);
    await eventually(hung.done, (times) => times === 1);
    expect((await ledgerOf(url)).entries).toHaveLength(before + 1);
  });

  it("a document that is answered and not kept", async () => {
    await standinControl(url).fault({ kind: "forget", method: "POST", entity: "Document" });
    const made = await written(url, "Document", { Subject: "x", SecurityLevel: 1, Status: 1 });
    expect(made.status).toBe(201);
    expect(await read(`Document?$filter=ID eq guid'${made.d.ID}'`)).toEqual([]);
  });

  it("a fault of reading leaves writing alone, and the other way round", async () => {
    await standinControl(url).fault({ kind: "status", status: 500, message: "locked" });
    expect((await booked()).status).toBe(201);
    await standinControl(url).clearFaults();
    await standinControl(url).fault({ kind: "status", status: 500, message: "locked", method: "POST" });
    expect(await booked()).toMatchObject({ status: 500, refusal: "locked" });
    expect(await read("Currency?$top=1")).toHaveLength(1);
  });
});
