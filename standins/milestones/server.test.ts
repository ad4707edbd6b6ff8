import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accessTo, fetchAs } from "../../tests/milestones-access.ts";
import { milestonesStandin } from "./server.ts";

describe("Milestones' stand-in", () => {
  const folder = mkdtempSync(join(tmpdir(), "tieout-milestones-"));
  const ids = ["9007199254740993", "9007199254740994", "9007199254740995"];
  let url: string;
  let stop: () => Promise<void>;
  let fetchIn: typeof fetch;

  beforeAll(async () => {
    mkdirSync(join(folder, "milestones"));
    const records = ids.map(
      (id, at) => `{"CustomerCompanyId":${id},"CustomerCode":"${at}","VisitAddressCity":"Assen"}`,
    );
    writeFileSync(join(folder, "milestones/Customer.json"), `[${records}]`);
    ({ url, stop } = await milestonesStandin({ dataset: [folder], pageSize: 2 }));
    fetchIn = fetchAs(accessTo(url));
  });
  afterAll(async () => {
    await stop();
    rmSync(folder, { recursive: true });
  });

  const asked = async (path: string, method = "GET") => {
    const response = await fetchIn(`${url}${path}`, { method });
    return { status: response.status, text: await response.text() };
  };

  it("writes ids of 64 bits as numbers, digit by digit", async () => {
    const { text } = await asked("/V2/odata/Customer?$select=CustomerCompanyId&$top=1");
    expect(text).toContain(`"value":[{"CustomerCompanyId":${ids[0]}}]`);
    const one = await asked(`/api/v2/odata/Customer(${ids[1]})`);
    expect(JSON.parse(one.text).CustomerCode).toBe("1");
    expect((await asked("/V2/odata/Customer(5)")).status).toBe(404);
  });

  it("finds an id and not its neighbour, which is the same to a JS number", async () => {
    const { text } = await asked(`/V2/odata/Customer?$select=CustomerCode&$filter=CustomerCompanyId eq ${ids[0]}`);
    expect(JSON.parse(text).value).toEqual([{ CustomerCode: "0" }]);
  });

  it("says where the next page is, counts all, and takes $skip and $top over pages", async () => {
    const codes = (text: string) =>
      JSON.parse(text).value.map((record: { CustomerCode: string }) => record.CustomerCode);
    const first = await asked("/V2/odata/Customer?$orderby=CustomerCompanyId desc&$count=true");
    expect(codes(first.text)).toEqual(["2", "1"]);
    expect(JSON.parse(first.text)["@odata.count"]).toBe(3);
    const next = await fetchIn(JSON.parse(first.text)["@odata.nextLink"]);
    expect(codes(await next.text())).toEqual(["0"]);
    expect(codes((await asked("/V2/odata/Customer?$skip=1&$top=1")).text)).toEqual(["1"]);
    expect((await asked("/V2/odata/Customer?$top=2")).text).not.toContain("nextLink");
  });

  it("spells V3 in V3's way, and knows no set by the other version's name", async () => {
    const { text } = await asked("/V3/odata/CustomerCompany?$select=VisitAddress&$top=1");
    expect(JSON.parse(text).value).toEqual([{ VisitAddress: { City: "Assen" } }]);
    expect((await asked("/V3/odata/Customer")).status).toBe(404);
    expect((await asked("/V2/odata/CustomerCompany")).status).toBe(404);
  });

  it("refuses as ASP.NET does", async () => {
    const unknown = await asked("/V2/odata/Debtor");
    expect(unknown.status).toBe(404);
    expect(JSON.parse(unknown.text).MessageDetail).toContain("'Debtor'");
    const invalid = await asked("/V2/odata/Customer?$filter=Debtor eq 1");
    expect(invalid.status).toBe(400);
    expect(JSON.parse(invalid.text).error.message).toContain("'Debtor'");
    expect((await asked("/V2/odata/Customer(1)", "DELETE")).status).toBe(405);
    expect((await asked("/V2/odata/Invoice(1)", "PATCH")).status).toBe(404);
    expect((await asked("/elsewhere")).status).toBe(404);
  });
});
