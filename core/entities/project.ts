import { entity } from "./entity.ts";
import { code, date, flag, ref, text, upperCode } from "./kinds.ts";

export const project = entity(
  "project",
  { globe: "Project", milestones: "Project", id: "ProjectId", globeId: "ProjectNumber" },
  {
    CompanyId: { globe: "CompanyCode", kind: code, company: true },
    CustomerCompanyId: { globe: "CustomerCode", kind: ref("customer", "accountCode") },
    IsActive: { globe: "Status", kind: flag("A") },
    Name: { globe: "Description", kind: text },
    ProjectCode: { globe: "ProjectNumber", kind: upperCode, key: true },
    ResourceCompanyId: { globe: "ProjectManager", kind: ref("employee") },
    CostCenterId: { globe: "ProjectCostCenter", kind: ref("costCenter") },
    IsPaymentFixedFee: { globe: "Type", kind: flag("F") },
    IsPaymentByHours: { globe: "Type", kind: flag("H") },
    IsPaymentByOtherExpenses: { globe: "Type", kind: flag("H") },
    AllowPlanning: { globe: null, kind: flag() },
    AllowTimeExpenseEntry: { globe: null, kind: flag() },
    StartDate: { globe: "StartDate", kind: date },
    EndDate: { globe: "EndDate", kind: date },
  },
);
