import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { accessTo, fetchAs } from "../../tests/milestones-access.ts";
import { milestonesStandin } from "./server.ts";

const folder = mkdtempSync(join(tmpdir(), "tieout-milestones-"));
mkdirSync(join(folder, "milestones"));
const written: Record<string, string> = {
  Company: `[{"CompanyId":1,"Code":"600"}]`,
  VatCode: `[{"VatCodeId":9007199254740993,"Code":"1","Name":"Hoog","Percentage":21}]`,
  Customer: `[{"CustomerCompanyId":5,"CustomerId":6,"CompanyId":1,"CustomerCode":"A","Name":"Een","VisitAddressCity":"Assen"}]`,
};
for (const [set, records] of Object.entries(written)) writeFileSync(join(folder, `milestones/${set}.json`), records);

describe("Milestones' stand-in, written to", () => {
  let url: string;
  let stop: () => Promise<void>;
  let fetchIn: typeof fetch;
  const kept = join(folder, "kept.jsonl");

  const opened = async (rest = {}) => {
    ({ url, stop } = await milestonesStandin({ dataset: [folder], kept, ...rest }));
    fetchIn = fetchAs(accessTo(url));
  };
  beforeEach(() => opened());
  afterEach(async () => {
    await stop();
    rmSync(kept, { force: true });
  });

  const sent = async (method: string, path: string, body?: object | string, headers: Record<string, string> = {}) => {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const response = await fetchIn(`${url}/V2/odata/${path}`, { method, headers, ...(body ? { body: text } : {}) });
    return { status: response.status, text: await response.text(), headers: response.headers };
  };
  const customer = { CompanyId: 1, CustomerCode: "B", Name: "Twee" };

  it("gives a new record an id above all others, digit by digit, and says where it is", async () => {
    const made = await sent("POST", "Customer", customer);
    expect(made.status).toBe(201);
    expect(made.text).toContain('"CustomerCompanyId":9007199254740994,');
    expect(made.headers.get("location")).toBe(`${url}/V2/odata/Customer(9007199254740994)`);
    expect((await sent("GET", "Customer(9007199254740994)")).text).toContain('"Name":"Twee"');
  });

  it("changes only what is given by PATCH, and empties the rest by PUT", async () => {
    expect((await sent("PATCH", "Customer(5)", { Name: "Eén" })).status).toBe(204);
    expect(JSON.parse((await sent("GET", "Customer(5)")).text)).toMatchObject({
      Name: "Eén",
      VisitAddressCity: "Assen",
    });
    expect((await sent("PUT", "Customer(5)", { ...customer, CustomerCode: "A" })).status).toBe(204);
    expect(JSON.parse((await sent("GET", "Customer(5)")).text)).toMatchObject({
      Name: "Twee",
      VisitAddressCity: null,
      CustomerCompanyId: 5,
    });
    expect((await sent("PATCH", "Customer(77)", { Name: "x" })).status).toBe(404);
  });

  it.each([
    ["too long", { ...customer, CustomerCode: "B".repeat(21) }, "CustomerCode", "maximum length of 20"],
    ["missing", { CompanyId: 1, CustomerCode: "B" }, "Name", "The Name field is required."],
    ["pointing nowhere", { ...customer, VatCodeId: 3 }, "VatCodeId", "There is no VatCode with VatCodeId 3."],
    ["of no company", { ...customer, CompanyId: 2 }, "CompanyId", "There is no Company"],
    ["of another type", { ...customer, IsActive: "ja" }, "IsActive", "not valid for IsActive"],
    ["there already", { ...customer, CustomerCode: " a" }, "CustomerCode", "already exists"],
  ])("refuses what is %s, by property, and keeps nothing of it", async (_, body, property, said) => {
    const { status, text } = await sent("POST", "Customer", body);
    expect(status).toBe(400);
    expect(JSON.parse(text).ModelState[`customer.${property}`][0]).toContain(said);
    expect(JSON.parse((await sent("GET", "Customer?$count=true")).text)["@odata.count"]).toBe(1);
  });

  it("refuses a property that there is not, and what is no JSON", async () => {
    expect((await sent("PATCH", "Customer(5)", { Naam: "x" })).text).toContain("'Naam' does not exist");
    expect((await sent("PATCH", "Customer(5)", "{")).status).toBe(400);
  });

  it("speaks V3 in groups, and says what is wrong as an OData error", async () => {
    const patch = (body: object) =>
      fetchIn(`${url}/V3/odata/CustomerCompany(5)`, { method: "PATCH", body: JSON.stringify(body) });
    expect((await patch({ VisitAddress: { City: "Emmen" } })).status).toBe(204);
    expect(JSON.parse((await sent("GET", "Customer(5)")).text).VisitAddressCity).toBe("Emmen");
    const { error } = await (await patch({ VatCodeId: 3 })).json();
    expect(error.innererror.message).toContain("customerCompany.VatCodeId : There is no VatCode");
  });

  it("keeps no more of a name than it has room for", async () => {
    await sent("PATCH", "Customer(5)", { Name: "n".repeat(60) });
    expect(JSON.parse((await sent("GET", "Customer(5)")).text).Name).toBe("n".repeat(50));
  });

  it("with entity tags, refuses what was changed since it was read", async () => {
    await stop();
    await opened({ etags: true });
    const tag = (await sent("GET", "Customer(5)")).headers.get("etag") ?? "";
    expect((await sent("PATCH", "Customer(5)", { Name: "Een!" }, { "if-match": tag })).status).toBe(204);
    expect((await sent("PATCH", "Customer(5)", { Name: "Een?" }, { "if-match": tag })).status).toBe(412);
  });

  it("started again, it still has what was written, but no line that was cut off", async () => {
    await sent("POST", "Customer", customer);
    await sent("PATCH", "Customer(5)", { Name: "Eén" });
    await stop();
    appendFileSync(kept, '{"set":"Customer","record":{"CustomerCompanyId":8,');
    await opened();
    await sent("PATCH", "Customer(5)", { Name: "Een" });
    const { value } = JSON.parse((await sent("GET", "Customer?$select=CustomerCode,Name")).text);
    expect(value).toEqual([
      { CustomerCode: "A", Name: "Een" },
      { CustomerCode: "B", Name: "Twee" },
    ]);
  });
});
