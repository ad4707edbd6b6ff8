import { describe, expect, it } from "vitest";
import { exampleFacts, exampleInvoice, exampleLine, globe } from "./example.ts";
import type { GlobeRecords } from "./facts.ts";
import { type Finding, findingTexts, inWords } from "./findings.ts";
import type { Invoice, InvoiceLine } from "./invoice.ts";
import { preflight } from "./preflight.ts";
import { stateOf } from "./state.ts";

type Settings = Parameters<typeof exampleFacts>[1];

const found = (invoice: Partial<Invoice>, records: Partial<GlobeRecords> = {}, settings: Settings = {}) =>
  preflight(exampleInvoice(invoice), exampleFacts(records, settings));
const codes = (findings: Finding[]) => findings.map(({ code }) => code).sort();
const ofLine = (line: Partial<InvoiceLine>, records: Partial<GlobeRecords> = {}) =>
  found({ lines: [exampleLine(line)] }, records);
const long = (length: number) => "é".repeat(length);

describe("preflight", () => {
  it("finds nothing in a clean invoice", () => {
    expect(found({})).toEqual([]);
  });

  it.each<[string, Finding[]]>([
    ["debtor_unknown", found({ debtor: "999" })],
    ["debtor_unknown", found({ debtor: "?31" })],
    ["debtor_blocked", found({ debtor: "10030" })],
    ["vat_code_unknown", ofLine({ vatCode: "8" })],
    ["vat_code_unknown", ofLine({ vatCode: "" })],
    ["vat_code_not_sales", ofLine({ vatCode: "11" })],
    ["vat_percentage_differs", ofLine({ vatCode: "2" })],
    ["gl_account_unknown", ofLine({ glAccount: "8001" })],
    ["gl_account_unknown", ofLine({ glAccount: "" })],
    ["gl_account_blocked", ofLine({ glAccount: "8900" })],
    ["cost_center_unknown", ofLine({ costCenter: "X" })],
    ["cost_center_required", ofLine({ glAccount: "8100" })],
    ["project_unknown", ofLine({ project: "X" })],
    ["project_required", ofLine({ glAccount: "8200" })],
    ["currency_unknown", found({ currency: "JPY" })],
    ["period_unknown", found({ date: "2026-12-01" })],
    ["period_closed", found({ date: "2026-10-31" }, {}, { booksClosedUntil: "2026-10-31" })],
    ["journal_unknown", found({}, {}, { salesJournal: "75" })],
    ["journal_unknown", found({}, {}, { salesJournal: null })],
    ["journal_not_sales", found({}, {}, { salesJournal: "60" })],
    ["amounts_differ", found({ totalIncl: "1210.01" })],
    ["text_too_long", found({ description: long(61) })],
    ["character_not_storable", found({ description: "Δ" })],
    [
      "number_already_booked",
      found(
        {},
        {
          FinancialHeader: [
            { Journal: "70", EntryNumber: "1", YourReference: "2026-0123", DebtorNumber: "1", Amount: 1210 },
          ],
        },
      ),
    ],
  ])("finds %s alone, as blocking, with its cause and both languages", (code, findings) => {
    expect(codes(findings)).toEqual([code]);
    expect(findings[0]?.severity).toBe("blocking");
    for (const language of ["en", "nl"] as const) {
      const { sentence, remedy } = inWords(findings[0] as Finding, language);
      expect(`${sentence} ${remedy}`).not.toMatch(/[{}]/);
    }
  });

  it.each<[string, Finding[]]>([
    [
      "account_marked_blocked",
      found({}, { Account: [{ DebtorCode: "10021", DebtorNumber: "1", CustomerStatus: "A", Blocked: true }] }),
    ],
    [
      "account_marked_blocked",
      found({}, { Account: [{ DebtorCode: "10021", DebtorNumber: "1", CustomerStatus: "A", AccountStatus: "B" }] }),
    ],
    [
      "debtor_twice",
      found({}, { Account: [...globe.Account, { DebtorCode: "10021", DebtorNumber: "9", CustomerStatus: "B" }] }),
    ],
    [
      "reverse_charge_differs",
      ofLine({ reverseCharge: true, vat: "0" }).filter(({ severity }) => severity === "warning"),
    ],
    ["vat_code_inclusive", ofLine({ vatCode: "5" })],
    ["cost_center_disabled", ofLine({ costCenter: "OUD" })],
    ["project_not_active", ofLine({ project: "P0" })],
    ["currency_disabled", found({ currency: "USD" })],
    ["line_amount_differs", ofLine({ quantity: "7" })],
    [
      "number_in_other_journal",
      found(
        {},
        {
          FinancialHeader: [
            { Journal: "71", EntryNumber: "1", YourReference: "2026-0123", DebtorNumber: "1", Amount: 5 },
          ],
        },
      ),
    ],
  ])("warns of %s and does not block", (code, findings) => {
    expect(codes(findings)).toEqual([code]);
    expect(findings[0]?.severity).toBe("warning");
  });

  it("warns of a credit note that takes nothing back", () => {
    const credit = { kind: "credit" as const, totalExcl: "-1000", totalVat: "-210", totalIncl: "-1210" };
    const lines = [exampleLine({ quantity: "-8", amount: "-1000", vat: "-210" })];
    expect(codes(found({ ...credit, lines }))).toEqual(["original_unknown"]);
    expect(codes(found({ ...credit, lines, original: "2026-0001" }))).toEqual([]);
  });

  it("knows a debtor by its code, never by another's number that is alike", () => {
    expect(found({ debtor: "7021" })).toEqual([]);
    expect(codes(found({ debtor: "10022" }))).toEqual(["debtor_unknown"]);
  });

  it("says once what several lines share, with all their numbers and items", () => {
    const lines = [1, 2, 3].map((number) => exampleLine({ number, glAccount: "8900", item: number === 3 ? "B" : "A" }));
    const [finding, ...rest] = found({ lines, totalExcl: "3000", totalVat: "630", totalIncl: "3630" });
    expect(rest).toEqual([]);
    expect(finding).toMatchObject({
      cause: { kind: "account", key: "8900" },
      lines: [1, 2, 3],
      pairs: [
        { entity: "item", key: "A" },
        { entity: "item", key: "B" },
      ],
    });
  });

  it("links a cause to its pair", () => {
    expect(ofLine({ vatCode: "8" })[0]?.pairs).toEqual([{ entity: "vatCode", key: "8" }]);
    expect(found({ debtor: "999" })[0]?.pairs).toEqual([{ entity: "customer", key: "999" }]);
    expect(found({ currency: "JPY" })[0]?.pairs).toEqual([{ entity: "currency", key: "JPY" }]);
  });

  it("takes the percentage for what it is, however it is written", () => {
    expect(
      ofLine({ vatCode: "2", percentage: "9", vat: "90" }).filter(({ code }) => code === "vat_percentage_differs"),
    ).toEqual([]);
    expect(codes(ofLine({ percentage: "0.21" }))).toContain("vat_percentage_differs");
  });
});

describe("lengths and characters", () => {
  it.each([
    ["description", { description: long(60) }, []],
    ["description", { description: long(61) }, ["text_too_long"]],
    ["a line", { lines: [exampleLine({ description: long(60) })] }, []],
    ["a line", { lines: [exampleLine({ description: long(61) })] }, ["text_too_long"]],
    ["the number", { number: `F${"x".repeat(29)}` }, []],
    ["the number", { number: `F${"x".repeat(30)}` }, ["text_too_long"]],
    ["eight digits", { number: "2026-0123" }, []],
    ["nine digits", { number: "2026-01234" }, ["text_too_long"]],
    ["characters of Windows-1252", { description: "Café – € 5 “ok”" }, []],
    ["others", { description: "Dvořák" }, ["character_not_storable"]],
    ["both at once", { description: `${long(60)}→` }, ["character_not_storable", "text_too_long"]],
  ])("%s", (_, invoice, expected) => {
    expect(codes(found(invoice))).toEqual(expected);
  });

  it("of Globe's own reference do not count where it is switched off", () => {
    expect(found({ number: "2026-01234" }, {}, { ourReference: "none" })).toEqual([]);
  });
});

describe("sums", () => {
  const two = [
    exampleLine({ number: 1, quantity: "1", price: "37.5", amount: "37.5", vat: "7.88" }),
    exampleLine({ number: 2, quantity: "1", price: "12.5", amount: "12.5", vat: "2.63" }),
  ];
  const unrounded = two.map((line) => ({ ...line, vat: line.number === 1 ? "7.875" : "2.625" }));
  const cents = (first: string) => two.map((line) => (line.number === 1 ? { ...line, vat: first } : line));
  const totals = (totalVat: string, totalIncl: string) => ({ totalExcl: "50", totalVat, totalIncl });
  it.each<[string, Partial<Invoice>, string[]]>([
    ["per line, VAT is the sum of rounded lines", { lines: two, ...totals("10.51", "60.51") }, []],
    ["per line, the VAT of the total is a cent off", { lines: two, ...totals("10.5", "60.5") }, ["amounts_differ:vat"]],
    ["per code, VAT is that of the total", { vatMode: "per_code", lines: two, ...totals("10.5", "60.5") }, []],
    [
      "per code, the sum of rounded lines is a cent off",
      { vatMode: "per_code", lines: two, ...totals("10.51", "60.51") },
      ["amounts_differ:vat"],
    ],
    [
      "per code, lines may carry VAT that is not rounded",
      { vatMode: "per_code", lines: unrounded, ...totals("10.5", "60.5") },
      [],
    ],
    [
      "per code, a line far off is found",
      { vatMode: "per_code", lines: [{ ...exampleLine(), vat: "200" }] },
      ["amounts_differ:code_vat"],
    ],
    [
      "per code, two lines may be a cent off together",
      { vatMode: "per_code", lines: cents("7.86"), ...totals("10.5", "60.5") },
      [],
    ],
    [
      "per code, not more",
      { vatMode: "per_code", lines: cents("7.85"), ...totals("10.5", "60.5") },
      ["amounts_differ:code_vat"],
    ],
    ["a line's VAT is off", { lines: [exampleLine({ vat: "209.99" })] }, ["amounts_differ:line_vat"]],
    ["the lines do not come to the total", { totalExcl: "999", totalIncl: "1209" }, ["amounts_differ:lines"]],
    ["total is not lines and VAT", { totalIncl: "1209.99" }, ["amounts_differ:total"]],
    ["an amount is not whole cents", { lines: [exampleLine({ amount: "1000.005" })] }, ["amounts_differ:not_cents"]],
    ["there are no lines", { lines: [] }, ["amounts_differ:no_lines"]],
    ["totals that Milestones does not give are not judged", { totalExcl: null, totalVat: null }, []],
    ["a line that does not say its VAT is not judged", { lines: [exampleLine({ vat: null })] }, []],
  ])("%s", (_, invoice, expected) => {
    const texts = found(invoice).flatMap(({ code, text }) => (code === "amounts_differ" ? [text] : []));
    expect(texts).toEqual(expected);
  });
});

describe("a state", () => {
  const booked = (rest: object) => ({
    FinancialHeader: [
      {
        Journal: " 70",
        EntryNumber: "26700001",
        YourReference: "2026-0123",
        DebtorNumber: "  7021",
        Amount: 1210,
        ...rest,
      },
    ],
  });
  const state = (invoice: Partial<Invoice>, records: Partial<GlobeRecords> = {}) =>
    stateOf(exampleInvoice(invoice), exampleFacts(records)).state;

  it("is draft for what is not processed or no invoice, whatever else is wrong", () => {
    expect(state({ processed: false, debtor: "999" })).toBe("draft");
    expect(state({ kind: "other" })).toBe("draft");
    expect(stateOf(exampleInvoice({ processed: false, debtor: "999" }), exampleFacts()).findings).toEqual([]);
  });

  it("is already_booked for the same debtor and total, even in closed books or with a debtor blocked since", () => {
    expect(state({}, booked({}))).toBe("already_booked");
    expect(state({ date: "2026-01-01" }, booked({}))).toBe("already_booked");
    expect(state({}, booked({ YourReference: " 2026-0123 " }))).toBe("already_booked");
    expect(state({}, booked({ Journal: "71" }))).toBe("already_booked");
    const judged = stateOf(exampleInvoice(), exampleFacts(booked({})));
    expect([judged.findings, judged.booking?.entryNumber]).toEqual([[], "26700001"]);
  });

  it("is blocked for another debtor, another total, or the reverse of it", () => {
    expect(state({}, booked({ DebtorNumber: " 10021" }))).toBe("blocked");
    expect(state({}, booked({ Amount: 1210.01 }))).toBe("blocked");
    expect(state({}, booked({ Amount: -1210 }))).toBe("blocked");
  });

  it("is ready though a purchase entry carries the same number", () => {
    expect(state({}, booked({ Journal: "60" }))).toBe("ready");
  });

  it("heals by itself: the same invoice is ready once the master data is right", () => {
    expect(state({ debtor: "10031" })).toBe("blocked");
    expect(
      state({ debtor: "10031" }, { Account: [{ DebtorCode: "10031", DebtorNumber: "5", CustomerStatus: "A" }] }),
    ).toBe("ready");
  });
});

describe("the sentences", () => {
  it("cover every code of the command line", () => {
    const listed =
      "debtor_unknown debtor_blocked vat_code_unknown vat_code_not_sales vat_percentage_differs gl_account_unknown " +
      "gl_account_blocked cost_center_unknown cost_center_required project_unknown project_required currency_unknown " +
      "period_unknown period_closed journal_unknown journal_not_sales amounts_differ text_too_long " +
      "character_not_storable number_already_booked";
    const said = new Set(Object.keys(findingTexts).map((text) => text.split(":")[0]));
    expect(listed.split(" ").filter((code) => !said.has(code))).toEqual([]);
  });

  it("name the same values in both languages", () => {
    const named = (text: object) => [...new Set(JSON.stringify(text).match(/\{\w+\}/g))].sort();
    for (const { en, nl } of Object.values(findingTexts)) expect(named(nl)).toEqual(named(en));
  });
});
