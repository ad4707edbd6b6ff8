import { entity } from "./entity.ts";
import { anyCaseCode, choice, code, flag, ref, text } from "./kinds.ts";

export const item = entity(
  "item",
  { globe: "Item", milestones: "Item", id: "ItemCompanyId", globeId: "ItemCode" },
  {
    IsActive: { globe: "Blocked", kind: flag("") },
    ItemCode: { globe: "ItemCode", kind: anyCaseCode, key: true },
    ItemType: {
      globe: "Type",
      kind: choice({
        S: "Standard",
        L: "Labour",
        M: "Machine",
        C: "Contract",
        P: "Phantom",
        B: "BulkIssue",
        R: "ReasonCode",
      }),
    },
    CompanyId: { globe: "CompanyCode", kind: code, company: true },
    Name: { globe: "CountrySpecificDescription", kind: text },
    AllowTimeEntry: { globe: null, kind: flag() },
    GLAccountRevenue: { globe: "GLAccountRevenue", kind: code },
    VatCodeId: { globe: "SalesVATCode", kind: ref("vatCode") },
  },
);
