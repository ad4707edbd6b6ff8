// The check's source where all there is are records as the systems export them: which are needed, and what they come to.

import { type Entity, entities, entityNames } from "../entities/index.ts";
import { date, type Kind, number, plain, type ReferenceTarget } from "../entities/kinds.ts";
import type { ReadinessSource, Snapshot } from "../flows/check-readiness.ts";
import { globeFields as pulledFromGlobe, milestonesFields as pulledFromMilestones } from "../flows/pull-sides.ts";
import { type Facts as BookingFacts, facts, type GlobeRecords, globeFields, vatCodeOf } from "../invoices/facts.ts";
import { invoices, type MilestonesRecords, milestonesFields } from "../invoices/invoice.ts";
import type { InvoiceSettings } from "../invoices/settings.ts";
import { stateOf } from "../invoices/state.ts";
import { byCodePoint } from "../reconcile/compare.ts";
import { type CompareRules, mappedField } from "../reconcile/compare-rules.ts";
import { comparableFields, isOfCompany, keyOf, type Side } from "../reconcile/normalise.ts";
import { judge } from "../reconcile/pair.ts";
import { type RawRecord, References } from "../reconcile/references.ts";
import type { RulesByEntity } from "../reconcile/rules-file.ts";
import type { ReadPair } from "./facts.ts";

/** What is read of a file: its columns, and of which kind those are that a file may write in several ways. */
export interface Needed {
  /** The entity whose records these are; null for invoices, ledger and what else only booking needs. */
  entity: Entity | null;
  columns: string[];
  kinds: Readonly<Record<string, Kind>>;
}

const numbers = "Amount Percentage Price Quantity TotalExclVat TotalInclVat TotalVat VATAmount VATBasis VatAmount";
const dates = "DateBegin DateEnd DueDate EntryDate InvoiceDate";
const bookingKinds: Readonly<Record<string, Kind>> = Object.fromEntries([
  ...numbers.split(" ").map((name) => [name, number]),
  ...dates.split(" ").map((name) => [name, date]),
]);

function needed(side: Side, booking: Readonly<Record<string, readonly string[]>>): Record<string, Needed> {
  const all: Record<string, Needed> = {};
  for (const name of entityNames) {
    const entity = entities[name];
    const columns = side === "globe" ? pulledFromGlobe(entity) : pulledFromMilestones(entity);
    const kinds = entity.fields.map((field) => [side === "globe" ? (field.globe ?? "") : field.name, field.kind]);
    all[entity[side]] = { entity, columns, kinds: Object.fromEntries(kinds) };
  }
  for (const [name, columns] of Object.entries(booking)) {
    const known = all[name] ?? { entity: null, columns: [], kinds: {} };
    all[name] = {
      entity: known.entity,
      columns: [...new Set([...known.columns, ...columns])],
      kinds: { ...bookingKinds, ...known.kinds },
    };
  }
  return all;
}

/** By the system's own name of the entity. */
export const neededRecords: Readonly<Record<Side, Readonly<Record<string, Needed>>>> = {
  globe: needed("globe", globeFields),
  milestones: needed("milestones", { ...milestonesFields, Company: [...milestonesFields.Company, "Name"] }),
};

/** Records by the system's own names; a name that is absent was not exported. */
export type Records = Readonly<Partial<Record<string, readonly RawRecord[]>>>;

export interface ExportedRecords {
  company: { code: string; name: string };
  globe: Records;
  milestones: Records;
  /** What the connector of this company is told; null where nobody said. */
  settings: InvoiceSettings | null;
  snapshots: readonly Snapshot[];
  now: string;
  /** What may count as equal; as delivered where left out. */
  rules?: RulesByEntity;
}

/** The names without which no invoice can be judged. What Globe has booked may be missing: then nothing is. */
const optional = ["FinancialHeader", "FinancialLine"];
export function missingForInvoices({ globe, milestones }: Pick<ExportedRecords, Side>): string[] {
  return [
    ...Object.keys(globeFields).filter((name) => !globe[name] && !optional.includes(name)),
    ...Object.keys(milestonesFields).filter((name) => !milestones[name]),
  ];
}

/** Throws `company_unknown`, and `source_not_understood` where a record is no invoice, account or journal. */
export function recordsSource(given: ExportedRecords): ReadinessSource {
  const { company, settings, snapshots, now } = given;
  const known = settings && ledger(given, settings);
  return {
    scope: "files",
    administration: company,
    now,
    settings,
    pairs: pairs(given),
    vatAmounts: given.globe.VAT && known ? vatAmounts(known) : null,
    journals: given.globe["BrowserData.Journal"] && known ? [...known.journals.values()] : null,
    accounts: given.globe.GeneralLedgerAccount && known ? [...known.accounts.values()] : null,
    invoices:
      known && settings && missingForInvoices(given).length === 0
        ? {
            currency: known.baseCurrency,
            judged: invoices(given.milestones as unknown as MilestonesRecords, settings).map((invoice) => ({
              invoice,
              judgement: stateOf(invoice, known),
            })),
          }
        : null,
    installation: null,
    snapshots,
  };
}

/** By code: of several alike, the one for sales. */
export const vatAmounts = (known: BookingFacts): Map<string, string> =>
  new Map([...known.vatCodes.keys()].map((code) => [code, vatCodeOf(code, known)?.amounts ?? ""]));

/** Globe's facts; what was not exported counts as empty here, and is asked for before it is used. */
function ledger({ globe }: ExportedRecords, settings: InvoiceSettings) {
  const whole = Object.fromEntries(Object.keys(globeFields).map((name) => [name, globe[name] ?? []]));
  return facts(whole as unknown as GlobeRecords, settings);
}

function pairs({ company, globe, milestones, rules = {} }: ExportedRecords): ReadinessSource["pairs"] {
  const references = new References();
  for (const target of ["vatCode", "costCenter", "employee", "customer"] satisfies ReferenceTarget[]) {
    const records = milestones[entities[target].milestones];
    if (!records) continue;
    references.expectMilestones(target);
    for (const record of records) references.learnMilestones(target, record);
  }
  if (globe.Account) {
    references.expectAccounts();
    for (const record of globe.Account) references.learnAccount(record);
  }
  const companies = milestones.Company;
  const companyId = companies?.find((one) => plain(one.Code).trim() === company.code)?.CompanyId;
  const own = (record: RawRecord) => {
    const id = plain(record.CompanyId).trim();
    return id === "" || !companies || id === plain(companyId).trim();
  };
  return (name) => {
    const entity = entities[name];
    const [left, right] = [globe[entity.globe], milestones[entity.milestones]];
    if (!left || !right) return null;
    const held = new Map<string, { globe: RawRecord[]; milestones: RawRecord[] }>();
    const add = (side: Side, record: RawRecord) => {
      const { compared } = keyOf(entity, side, record);
      const both = held.get(compared) ?? { globe: [], milestones: [] };
      held.set(compared, both);
      both[side].push(record);
    };
    for (const record of left) if (isOfCompany(record, company.code) && entity.takesPart(record)) add("globe", record);
    for (const record of right) if (own(record)) add("milestones", record);
    return readPairs(entity, references, held, rules[name]);
  };
}

function* readPairs(
  entity: Entity,
  references: References,
  held: ReadonlyMap<string, { globe: RawRecord[]; milestones: RawRecord[] }>,
  rules: CompareRules = {},
): Iterable<ReadPair> {
  // why: what points at an entity that was not exported is left out; that entity itself is said to be missing.
  const fields = comparableFields(entity, references).map((field) => mappedField(field, rules[field.name]));
  for (const key of [...held.keys()].sort(byCodePoint)) {
    const both = held.get(key);
    if (!both) continue;
    const judged = judge(entity, fields, references, both, rules);
    yield { ...judged, differing: judged.differing.map(({ field }) => field), decision: null };
  }
}
