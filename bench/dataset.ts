// A data set of any size in both systems' own shapes, as JSON and as CSV, with its truth known while it is written.
// The same seed gives the same files. Records go to disk as they are made; nothing is held but counts.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { EntityName } from "../core/entities/entity.ts";
import {
  company,
  employees,
  type Found,
  type Ids,
  idsOf,
  names,
  noneFound,
  trades,
  vatCodes,
  writeBasics,
} from "./dataset-basics.ts";
import { filesOf, type Written } from "./dataset-file.ts";

export interface DatasetOptions {
  /** Debtors in Globe or Milestones, or both; at most 900,000, which is what six-digit debtor numbers hold. */
  customers: number;
  seed: number;
  /** Ids beyond what a JS number holds, as Milestones' 64-bit ids may be. */
  longIds?: boolean;
}

export interface DatasetTruth {
  counts: Record<EntityName, Record<Found, number>>;
  /** In how many customers each field differs. */
  differing: Record<string, number>;
}

const cities = ["Amsterdam", "Rotterdam", "Den Haag", "Utrecht", "Eindhoven", "Groningen", "Genève", "Århus"];
const building = "Bedrijventerrein De Haven, gebouw A, ingang noordzijde, etage 3";

/**
 * Writes `<folder>/{globe,milestones}/<Entity>.json` with connector.json, and the same records as CSV in `<folder>/csv/`.
 * Of the customers about 5 % differ in one field, 2 % stand alone on each side and 0.2 % have a key twice; others are
 * equal only by a rule. All other entities are equal.
 */
export async function writeDataset(folder: string, options: DatasetOptions): Promise<DatasetTruth> {
  if (options.customers > 900_000) throw new Error("a data set holds at most 900,000 customers");
  for (const place of [folder, join(folder, "csv")]) {
    for (const side of ["globe", "milestones"]) await mkdir(join(place, side), { recursive: true });
    const settings = { company, salesJournal: "70", debtorAccount: "1300", booksClosedUntil: "2025-12-31" };
    await writeFile(join(place, "connector.json"), JSON.stringify(settings));
  }
  const ids = idsOf(options.longIds ?? false);
  const counts = await writeBasics(folder, ids);
  const { counts: customer, differing } = await writeCustomers(folder, options, ids);
  return { counts: { ...counts, customer }, differing };
}

/** What Milestones may hold otherwise; each gives a value that differs by no rule. */
const edits: Record<string, (record: Written, ids: Ids) => string | number | bigint | boolean | null> = {
  Name: ({ Name }) => `${String(Name).slice(0, 30)} (oud)`,
  InvoiceAddressCity: () => "Zwolle",
  VisitAddressZipCode: () => "9999 ZZ",
  VatNumber: () => "NL999999999B99",
  IsActive: ({ IsActive }) => !IsActive,
  VatCodeId: (_, ids) => ids.vatCode(2),
  ManagerResourceCompanyId: () => null,
};

/** What Milestones may write otherwise and still hold the same. */
const spellings: ((record: Written) => Written)[] = [
  ({ InvoiceAddressEmailAddress: email }) => ({ InvoiceAddressEmailAddress: String(email).toUpperCase() }),
  ({ VatNumber }) => ({ VatNumber: String(VatNumber).replace("NL", "nl ").replace("B", ".B") }),
  ({ VisitAddressZipCode: postcode }) => ({ VisitAddressZipCode: String(postcode).replace(" ", "") }),
  ({ InvoiceAddressAddress2: line }) => ({ InvoiceAddressAddress2: String(line).slice(0, 50) }),
];

async function writeCustomers(folder: string, { customers, seed }: DatasetOptions, ids: Ids) {
  const files = filesOf(folder, "Account", "Customer");
  const chance = randomOf(seed);
  const counts = noneFound();
  const differing: Record<string, number> = {};
  for (let at = 0; at < customers; at += 1) {
    const { globe, milestones } = customerOf(at, chance, ids);
    const fate = chance();
    if (fate < 0.002) {
      counts.duplicate_key += 1;
      await files.globe.add(globe);
      await files.globe.add({ ...globe, ID: guidOf(at + customers), AccountCode: padded(900_000_000 + at, 20) });
      await files.milestones.add(milestones);
    } else if (fate < 0.022) {
      counts.only_in_globe += 1;
      await files.globe.add(globe);
    } else if (fate < 0.042) {
      counts.only_in_milestones += 1;
      await files.milestones.add(milestones);
    } else if (fate < 0.092) {
      counts.different += 1;
      const [field, edit] = oneOf(Object.entries(edits), chance);
      differing[field] = (differing[field] ?? 0) + 1;
      await files.globe.add(globe);
      await files.milestones.add({ ...milestones, [field]: edit(milestones, ids) });
    } else {
      counts.equal += 1;
      await files.globe.add(globe);
      await files.milestones.add(
        chance() < 0.2 ? { ...milestones, ...oneOf(spellings, chance)(milestones) } : milestones,
      );
    }
    if (at % 20 === 0) await files.globe.add(supplierOf(globe, at, customers));
  }
  await Promise.all([files.globe.end(), files.milestones.end()]);
  return { counts, differing };
}

function customerOf(at: number, chance: () => number, ids: Ids): { globe: Written; milestones: Written } {
  const code = String(100_000 + at);
  const [city, contact] = [oneOf(cities, chance), `Jan ${oneOf(names, chance)}`];
  const name = `${oneOf(names, chance)} ${oneOf(trades, chance)} en ${oneOf(trades, chance)} ${code}`;
  const [street, postcode] = [`Kade ${1 + (at % 400)}`, `${1000 + (at % 8999)} AB`];
  const [email, vatNumber] = [`info@klant${code}.example`, `NL${String(800_000_000 + at)}B01`];
  const [vat, manager, active] = [Math.floor(chance() * 2), at % employees, chance() < 0.9];
  return {
    globe: {
      ID: guidOf(at),
      AccountCode: padded(500_000_000 + at, 20),
      DebtorCode: padded(code, 20),
      DebtorNumber: padded(code, 6),
      CompanyCode: company,
      AccountName: name,
      CustomerType: "C",
      CustomerStatus: active ? "A" : "B",
      ContactFullName: contact,
      InvoiceAddress: street,
      InvoiceAddress2: building,
      InvoiceAddress3: "",
      InvoiceCity: city,
      InvoiceCounty: "",
      InvoiceAddressPostCode: postcode,
      PostalAddressLine1: street,
      PostalAddressLine2: "",
      PostalAddressLine3: "",
      PostalCity: city,
      PostalCounty: "",
      PostalPostCode: postcode,
      EmailAddress: email,
      VATNumber: vatNumber,
      VatCode: vatCodes[vat]?.Code ?? "",
      InvoiceDebtor: padded(code, 6),
      AccountManagerID: 101 + manager,
      ModifiedDate: "2026-10-01T12:00:00",
    },
    milestones: {
      CustomerCompanyId: ids.customer(at),
      CompanyId: ids.company,
      CustomerCode: code,
      Name: name,
      IsActive: active,
      ContactPersonName: contact,
      InvoiceAddressContactPerson: contact,
      VisitAddressContactPerson: contact,
      InvoiceAddressAddress1: street,
      InvoiceAddressAddress2: building,
      InvoiceAddressAddress3: "",
      InvoiceAddressCity: city,
      InvoiceAddressCounty: "",
      InvoiceAddressZipCode: postcode,
      InvoiceAddressEmailAddress: email,
      VisitAddressAddress1: street,
      VisitAddressAddress2: "",
      VisitAddressAddress3: "",
      VisitAddressCity: city,
      VisitAddressCounty: "",
      VisitAddressZipCode: postcode,
      VisitAddressEmailAddress: email,
      VatNumber: vatNumber,
      InvoiceCustomerCompanyId: ids.customer(at),
      VatCodeId: ids.vatCode(vat),
      ManagerResourceCompanyId: ids.employee(manager),
    },
  };
}

const supplierOf = (globe: Written, at: number, customers: number): Written => ({
  ...globe,
  ID: guidOf(at + 2 * customers),
  AccountCode: padded(700_000_000 + at, 20),
  DebtorCode: "",
  DebtorNumber: "",
  InvoiceDebtor: "",
  CustomerType: "S",
});

const padded = (value: string | number, length: number): string => String(value).padStart(length);

/** A GUID of its own for each number, in no order. */
function guidOf(at: number): string {
  const scattered = Math.imul(at + 1, 0x9e3779b1) >>> 0;
  return `${scattered.toString(16).padStart(8, "0")}-0000-4000-8000-${at.toString(16).padStart(12, "0")}`;
}

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const oneOf = <T>(list: readonly T[], chance: () => number): T => list[Math.floor(chance() * list.length)] as T;
