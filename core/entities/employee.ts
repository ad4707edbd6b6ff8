import { entity } from "./entity.ts";
import { code, date, email, flag, ref, text } from "./kinds.ts";

export const employee = entity(
  "employee",
  { globe: "Resource", milestones: "Employee", id: "ResourceCompanyId", globeId: "ID" },
  {
    EmailAddress: { globe: "EmailWork", kind: email },
    FirstName: { globe: "FirstName", kind: text },
    IsActive: { globe: "Status", kind: flag("A") },
    LastName: { globe: "LastName", kind: text },
    CompanyId: { globe: "CompanyCode", kind: code, company: true },
    MiddleName: { globe: "MiddleName", kind: text },
    Name: { globe: "FullName", kind: text },
    ResourceNumber: { globe: "ID", kind: code, key: true },
    Initials: { globe: "Initials", kind: text },
    Salutation: { globe: "TitleDescription", kind: text },
    EnlistmentDate: { globe: "EmploymentStartDate", kind: date },
    LeaveDate: { globe: "EmploymentEndDate", kind: date },
    CostCenterId: { globe: "CostCenter", kind: ref("costCenter") },
    ManagerResourceCompanyId: { globe: "ManagerID", kind: ref("employee") },
  },
);
