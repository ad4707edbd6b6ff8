// The part of a data set that is small and the same on both sides: company, cost centres, employees, items and so on.
import { filesOf, type Written } from "./dataset-file.ts";

export type Found = "equal" | "different" | "only_in_globe" | "only_in_milestones" | "duplicate_key";

export const company = "500";
export const trades = ["Handel", "Bouw", "Advies", "Transport", "Techniek", "Groothandel", "Installatie", "Zorg"];
export const names = [
  "de Vries",
  "Jansen",
  "Bakker",
  "Visser",
  "Smit",
  "Meijer",
  "Mulder",
  "Bos",
  "Peters",
  "Hendriks",
];
export const vatCodes = [
  { Code: "1", Name: "BTW hoog 21%", Percentage: 21 },
  { Code: "2", Name: "BTW laag 9%", Percentage: 9 },
  { Code: "0", Name: "Geen BTW", Percentage: 0 },
];
export const employees = 20;

export const noneFound = (): Record<Found, number> => ({
  equal: 0,
  different: 0,
  only_in_globe: 0,
  only_in_milestones: 0,
  duplicate_key: 0,
});

export type Ids = ReturnType<typeof idsOf>;

/** Milestones' ids: whole numbers, never given twice. */
export function idsOf(long: boolean) {
  const from = (kind: number) => (at: number) =>
    long ? 9_007_199_254_740_993n + BigInt(kind) * 10_000_000n + BigInt(at) : kind * 10_000_000 + at;
  return {
    company: from(1)(0),
    vatCode: from(2),
    employee: from(3),
    costCenter: from(4),
    currency: from(5),
    item: from(6),
    project: from(7),
    customer: from(8),
  };
}

/** Writes the company and every entity but the customers. What a comparison of each finds. */
export async function writeBasics(folder: string, ids: Ids) {
  const CompanyId = ids.company;
  const VatCodeId = ids.vatCode(0);
  const write = async (globe: string, milestones: string, pairs: [Written, Written][]) => {
    const files = filesOf(folder, globe, milestones);
    for (const [left, right] of pairs) {
      await files.globe.add(left);
      await files.milestones.add(right);
    }
    await Promise.all([files.globe.end(), files.milestones.end()]);
    return { ...noneFound(), equal: pairs.length };
  };
  const upTo = (count: number) => Array.from({ length: count }, (_, at) => at);

  const files = filesOf(folder, "Division", "Company");
  await files.globe.add({
    Code: company,
    AssociateName: "Proefbedrijf B.V.",
    CurrencyCode: "EUR",
    PeriodClosing: true,
  });
  await files.milestones.add({ CompanyId, Code: company, Name: "Proefbedrijf B.V.", VatAmountSumMode: "PerLine" });
  await Promise.all([files.globe.end(), files.milestones.end()]);

  return {
    costCenter: await write(
      "CostCenter",
      "CostCenter",
      upTo(8).map((at) => {
        const [Code, Name] = [`KPL${at}`, trades[at] ?? ""];
        return [
          { Code, Description: Name, CompanyCode: company },
          { CostCenterId: ids.costCenter(at), CompanyId, Code, Name },
        ];
      }),
    ),
    currency: await write("Currency", "Currency", [
      [
        { CurrencyCode: "EUR", Description: "Euro", CurrencyCharacter: "€" },
        { CurrencyId: ids.currency(0), Code: "EUR", Name: "Euro", Symbol: "€" },
      ],
    ]),
    vatCode: await write(
      "VAT",
      "VatCode",
      vatCodes.map(({ Code, Name, Percentage }, at) => [
        {
          ID: at + 1,
          VATCode: Code,
          Description: Name,
          Percentage,
          VATCharged: false,
          SalesPurchase: "V",
          CompanyCode: company,
        },
        { VatCodeId: ids.vatCode(at), Code, Name, Percentage, ReverseCharge: false, IcpReturn: "None" },
      ]),
    ),
    employee: await write(
      "Resource",
      "Employee",
      upTo(employees).map((at) => {
        const LastName = names[at % names.length] ?? "";
        const [Name, email, start] = [`Jan ${LastName}`, `m${at}@example.com`, "2020-01-01"];
        return [
          {
            ID: 101 + at,
            FullName: Name,
            FirstName: "Jan",
            MiddleName: "",
            LastName,
            Initials: "J.",
            TitleDescription: "",
            EmailWork: email,
            Status: "A",
            CompanyCode: company,
            CostCenter: `KPL${at % 8}`,
            ManagerID: 0,
            EmploymentStartDate: start,
            EmploymentEndDate: null,
          },
          {
            ResourceCompanyId: ids.employee(at),
            CompanyId,
            ResourceNumber: String(101 + at),
            Name,
            FirstName: "Jan",
            MiddleName: "",
            LastName,
            Initials: "J.",
            Salutation: "",
            EmailAddress: email,
            IsActive: true,
            CostCenterId: ids.costCenter(at % 8),
            ManagerResourceCompanyId: null,
            EnlistmentDate: start,
            LeaveDate: null,
          },
        ];
      }),
    ),
    item: await write(
      "Item",
      "Item",
      upTo(50).map((at) => {
        const [ItemCode, Name] = [`P${String(at).padStart(3, "0")}`, `Dienst ${at}`];
        return [
          {
            ItemCode,
            CountrySpecificDescription: Name,
            Type: "S",
            Blocked: "",
            CompanyCode: company,
            GLAccountRevenue: "8000".padStart(9),
            SalesVATCode: "1",
          },
          {
            ItemCompanyId: ids.item(at),
            CompanyId,
            ItemCode,
            Name,
            ItemType: "Standard",
            IsActive: true,
            AllowTimeEntry: false,
            GLAccountRevenue: "8000",
            VatCodeId,
          },
        ];
      }),
    ),
    project: await write(
      "Project",
      "Project",
      upTo(50).map((at) => {
        const [code, Name] = [`P26-${String(at).padStart(4, "0")}`, `Project ${at}`];
        return [
          {
            ProjectNumber: code,
            Description: Name,
            Type: "I",
            Status: "A",
            CompanyCode: company,
            CustomerCode: null,
            ProjectManager: 101,
            ProjectCostCenter: "KPL0",
            StartDate: "2026-01-01",
            EndDate: null,
          },
          {
            ProjectId: ids.project(at),
            CompanyId,
            ProjectCode: code,
            Name,
            IsActive: true,
            CustomerCompanyId: null,
            ResourceCompanyId: ids.employee(0),
            CostCenterId: ids.costCenter(0),
            IsPaymentFixedFee: false,
            IsPaymentByHours: false,
            IsPaymentByOtherExpenses: false,
            AllowPlanning: true,
            AllowTimeExpenseEntry: true,
            StartDate: "2026-01-01",
            EndDate: null,
          },
        ];
      }),
    ),
  };
}
