// Globe's entities as they are read: their key, by which pages are ordered, and their name in an address.
const keys: Record<string, { name: string; kind: "guid" | "number" | "text" }> = {
  Account: { name: "ID", kind: "guid" },
  Resource: { name: "ID", kind: "number" },
  Item: { name: "ItemCode", kind: "text" },
  Project: { name: "ProjectNumber", kind: "text" },
  CostCenter: { name: "Code", kind: "text" },
  Currency: { name: "CurrencyCode", kind: "text" },
  VAT: { name: "ID", kind: "number" },
  Division: { name: "Code", kind: "text" },
  GeneralLedgerAccount: { name: "ID", kind: "number" },
  FinancialHeader: { name: "ID", kind: "number" },
  FinancialLine: { name: "ID", kind: "number" },
  PaymentCondition: { name: "ID", kind: "number" },
  PeriodDate: { name: "ID", kind: "number" },
  "BrowserData.Journal": { name: "JournalNumber", kind: "text" },
};

function keyed(entity: string) {
  const key = keys[entity];
  if (!key) throw new Error(`${entity} is not an entity that is read from Globe`);
  return key;
}

export const keyOf = (entity: string): string => keyed(entity).name;

/** An entity in an address: dots are underscores there. */
export const pathOf = (entity: string): string => entity.replaceAll(".", "_");

/** A filter for what stands after a key. Texts stand as they came, padding included: Globe compares them so. */
export function after(entity: string, value: unknown): string {
  const { name, kind } = keyed(entity);
  const text = String(value);
  if (kind === "number") return `${name} gt ${text}`;
  return `${name} gt ${kind === "guid" ? "guid" : ""}'${text.replaceAll("'", "''")}'`;
}
