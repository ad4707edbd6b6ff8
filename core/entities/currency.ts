import { entity } from "./entity.ts";
import { text, upperCode } from "./kinds.ts";

export const currency = entity(
  "currency",
  { globe: "Currency", milestones: "Currency", id: "CurrencyId", globeId: "CurrencyCode" },
  {
    Code: { globe: "CurrencyCode", kind: upperCode, key: true },
    Name: { globe: "Description", kind: text },
    Symbol: { globe: "CurrencyCharacter", kind: text },
  },
);
