import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { entities } from "../entities/index.ts";
import { noCounts } from "./compare.ts";
import { comparableFields, isOfCompany, keyOf, type Side } from "./normalise.ts";
import { judge } from "./pair.ts";
import { type RawRecord, References, referencedBy } from "./references.ts";

const { costCenter, customer, employee, item, project, vatCode } = entities;

/** References as if everything that can be pointed at was read. */
function references(): References {
  const known = new References();
  for (const target of ["vatCode", "costCenter", "employee", "customer"] as const) known.expectMilestones(target);
  known.expectAccounts();
  known.learnMilestones("vatCode", { VatCodeId: 18, Code: "1" });
  known.learnMilestones("costCenter", { CostCenterId: 4, Code: "confec" });
  known.learnMilestones("employee", { ResourceCompanyId: "700000033", ResourceNumber: " 105" });
  known.learnMilestones("customer", { CustomerCompanyId: 700000137, CustomerCode: "10067" });
  known.learnAccount({ AccountCode: "  A67", DebtorCode: "  10067", DebtorNumber: " 667" });
  known.learnAccount({ AccountCode: "S1", DebtorCode: "", DebtorNumber: "" });
  return known;
}

const pairOf = (entity: typeof customer, globe: RawRecord[], milestones: RawRecord[], known = references()) =>
  judge(entity, comparableFields(entity, known), known, { globe, milestones });

describe("which records take part", () => {
  test("a Globe record is of the company when its code says so or is empty", () => {
    expect(isOfCompany({ CompanyCode: " 500" }, "500")).toBe(true);
    expect(isOfCompany({ CompanyCode: "" }, "500")).toBe(true);
    expect(isOfCompany({}, "500")).toBe(true);
    expect(isOfCompany({ CompanyCode: "600" }, "500")).toBe(false);
  });

  test("an account without a debtor code is no customer; a VAT code for purchases takes no part", () => {
    expect(customer.takesPart({ DebtorCode: "  10" })).toBe(true);
    expect(customer.takesPart({ DebtorCode: "  " })).toBe(false);
    expect(customer.takesPart({})).toBe(false);
    expect(["V", "B", "I", "", null].map((SalesPurchase) => vatCode.takesPart({ SalesPurchase }))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});

describe("keys", () => {
  test.each([
    [customer, "globe", { DebtorCode: "               00137" }, "00137"],
    [customer, "milestones", { CustomerCode: " 00137" }, "00137"],
    [employee, "globe", { ID: 101 }, "101"],
    [employee, "milestones", { ResourceNumber: "0101 " }, "0101"],
    [costCenter, "globe", { Code: "confec" }, "CONFEC"],
    [project, "milestones", { ProjectCode: "p26-0004 " }, "P26-0004"],
    [vatCode, "globe", { VATCode: " x" }, "X"],
  ] as const)("%o on the side of %s", (entity, side, record, key) => {
    expect(keyOf(entity, side, record)).toEqual({ printed: key, compared: key });
  });

  test("an item code pairs in any case and is printed as Globe spells it", () => {
    expect(keyOf(item, "globe", { ItemCode: "Dienst-01" })).toEqual({ printed: "Dienst-01", compared: "DIENST-01" });
    const blanks = { Type: "S", Blocked: "", SalesVATCode: "" };
    const pair = pairOf(
      item,
      [{ ItemCode: "p016", CountrySpecificDescription: "Tofu", ...blanks }],
      [{ ItemCode: "P016", Name: "Tofu", ItemType: "Standard", IsActive: true }],
    );
    expect(pair).toMatchObject({ key: "p016", comparedKey: "P016", status: "equal" });
    expect(pairOf(item, [], [{ ItemCode: "P016" }]).key).toBe("P016");
  });
});

describe("references", () => {
  const reference = (entity: typeof customer, name: string) => {
    const kind = entity.compared.find((field) => field.name === name)?.kind;
    if (kind?.name !== "reference") throw new Error(`${name} is no reference`);
    return kind;
  };

  test("an id in Milestones becomes the key of what it points to, and stays visible when it points nowhere", () => {
    const known = references();
    expect(known.fromMilestones(reference(customer, "VatCodeId"), 18)).toBe("1");
    expect(known.fromMilestones(reference(project, "CostCenterId"), "4")).toBe("CONFEC");
    expect(known.fromMilestones(reference(employee, "ManagerResourceCompanyId"), 700000033)).toBe("105");
    expect(known.fromMilestones(reference(customer, "VatCodeId"), 99)).toBe("?99");
    expect(known.fromMilestones(reference(customer, "VatCodeId"), null)).toBe("");
  });

  test("InvoiceDebtor is a debtor number, not a debtor code", () => {
    const known = references();
    const kind = reference(customer, "InvoiceCustomerCompanyId");
    expect(known.fromGlobe(kind, "   667")).toBe("10067");
    expect(known.fromGlobe(kind, "10067")).toBe("?10067");
    expect(known.fromGlobe(kind, "")).toBe("");
  });

  test("a project's CustomerCode is an account code, or else a debtor code", () => {
    const known = references();
    const kind = reference(project, "CustomerCompanyId");
    expect(known.fromGlobe(kind, "A67")).toBe("10067");
    expect(known.fromGlobe(kind, "  10067")).toBe("10067");
    expect(known.fromGlobe(kind, "S1")).toBe("?S1");
  });

  test("other codes in Globe stand as written, in capitals where the key is, and 0 is no employee", () => {
    const known = references();
    expect(known.fromGlobe(reference(employee, "CostCenterId"), "confec ")).toBe("CONFEC");
    expect(known.fromGlobe(reference(customer, "VatCodeId"), "unknown")).toBe("UNKNOWN");
    expect(known.fromGlobe(reference(customer, "ManagerResourceCompanyId"), 0)).toBe("");
    expect(known.fromGlobe(reference(customer, "ManagerResourceCompanyId"), "0")).toBe("");
    expect(known.fromGlobe(reference(customer, "ManagerResourceCompanyId"), 105)).toBe("105");
  });

  test("a reference whose target was not read is not compared", () => {
    const known = new References();
    expect(comparableFields(customer, known).map((field) => field.name)).not.toContain("VatCodeId");
    known.expectMilestones("vatCode");
    expect(comparableFields(customer, known).map((field) => field.name)).toContain("VatCodeId");
    known.expectMilestones("customer");
    expect(comparableFields(customer, known).map((field) => field.name)).not.toContain("InvoiceCustomerCompanyId");
    known.expectAccounts();
    expect(comparableFields(customer, known).map((field) => field.name)).toContain("InvoiceCustomerCompanyId");
  });

  test("what must be read before an entity is said", () => {
    expect(referencedBy("customer")).toEqual({ milestones: ["employee", "customer", "vatCode"], accounts: true });
    expect(referencedBy("item")).toEqual({ milestones: ["vatCode"], accounts: false });
    expect(referencedBy("currency")).toEqual({ milestones: [], accounts: false });
  });
});

describe("a fingerprint", () => {
  const globe = { Code: "A", Description: "Alfa" };
  const milestones = { Code: "A", Name: "Beta" };
  const of = (left: RawRecord, right: RawRecord) => pairOf(costCenter, [left], [right]).fingerprint;

  test("stays when only raw spelling moves, and moves with a value on either side", () => {
    const first = of(globe, milestones);
    expect(of({ ...globe, Description: " Alfa " }, milestones)).toBe(first);
    expect(of({ ...globe, Description: "Alfa 2" }, milestones)).not.toBe(first);
    expect(of(globe, { ...milestones, Name: "Beta 2" })).not.toBe(first);
  });

  test("tells a value that moved from one side to the other apart", () => {
    expect(pairOf(costCenter, [globe], []).fingerprint).not.toBe(pairOf(costCenter, [], [milestones]).fingerprint);
  });
});

test("every key is judged once, and the counts add up to the keys", () => {
  const record = (side: Side) =>
    fc.record({
      Code: fc.constantFrom("a", "A", "b", " B", "c", "d", "e", ""),
      [side === "globe" ? "Description" : "Name"]: fc.constantFrom("Alfa", "Beta"),
    }) as fc.Arbitrary<RawRecord>;
  fc.assert(
    fc.property(fc.array(record("globe")), fc.array(record("milestones")), (globe, milestones) => {
      const held = new Map<string, Record<Side, RawRecord[]>>();
      for (const [side, records] of [["globe", globe] as const, ["milestones", milestones] as const])
        for (const each of records) {
          const { compared } = keyOf(costCenter, side, each);
          const both = held.get(compared) ?? { globe: [], milestones: [] };
          both[side].push(each);
          held.set(compared, both);
        }
      const counts = noCounts();
      for (const both of held.values()) {
        const pair = pairOf(costCenter, both.globe, both.milestones);
        counts[pair.status] += 1;
        expect(pair.differing.length > 0).toBe(pair.status === "different");
        expect(pair.globe.length + pair.milestones.length).toBe(both.globe.length + both.milestones.length);
      }
      expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(held.size);
      expect(counts.not_comparable).toBe(0);
    }),
  );
});

test("of several accounts with one code the first counts, whatever their order and whichever of their codes are one", () => {
  const code = fc.constantFrom("1", "2", "3", " 1", "");
  const account = fc.record({ DebtorCode: code, DebtorNumber: code, AccountCode: code });
  const kinds = {
    debtorNumber: customer.compared.find((field) => field.name === "InvoiceCustomerCompanyId")?.kind,
    accountCode: project.compared.find((field) => field.name === "CustomerCompanyId")?.kind,
  };
  fc.assert(
    fc.property(fc.array(account, { maxLength: 6 }), fc.constantFrom("1", "2", "3"), (accounts, written) => {
      const known = new References();
      known.expectAccounts();
      for (const each of accounts) known.learnAccount(each);
      const debtors = accounts.filter((each) => each.DebtorCode !== "");
      const first = (property: "DebtorNumber" | "AccountCode" | "DebtorCode") =>
        debtors.find((each) => each[property].trim() === written)?.DebtorCode.trim();
      const { debtorNumber, accountCode } = kinds;
      if (debtorNumber?.name !== "reference" || accountCode?.name !== "reference") throw new Error("no references");
      expect(known.fromGlobe(debtorNumber, written)).toBe(first("DebtorNumber") ?? `?${written}`);
      expect(known.fromGlobe(accountCode, written)).toBe(first("AccountCode") ?? first("DebtorCode") ?? `?${written}`);
    }),
    { numRuns: 1000 },
  );
});

test("takes a reference that names a linked record by either side's code for equal, by a rule that is shown", () => {
  const known = new References();
  known.expectAccounts();
  known.learnAccount({ DebtorCode: "10015", DebtorNumber: "10015", AccountCode: "10015" });
  for (const to of ["vatCode", "employee"] as const) known.expectMilestones(to);
  known.learnMilestones("customer", { CustomerCompanyId: 7, CustomerCode: "010015" });
  const held = {
    globe: [{ DebtorCode: "10015", AccountName: "One", InvoiceDebtor: "10015" }],
    milestones: [{ CustomerCode: "010015", CustomerCompanyId: 7, Name: "One", InvoiceCustomerCompanyId: 7 }],
  };
  const judged = () => judge(entities.customer, comparableFields(entities.customer, known), known, held);
  expect(judged()).toMatchObject({ key: "10015", linkedKey: "010015", status: "different" });
  known.learnLinks("customer", [{ globe: "10015", milestones: "010015" }]);
  expect(judged()).toMatchObject({ differing: [], byRule: { InvoiceCustomerCompanyId: ["linked"] } });
});
