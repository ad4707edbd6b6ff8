// Labelled companies: a made-up trade register, written down twice by clerks of different habits, so that it is known who is
// who. It shares nothing with the matcher: what a clerk does to a name is listed here as habits of writing, not as rules.
import type { Candidate } from "../core/suggest/profile.ts";
import {
  type Chance,
  type Company,
  crafts,
  type Kind,
  pick,
  place,
  randomOf,
  register,
  shuffled,
} from "./suggest-register.ts";

export interface LabelledSet {
  globe: Candidate[];
  milestones: Candidate[];
  /** Milestones' key by Globe's. */
  truth: Map<string, string>;
}

export function labelledSet(kind: Kind, size: number, seed: number, removed = 0): LabelledSet {
  const chance = randomOf(seed);
  const companies = register(kind, size, chance);
  const set: LabelledSet = { globe: [], milestones: [], truth: new Map() };
  const numbers = shuffled(companies.length, chance);
  for (const [at, company] of companies.entries()) {
    const [globe, milestones] = [String(10000 + at), `C${String(20000 + (numbers[at] ?? 0))}`];
    set.globe.push({ key: globe, values: record(company, kind, globeClerk, chance) });
    if (chance() < removed) continue;
    const now =
      chance() < kind.moved ? { ...company, ...place(chance, chance() < 0.6 ? company.town : undefined) } : company;
    set.milestones.push({ key: milestones, values: record(now, kind, milestonesClerk, chance) });
    set.truth.set(globe, milestones);
  }
  // why: with partners gone on one side only, the other side's leftovers would all have partners.
  if (removed > 0) {
    const gone = new Set([...set.truth.keys()].filter(() => chance() < removed / 2));
    set.globe = set.globe.filter(({ key }) => !gone.has(key));
    for (const key of gone) set.truth.delete(key);
  }
  return set;
}

/** What a clerk tends to do, each with how often. */
interface Habits {
  form: (form: string, chance: Chance) => string;
  name: readonly (readonly [number, (name: string, chance: Chance) => string])[];
  street: readonly (readonly [number, (street: string) => string])[];
  town: readonly (readonly [number, (town: string) => string])[];
  addition: (number: number, addition: string) => string;
  longest: number;
}

const capitals = (text: string) => text.toUpperCase();
const swap = (from: RegExp, to: string) => (text: string) => text.replace(from, to);

const globeClerk: Habits = {
  form: (form, chance) => (chance() < 0.85 ? form : form.replaceAll(".", "")),
  name: [
    [0.04, capitals],
    [0.1, swap(/ en /, " & ")],
    [0.2, swap(/^Gebroeders /, "Gebr. ")],
    [0.03, swap(/^(\S+) (.+)$/, "$2, $1")],
  ],
  street: [[0.1, swap(/straat$/, "str.")]],
  town: [
    [0.05, capitals],
    [0.5, swap(/^'s-Hertogenbosch$/, "Den Bosch")],
  ],
  addition: (number, addition) => `${number}${addition && /\d/.test(addition) ? `-${addition}` : addition}`,
  longest: 60,
};

const milestonesClerk: Habits = {
  form: (form, chance) => {
    const way = chance();
    if (way < 0.4) return form.replaceAll(".", "");
    if (way < 0.65) return "";
    if (way < 0.75) return form.toLowerCase();
    return way < 0.78 && form === "B.V." ? "b v" : form;
  },
  name: [
    [0.08, (name, chance) => withoutWord(name, chance)],
    [0.05, capitals],
    [0.05, (name) => name.toLowerCase()],
    [0.4, swap(/ en /, " & ")],
    [0.3, swap(/ & /, " en ")],
    [0.4, swap(/^Gebroeders /, "Gebr. ")],
    [0.3, swap(/& Zonen/, "& Zn.")],
    [0.3, swap(/van den /, "v.d. ")],
    [0.3, swap(/van der /, "vd ")],
    [0.15, swap(/van den Broek/, "van de Broek")],
    [0.25, swap(/([A-Z])\.([A-Z])\. /, "$1$2 ")],
    [0.15, swap(/bedrijf\b/, "bedr.")],
    [0.1, swap(/bedrijf\b/, " bedrijf")],
    [0.15, swap(/\bTransport\b/, "Transp.")],
    [0.15, swap(/\bInstallatie/, "Inst.")],
    [0.15, swap(/technieken?\b/, "techn.")],
    [0.3, swap(/Nederland\b/, "Ned.")],
    [0.3, swap(/International\b/, "Int.")],
    [0.1, swap(/\bAdministraties\b/, "Adm.")],
    [0.06, swap(/^(\S+) (.+)$/, "$2 $1")],
    [0.15, swap(/ij/, "y")],
    [0.04, (name) => name.replace(/[&.,]/g, "")],
  ],
  street: [
    [0.25, swap(/straat$/, "str.")],
    [0.15, swap(/straat$/, "str")],
    [0.15, swap(/weg$/, "wg")],
    [0.15, swap(/laan$/, "ln.")],
    [0.15, swap(/plein$/, "pln.")],
    [0.3, swap(/^Burgemeester /, "Burg. ")],
    [0.3, swap(/^Professor /, "Prof. ")],
    [0.3, swap(/^Dokter /, "Dr. ")],
    [0.3, swap(/^Generaal /, "Gen. ")],
    [0.3, swap(/^Prins /, "Pr. ")],
    [0.3, swap(/^Admiraal /, "Adm. ")],
    [0.05, capitals],
  ],
  town: [
    [0.25, capitals],
    [0.4, swap(/^Den Haag$/, "'s-Gravenhage")],
    [0.4, swap(/^'s-Hertogenbosch$/, "Den Bosch")],
    [0.4, swap(/ aan den? /, " a/d ")],
    [0.2, swap(/^IJ/, "Y")],
    [0.03, swap(/dam$/, "dam ZO")],
  ],
  addition: (number, addition) => (addition === "" ? String(number) : `${number} ${addition.toUpperCase()}`),
  longest: 50,
};

function record(of: Company, kind: Kind, clerk: Habits, chance: Chance): Record<string, string> {
  let core = of.core;
  for (const [often, habit] of clerk.name) if (chance() < often) core = habit(core, chance);
  if (chance() < kind.typos) core = mistyped(core, chance);
  const name = `${core} ${clerk.form(of.form, chance)}`.trim().slice(0, clerk.longest).trim();
  let { street, town } = of;
  for (const [often, habit] of clerk.street) if (chance() < often) street = habit(street);
  for (const [often, habit] of clerk.town) if (chance() < often) town = habit(town);
  if (chance() < kind.typos / 3) street = mistyped(street, chance);
  if (chance() < kind.typos / 3) town = mistyped(town, chance);
  const addition = chance() < 0.25 ? "" : of.addition;
  const line = `${street} ${clerk.addition(of.number, addition)}`;
  const at = {
    InvoiceAddressAddress1: line,
    InvoiceAddressCity: town,
    VisitAddressAddress1: line,
    VisitAddressCity: town,
  };
  if (kind.bare) return { Name: name, ...at };
  const held = (often: number, value: string) => (chance() < often ? value : "");
  const postcode = chance() < 0.5 ? of.postcode : of.postcode.replace(" ", "");
  return {
    Name: name,
    ...at,
    InvoiceAddressZipCode: postcode,
    VisitAddressZipCode: postcode,
    VatNumber: held(0.7, of.vat),
    InvoiceAddressEmailAddress: held(0.6, of.email),
    ContactPersonName: held(0.5, of.contact),
  };
}

/** A craft left out where there is more to the name. */
function withoutWord(name: string, chance: Chance): string {
  const found = crafts.filter((craft) => name.includes(craft) && name.length > craft.length + 8);
  return found.length === 0
    ? name
    : name
        .replace(pick(found, chance), "")
        .replace(/ (en|&) *$/, "")
        .replace(/\s+/g, " ")
        .trim();
}

/** One stroke wrong: a letter left out, doubled, changed into a neighbour, or two swapped. */
function mistyped(text: string, chance: Chance): string {
  const at = 1 + Math.floor(chance() * (text.length - 2));
  if (!/[a-z]/i.test(text[at] ?? "")) return text;
  const [before, letter, after] = [text.slice(0, at), text[at] ?? "", text.slice(at + 1)];
  const way = Math.floor(chance() * 4);
  if (way === 0) return before + after;
  if (way === 1) return before + letter + letter + after;
  if (way === 2) return before + String.fromCharCode(97 + Math.floor(chance() * 26)) + after;
  return before + after.charAt(0) + letter + after.slice(1);
}
