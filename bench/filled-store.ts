// A store filled with made-up customers, for benches that read it.

import { defaultSchedule } from "../core/administration.ts";
import { entities } from "../core/entities/index.ts";
import { comparableFields } from "../core/reconcile/normalise.ts";
import { type JudgedPair, judge } from "../core/reconcile/pair.ts";
import { References } from "../core/reconcile/references.ts";
import { saveAdministration } from "../prisma/administrations.ts";
import type { Database } from "../prisma/database.ts";
import { pullStore } from "../prisma/pull-store.ts";

const streets = ["Kerkstraat", "Dorpsstraat", "Molenweg", "Stationsweg", "Industrieweg", "Havenkade", "Schoolstraat"];
const cities = ["Utrecht", "Amsterdam", "Rotterdam", "Groningen", "Zwolle", "Breda", "Maastricht", "Haarlem", "Leiden"];
const families = ["Jansen", "de Vries", "Bakker", "Visser", "Smit", "Meijer", "Mulder", "Bos", "Peters", "Hendriks"];
const trades = ["Handel", "Bouw", "Advies", "Transport", "Techniek", "Groothandel", "Installatie", "Zorg", "Agro"];

/** Customers as both systems hold them: 4 % differ, 1 % stand alone on either side. */
export function* customers(count: number): Generator<JudgedPair> {
  const { customer } = entities;
  const references = new References();
  const fields = comparableFields(customer, references);
  const pick = <Value>(from: readonly Value[], at: number): Value => from[at % from.length] as Value;
  for (let n = 0; n < count; n += 1) {
    // why: 7919 is prime to the count, so names come in another order than numbers.
    const mixed = (n * 7919) % count;
    const name = `${pick(families, mixed)} ${pick(trades, mixed >> 3)} ${mixed}`;
    const street = `${pick(streets, mixed)} ${(mixed % 300) + 1}`;
    const zip = `${1000 + (mixed % 9000)} ${pick(["AB", "CD", "EF"], mixed)}`;
    const email = `info${mixed}@example.com`;
    const globe = {
      DebtorCode: String(100_000 + n),
      AccountName: name,
      ContactFullName: `A. ${pick(families, mixed >> 2)}`,
      CustomerStatus: "A",
      InvoiceAddress: street,
      InvoiceCity: pick(cities, mixed),
      InvoiceAddressPostCode: zip,
      EmailAddress: email,
      PostalAddressLine1: street,
      PostalCity: pick(cities, mixed),
      PostalPostCode: zip,
      VATNumber: `NL${800_000_000 + mixed}B01`,
    };
    const milestones = {
      CustomerCode: globe.DebtorCode,
      Name: n % 50 === 1 ? `${name} BV` : name,
      ContactPersonName: globe.ContactFullName,
      InvoiceAddressContactPerson: globe.ContactFullName,
      VisitAddressContactPerson: globe.ContactFullName,
      IsActive: n % 50 !== 2,
      InvoiceAddressAddress1: street,
      InvoiceAddressCity: globe.InvoiceCity,
      InvoiceAddressZipCode: zip,
      InvoiceAddressEmailAddress: email,
      VisitAddressAddress1: street,
      VisitAddressCity: globe.PostalCity,
      VisitAddressZipCode: zip,
      VisitAddressEmailAddress: email,
      VatNumber: globe.VATNumber,
    };
    const alone = n % 100;
    yield judge(customer, fields, references, {
      globe: alone === 3 ? [] : [globe],
      milestones: alone === 4 ? [] : [milestones],
    });
  }
}

/** An administration to fill; its number. */
export function benchAdministration(db: Database): number {
  const settings = {
    globe: { databaseName: "500" },
    milestones: { baseUrl: "http://127.0.0.1:1" },
    agent: "bench",
    schedule: defaultSchedule,
    salesJournal: null,
    debtorAccount: null,
    booksClosedUntil: null,
  };
  return saveAdministration(db, { code: "500", name: "Bench", settings }).id;
}

/** A complete run that finds so many customers: judged, and what is new stored. */
export function storeRun(db: Database, administrationId: number, pairs: number): void {
  const store = pullStore(db);
  const runId = store.openRun({
    administrationId,
    entity: "customer",
    trigger: "first",
    requestedBy: null,
    since: null,
  });
  const side = { records: pairs, hash: "0" };
  const read = { globe: side, milestones: side };
  store.complete(runId ?? 0, { whole: true, read, pairs: customers(pairs), marks: {}, rules: "" });
}
