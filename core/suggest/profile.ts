// What there is to know about a record for finding its partner, and the features by which others are looked up.
import type { EntityName } from "../entities/entity.ts";
import type { Values } from "../reconcile/normalise.ts";
import { type Address, address } from "./address.ts";
import { type Code, codeOf } from "./code-form.ts";
import { type CompanyName, companyName } from "./company-name.ts";
import { mailProviders } from "./dutch.ts";
import { type PersonName, personName } from "./person-name.ts";
import { bare } from "./words.ts";

/** A record that stands alone: its key as printed, and canonical texts by field name. */
export interface Candidate {
  key: string;
  values: Values;
}

export interface Profile {
  code: Code;
  name: CompanyName | undefined;
  /** All that the name is told apart by, in no order: the feature of bearing that name. */
  nameFeature: string;
  /** An employee, or a customer's contact. */
  person: PersonName | undefined;
  /** Invoice and visit address; one where they are the same. */
  addresses: Address[];
  vat: string;
  email: string;
  /** Of the e-mail address; "" for a provider's, which says nothing about its owner. */
  domain: string;
  /** Values that only speak against when they differ: a VAT code's percentage. */
  percentage: string;
  started: string;
  /** By which other records are found; how often each occurs says how much it is worth. */
  features: ReadonlySet<string>;
}

/** Names of features; those of addresses stand in address.ts. */
export const feature = {
  word: (word: string) => `word ${word}`,
  vat: (vat: string) => `vat ${vat}`,
  vatCore: (vat: string) => `vat-core ${vatCore(vat)}`,
  email: (email: string) => `email ${email}`,
  domain: (domain: string) => `domain ${domain}`,
  person: (word: string) => `person ${word}`,
  code: (form: string) => `code ${form}`,
  codeNumber: (number: string) => `code-number ${number}`,
};

const nameFeature = (name: CompanyName): string =>
  `name ${[...name.words.map((word) => word.text).sort(), ...name.roles, ...name.numbers].join(" ")}`;

/** A Dutch VAT number without the B and what follows it, which tells the members of a fiscal unity's numbers apart. */
export const vatCore = (vat: string): string => /^NL(\d{9})B\d\d$/.exec(vat)?.[1] ?? vat;

export function profile(entity: EntityName, { key, values }: Candidate): Profile {
  const value = (field: string): string => values[field] ?? "";
  const customer = entity === "customer";
  const employee = entity === "employee";
  const email = value(customer ? "InvoiceAddressEmailAddress" : "EmailAddress").toLowerCase();
  const domain = email.split("@")[1] ?? "";
  const person = employee
    ? personName({
        name: value("Name"),
        first: value("FirstName"),
        last: value("LastName"),
        initials: value("Initials"),
      })
    : customer
      ? personName({ name: value("ContactPersonName") })
      : undefined;
  const name = employee || value("Name") === "" ? undefined : companyName(value("Name"));
  const known = {
    code: codeOf(key),
    name,
    nameFeature: name ? nameFeature(name) : "",
    person,
    addresses: customer ? addressesOf(value) : [],
    vat: bare(value("VatNumber")),
    email,
    domain: mailProviders.has(domain) ? "" : domain,
    percentage: value("Percentage"),
    started: value("EnlistmentDate"),
  };
  return { ...known, features: featuresOf(known, employee) };
}

function addressesOf(value: (field: string) => string): Address[] {
  const of = (kind: "InvoiceAddress" | "VisitAddress") =>
    address(
      [1, 2, 3].map((line) => value(`${kind}Address${line}`)),
      value(`${kind}ZipCode`),
      value(`${kind}City`),
    );
  const [invoice, visit] = [of("InvoiceAddress"), of("VisitAddress")];
  if (!invoice || !visit) return [invoice ?? visit].filter((found) => found !== undefined);
  const same = (["street", "number", "addition", "postcode", "city"] as const).every(
    (part) => invoice[part] === visit[part],
  );
  return same ? [invoice] : [invoice, visit];
}

function featuresOf(of: Omit<Profile, "features">, employee: boolean): Set<string> {
  const found = new Set<string>();
  for (const form of of.code.forms) found.add(feature.code(form));
  if (of.code.number !== "") found.add(feature.codeNumber(of.code.number));
  if (of.name) {
    found.add(of.nameFeature);
    for (const { text } of of.name.words) found.add(feature.word(text));
  }
  for (const { text } of of.person?.words ?? []) found.add(employee ? feature.word(text) : feature.person(text));
  for (const { features } of of.addresses) for (const name of Object.values(features)) if (name !== "") found.add(name);
  if (of.vat !== "") found.add(feature.vat(of.vat)).add(feature.vatCore(of.vat));
  if (of.email !== "") found.add(feature.email(of.email));
  if (of.domain !== "") found.add(feature.domain(of.domain));
  return found;
}
