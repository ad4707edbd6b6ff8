import { entity } from "./entity.ts";
import { number, plain, text, upperCode } from "./kinds.ts";

// Only codes for sales (V) or for both (B) take part; purchase codes (I) are Globe's own business.
export const vatCode = entity(
  "vatCode",
  { globe: "VAT", milestones: "VatCode", id: "VatCodeId", globeId: "ID" },
  {
    Code: { globe: "VATCode", kind: upperCode, key: true },
    Name: { globe: "Description", kind: text },
    Percentage: { globe: "Percentage", kind: number },
  },
  {
    globeExtra: ["CompanyCode", "SalesPurchase", "VATCharged"],
    milestonesExtra: ["ReverseCharge", "IcpReturn"],
    takesPart: (record) => ["V", "B"].includes(plain(record.SalesPurchase).trim().toUpperCase()),
  },
);
