// Changes in both systems while a test goes on, each with a value that no other has, so that a write tells which it is of.
// Whole numbers are drawn from a seed, said where a test fails.
import { standin } from "./installation.ts";

export const seed = Number(process.env.TIEOUT_SEED ?? Date.now() % 100_000);
let drawn = seed;

/** A whole number below `limit`. */
export function draw(limit: number): number {
  drawn = (Math.imul(drawn, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((drawn / 2 ** 32) * limit);
}

export const oneOf = <T>(list: readonly T[]): T => list[draw(list.length)] as T;

type Stored = Record<string, string | number | boolean | null>;

/** A field as both systems call it; `isSilent`: a change in it moves no date in Globe. */
interface Field {
  set: string;
  key: string;
  field: string;
  globe: { entity: string; key: string; field: string };
  isSilent?: true;
}

const fields: readonly Field[] = [
  {
    ...{ set: "CostCenter", key: "Code", field: "Name" },
    globe: { entity: "CostCenter", key: "Code", field: "Description" },
  },
  {
    ...{ set: "Currency", key: "Code", field: "Name" },
    globe: { entity: "Currency", key: "CurrencyCode", field: "Description" },
  },
  {
    ...{ set: "Employee", key: "ResourceNumber", field: "Initials" },
    globe: { entity: "Resource", key: "ID", field: "Initials" },
  },
  {
    ...{ set: "Customer", key: "CustomerCode", field: "Name" },
    globe: { entity: "Account", key: "DebtorCode", field: "AccountName" },
  },
  {
    ...{ set: "Customer", key: "CustomerCode", field: "InvoiceAddressCity", isSilent: true },
    globe: { entity: "Account", key: "DebtorCode", field: "InvoiceCity" },
  },
  {
    ...{ set: "Item", key: "ItemCode", field: "Name" },
    globe: { entity: "Item", key: "ItemCode", field: "CountrySpecificDescription" },
  },
  {
    ...{ set: "Project", key: "ProjectCode", field: "Name" },
    globe: { entity: "Project", key: "ProjectNumber", field: "Description" },
  },
];

/** The last value that Globe was given, by set, key and field. */
export const expected = new Map<string, { set: string; key: string; keyName: string; field: string; value: string }>();
let given = 0;

/** Values that both systems have room for. */
const fresh = () => `N${++given}`;

const records = (name: "globe" | "milestones", entity: string): Promise<Stored[]> =>
  standin(name, "GET", `records/${entity}`);

async function changed(name: "globe" | "milestones", entity: string, by: string, key: string, change: Stored) {
  const answer = await standin(name, "PATCH", `records/${entity}/${encodeURIComponent(key)}?by=${by}`, change);
  if (answer.error !== undefined) throw new Error(answer.error);
}

/** Someone works in Globe: so many fields get another value, and now and then a record is made. */
export async function stirGlobe(times: number): Promise<void> {
  for (let at = 0; at < times; at += 1) {
    const { set, key, field, globe, isSilent } = oneOf(fields);
    const shared = await keysOfBoth(set, key, globe);
    const one = oneOf(shared);
    const value = fresh();
    await changed("globe", globe.entity, globe.key, one, { [globe.field]: value });
    expected.set(`${set} ${one} ${field}`, { set, key: one, keyName: key, field, value });
    if (isSilent) silent += 1;
  }
  if (draw(2) === 0) await made();
}

/** How many changes moved no date. */
export let silent = 0;

/** A new item in Globe. */
async function made(): Promise<void> {
  const value = fresh();
  const key = `X${given}`;
  const record = { ItemCode: key, CountrySpecificDescription: value, Type: "S", Blocked: "", CompanyCode: "500" };
  await standin("globe", "POST", "records/Item", { ...record, GLAccountRevenue: "8010", SalesVATCode: "2" });
  expected.set(`Item ${key} Name`, { set: "Item", key, keyName: "ItemCode", field: "Name", value });
}

/** Someone works in Milestones, on what Globe was given before. */
export async function stirMilestones(): Promise<void> {
  const about = [...expected.values()];
  if (about.length === 0) return;
  const { set, key, keyName, field } = oneOf(about);
  // What was made in Globe need not be there yet.
  const there = (await records("milestones", set)).some((record) => String(record[keyName]).trim() === key);
  if (there) await changed("milestones", set, keyName, key, { [field]: `M${++given}` });
}

async function keysOfBoth(set: string, key: string, globe: Field["globe"]): Promise<string[]> {
  const here = new Set((await records("milestones", set)).map((record) => String(record[key]).trim()));
  const there = await records("globe", globe.entity);
  const ours = there.filter((record) => (record.CompanyCode ?? "500") === "500");
  return ours.map((record) => String(record[globe.key] ?? "").trim()).filter((one) => one !== "" && here.has(one));
}

/** What Milestones does not say as Globe was last given it. */
export async function unlike(): Promise<string[]> {
  const found: string[] = [];
  for (const { set, key, keyName, field, value } of expected.values()) {
    const same = (await records("milestones", set)).filter((record) => String(record[keyName]).trim() === key);
    const said = same.map((record) => record[field]);
    if (said.length !== 1 || said[0] !== value) found.push(`${set} ${key} ${field}: ${said}, not ${value}`);
  }
  return found;
}
