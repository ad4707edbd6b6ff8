import { entity } from "./entity.ts";
import { code, text, upperCode } from "./kinds.ts";

export const costCenter = entity(
  "costCenter",
  { globe: "CostCenter", milestones: "CostCenter", id: "CostCenterId", globeId: "Code" },
  {
    Code: { globe: "Code", kind: upperCode, key: true },
    Name: { globe: "Description", kind: text },
    CompanyId: { globe: "CompanyCode", kind: code, company: true },
  },
);
