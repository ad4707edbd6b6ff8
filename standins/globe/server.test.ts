import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { globeFetch, globeHeaders } from "../../tests/globe-account.ts";
import { type StandinControl, standinControl } from "../../tests/standin.ts";
import { localNow } from "./metadata.ts";
import { globeStandin } from "./server.ts";

const northwind = new URL("../../demo/northwind/", import.meta.url);

describe("Globe's stand-in", () => {
  let url: string;
  let stop: () => Promise<void>;
  let control: StandinControl;
  const stored = JSON.parse(readFileSync(new URL("globe/Account.json", northwind), "utf8"));

  beforeAll(async () => {
    ({ url, stop } = await globeStandin({ dataset: [northwind.pathname] }));
    control = standinControl(url);
  });
  afterAll(() => stop());

  async function asked(path: string, headers: Record<string, string> = globeHeaders()) {
    const response = await globeFetch(`${url}/services/Exact.Entity.REST.EG/${path}`, { headers });
    return { status: response.status, body: await response.json() };
  }
  const codes = async (query: string): Promise<string[]> => {
    const { body } = await asked(`Account?$select=DebtorCode&${query}`);
    return body.d.results.map((record: { DebtorCode: string }) => record.DebtorCode.trim());
  };

  it("demands both headers, with its own server and a database that it has", async () => {
    const { ServerName, DatabaseName } = globeHeaders();
    const refused = async (headers: Record<string, string>) => {
      const { status, body } = await asked("Account", headers);
      return [status, body.error?.innererror.internalexception.message];
    };
    expect(await refused({ ServerName })).toEqual([400, expect.stringContaining("must be given")]);
    expect(await refused({ DatabaseName })).toEqual([400, expect.stringContaining("must be given")]);
    expect(await refused({ ServerName: "SRV02", DatabaseName })).toEqual([
      400,
      expect.stringContaining("The server was not found"),
    ]);
    expect(await refused({ ServerName, DatabaseName: "501" })).toEqual([400, expect.stringContaining('"501"')]);
    expect((await asked("Currency", { ServerName: ServerName.toLowerCase(), DatabaseName })).status).toBe(200);
  });

  it("compares filters with what is kept, padding included", async () => {
    expect(await codes("$filter=DebtorCode eq '10067'")).toEqual([]);
    expect(await codes("$filter=DebtorCode eq '               10067'")).toEqual(["10067"]);
    expect(await codes("$filter=substringof('10067', DebtorCode)")).toEqual(["10067"]);
  });

  it("reads and, or, not, parentheses, dates and GUIDs in a filter", async () => {
    const [first] = stored;
    expect(await codes(`$filter=ID eq guid'{${first.ID}}'`)).toEqual([first.DebtorCode.trim()]);
    const count = async (filter: string) => (await codes(`$top=60&$filter=${encodeURIComponent(filter)}`)).length;
    const blocked = stored.filter((one: { CustomerStatus: string }) => one.CustomerStatus === "B").length;
    expect(await count("CustomerStatus eq 'B'")).toBe(blocked);
    expect(await count("not (CustomerStatus ne 'B')")).toBe(blocked);
    expect(await count("CustomerStatus eq 'B' and (CustomerType eq 'X' or CustomerType eq 'Y')")).toBe(0);
    const late = stored.filter((one: { ModifiedDate: string }) => one.ModifiedDate > "2026-10-20T00:00:00").length;
    expect(await count("ModifiedDate gt DateTime'2026-10-20T00:00:00'")).toBe(late);
  });

  it("refuses a filter that it cannot read, with the reason innermost", async () => {
    for (const filter of ["Debtor eq 'x'", "DebtorCode eq", "DebtorCode eq 5", "DebtorCode like 'x'"]) {
      const { status, body } = await asked(`Account?$filter=${encodeURIComponent(filter)}`);
      expect(status).toBe(400);
      expect(body.error.innererror.internalexception.message).not.toBe("");
    }
  });

  it("orders, skips and takes; $top counts over pages", async () => {
    const ordered = await codes("$orderby=DebtorCode desc&$filter=DebtorCode ne ''&$top=5");
    expect(ordered).toEqual([...ordered].sort().reverse());
    expect(await codes("$orderby=DebtorCode desc&$filter=DebtorCode ne ''&$skip=2&$top=3")).toEqual(ordered.slice(2));
    const { body } = await asked("Account?$top=70&$select=ID");
    expect(body.d.results).toHaveLength(60);
    const next = new URL(body.d.__next);
    expect(next.hostname).not.toBe("127.0.0.1");
    const rest = await asked(`Account${next.search}`);
    expect(rest.body.d.results).toHaveLength(10);
    expect(rest.body.d.__next).toBeUndefined();
  });

  it("gives dates as milliseconds of its own clock, and one record by its key", async () => {
    const [first] = stored;
    const { body } = await asked(`Account(guid'${first.ID}')?$select=ModifiedDate`);
    expect(body.d.ModifiedDate).toBe(`/Date(${Date.parse(`${first.ModifiedDate}Z`)})/`);
    expect((await asked("Account(guid'00000000-0000-0000-0000-000000000000')")).status).toBe(404);
  });

  it("finds entities in any case, and with an underscore for a dot", async () => {
    expect((await asked("currency?$select=CurrencyCode")).body.d.results.length).toBeGreaterThan(0);
    expect((await asked("BrowserData_Journal?$select=JournalNumber")).body.d.results[0].JournalNumber).toBe(" 70");
    expect((await asked("Debtor")).status).toBe(404);
  });

  it("keeps what is written as Globe does: padded, in capitals, without letters its code page lacks", async () => {
    await control.add("Account", { DebtorCode: "77", AccountName: "Żabka", CustomerStatus: "a" });
    const { body } = await asked("Account?$filter=DebtorCode eq '                  77'");
    expect(body.d.results[0]).toMatchObject({ AccountName: "?abka", CustomerStatus: "A", AccountManagerID: 0 });
    await control.change("Account", "77", { AccountName: "Zabka" }, "DebtorCode");
    expect((await asked("Account?$filter=AccountName eq 'zabka'")).body.d.results).toHaveLength(1);
    await control.remove("Account", "77", "DebtorCode");
    expect(await codes("$filter=AccountName eq 'Zabka'")).toEqual([]);
  });

  it("gives what was changed since a moment; a change of a contact or an address alone does not move that moment", async () => {
    const [first, second] = stored;
    const since = new Date(Date.now() - new Date().getTimezoneOffset() * 60_000 - 1_000).toISOString().slice(0, 19);
    const changed = () => codes(`$filter=${encodeURIComponent(`ModifiedDate ge datetime'${since}'`)}&$orderby=ID`);
    expect(await changed()).toEqual([]);
    await control.change("Account", first.ID, { ContactFullName: "Iemand Anders", PostalCity: "Delft" });
    expect(await changed()).toEqual([]);
    await control.change("Account", second.ID, { AccountName: "Anders", InvoiceCity: "Delft" });
    expect(await changed()).toEqual([second.DebtorCode.trim()]);
    await control.add("Account", { DebtorCode: "78", AccountName: "Nieuw" });
    expect((await changed()).sort()).toEqual([second.DebtorCode.trim(), "78"].sort());
    await control.remove("Account", "78", "DebtorCode");
  });

  it("can be told that its clock is off", async () => {
    const control = standinControl(url);
    await control.fault({ kind: "clock_off", minutes: -90 });
    const changed = await control.change("Currency", "GBP", { Description: "Pound" });
    await control.clearFaults();
    const behind = Date.parse(`${localNow()}Z`) - Date.parse(`${changed.ModifiedDate}Z`);
    expect(Math.round(behind / 60_000)).toBe(90);
  });

  it("refuses to keep a text that is too long, or a property that it does not have", async () => {
    await expect(control.add("Currency", { CurrencyCode: "EURO" })).rejects.toThrow("Maximum length is 3");
    await expect(control.add("Currency", { Name: "Euro" })).rejects.toThrow("No property 'Name'");
  });
});

describe("a data set that is kept less strictly than Globe keeps its records", () => {
  const folder = mkdtempSync(join(tmpdir(), "tieout-globe-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  it("is served padded, with keys and a company, and otherwise as it stands", async () => {
    const name = "Żabka, een naam die langer is dan Globe in vijftig tekens bewaart";
    mkdirSync(join(folder, "globe"));
    writeFileSync(join(folder, "connector.json"), '{"company":900}');
    writeFileSync(join(folder, "globe/Account.json"), JSON.stringify([{ DebtorCode: "77", AccountName: name }]));
    const { url, stop } = await globeStandin({ dataset: [folder] });
    const read = async (entity: string) => {
      const headers = globeHeaders("900");
      const response = await globeFetch(`${url}/services/Exact.Entity.REST.EG/${entity}`, { headers });
      return (await response.json()).d.results;
    };
    const [account] = await read("Account");
    expect(account).toMatchObject({ DebtorCode: "77".padStart(20), AccountName: name, CompanyCode: null });
    expect(account.ID).toMatch(/^[0-9a-f-]{36}$/);
    expect(await read("Division")).toMatchObject([{ Code: "900" }]);
    await stop();
  });
});
