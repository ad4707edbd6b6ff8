// Labelled companies: a made-up trade register, written down twice by clerks of different habits, so that it is known who is
// who. It shares nothing with the matcher: what a clerk does to a name is listed here as habits of writing, not as rules.
import type { Candidate } from "../core/suggest/profile.ts";

/** How a set is written: what the records hold, and how much went wrong. */
export interface Kind {
  name: string;
  /** Only name, street with number and town; else also postcode, e-mail, VAT number and contact. */
  bare: boolean;
  /** Share of the companies that moved between the two records. */
  moved: number;
  /** Share of the records with a typing error in the name; a third as many have one in the street or the town. */
  typos: number;
  /** Share of the companies that have a holding, sister companies or branches, in one fiscal unity, often under one roof. */
  families: number;
}

export interface LabelledSet {
  globe: Candidate[];
  milestones: Candidate[];
  /** Milestones' key by Globe's. */
  truth: Map<string, string>;
}

const list = (text: string): string[] => text.trim().split(/\s*;\s*/);

const surnames =
  list(`Jansen;de Jong;de Vries;van den Berg;Bakker;Janssen;van Dijk;Visser;Smit;Meijer;de Boer;Mulder;de Groot;
Bos;Vos;Peters;Hendriks;van Leeuwen;Dekker;Brouwer;de Wit;Dijkstra;Smits;de Graaf;van der Meer;van der Linden;Kok;Jacobs;
de Haan;Vermeulen;van den Heuvel;van der Veen;van den Broek;de Bruijn;Schouten;van Beek;Willems;van Vliet;Hoekstra;Maas;
Verhoeven;Koster;van Dam;Prins;Blom;Huisman;Peeters;de Bruin;Kuipers;van Veen;Kuiper;Post;Willemsen;Veenstra;Martens;Scholten;
van Wijk;Postma;Bosman;Vink;Wolters;Timmermans;Groen;Gerritsen;de Lange;Boer;Hermans;Molenaar;van Loon;van der Velden;Koning;
van der Heijden;Driessen;van Doorn;Roos;Evers;Hofman;Bosch;van den Bosch;Zijlstra;Terpstra;Wiersma;Tuinstra;Kloosterman;
Ooms;'t Hart;in 't Veld;Ter Horst;ten Brinke;op den Kamp;Stokkermans;Quaedvlieg;Hazelhorst;Bijl de Vroe;Wagenaar;Oosterhuis;
Nieuwenhuis;Rietveld;Zandstra;Poelstra;Schaapveld;Knoppert;Bruggink;Leusink;Haverkamp;Schuurman;Ottevanger;van Rossum;Teunissen;
Duijvestijn;Zwinkels;van Marrewijk;Captein;Rodenburg;Ammerlaan;Vreugdenhil;Kouwenhoven;Grootscholten;Boekestijn;Valstar`);
const crafts =
  list(`Bouw;Bouwbedrijf;Aannemersbedrijf;Timmerwerken;Transport;Transportbedrijf;Logistiek;Installatietechniek;
Installatiebedrijf;Elektrotechniek;Loodgieters;Schilderwerken;Schildersbedrijf;Stukadoors;Dakbedekkingen;Hoveniers;Tuinen;
Bestratingen;Grondverzet;Loonbedrijf;Kwekerij;Bloemen;Bakkerij;Slagerij;Vishandel;Groente en Fruit;Horeca;Restaurant;Catering;
Autobedrijf;Garage;Carrosserie;Banden;Fietsen;Watersport;Jachtbouw;Scheepvaart;Machinefabriek;Metaalbewerking;Constructie;
Lastechniek;Kunststoffen;Verpakkingen;Drukkerij;Uitgeverij;Reclame;Communicatie;Media;Webdesign;Software;Automatisering;
Consultancy;Advies;Organisatieadvies;Accountants;Administraties;Belastingadviseurs;Advocaten;Notarissen;Makelaardij;Verzekeringen;
Hypotheken;Uitzendbureau;Detachering;Opleidingen;Kinderopvang;Thuiszorg;Fysiotherapie;Tandartsen;Apotheek;Optiek;Juwelier;Mode;
Meubelen;Keukens;Interieurbouw;Vloeren;Zonwering;Schoonmaak;Beveiliging;Recycling;Sloopwerken;Handel;Groothandel;Import;Agri;
Veevoeders;Zuivel;Pluimvee;Zaden;Ingenieursbureau;Architecten;Landmeten;Geluidstechniek;Evenementen;Reizen;Touringcars;Taxi`);
const towns =
  list(`Amsterdam;Rotterdam;Den Haag;Utrecht;Eindhoven;Groningen;Tilburg;Almere;Breda;Nijmegen;Apeldoorn;Haarlem;
Arnhem;Enschede;Amersfoort;Zaandam;'s-Hertogenbosch;Zwolle;Leiden;Zoetermeer;Leeuwarden;Maastricht;Dordrecht;Ede;
Alphen aan den Rijn;Alkmaar;Delft;Emmen;Deventer;Helmond;Hilversum;Heerlen;Hengelo;Lelystad;Purmerend;Roosendaal;Schiedam;
Spijkenisse;Vlaardingen;Almelo;Gouda;Zaltbommel;Capelle aan den IJssel;Katwijk;Veenendaal;Nieuwegein;Bergen op Zoom;Assen;
Doetinchem;Terneuzen;Barneveld;Naaldwijk;De Lier;Honselersdijk;Aalsmeer;Urk;Sneek;Drachten;Heerenveen;Hoogeveen;Winschoten;
Tiel;Culemborg;Waalwijk;Oss;Uden;Veghel;Boxtel;Weert;Roermond;Venlo;Sittard;Kerkrade;Goes;Middelburg;Vlissingen;Zierikzee;
Krimpen aan de Lek;Bodegraven;Woerden;IJsselstein;Houten;Zeist;Soest;Bussum;Weesp;Hoorn;Enkhuizen;Den Helder;Schagen;Heerhugowaard`);
const streetStarts =
  list(`Kerk;Dorps;Hoofd;Molen;School;Julianas;Beatrix;Wilhelmina;Emma;Prins Bernhard;Prins Hendrik;Oranje;
Nassau;Industrie;Ambachts;Handels;Nijverheids;Energie;Techniek;Haven;Stations;Spoor;Markt;Linden;Eiken;Beuken;Kastanje;Esdoorn;
Populieren;Wilgen;Berken;Rozen;Tulpen;Burgemeester Jansen;Burgemeester van Tuyll;Dokter Schaepman;Professor Lorentz;
Generaal Foulkes;Generaal Spoor;Graaf Floris;Admiraal de Ruyter;Johan de Witt;Rembrandt;Vermeer;Frans Hals;Mozart;Bach;
Zuider;Noorder;Ooster;Wester;Achter;Voor;Nieuwe;Lange;Korte;Hoge;Lage;Buiten;Binnen;Veen;Polder;Weide;Meent;Brink;Esch;Kamp;
Zand;Klei;Turf;Vaart;Gasthuis;Klooster;Abdij;Kasteel;Koe;Paarden;Schaaps;Ganzen;Reiger;Zwanen;Merel;Leeuwerik;Ampere;Volt;
Edison;Marconi;Einstein;Newton;Galilei;Copernicus;Columbus;Magelhaen;Vasco da Gama;Tasman;Barentsz`);
const streetEnds = list("straat;straat;straat;weg;weg;laan;laan;plein;dijk;kade;singel;gracht;hof;pad;park;ring");
const first =
  list(`Jan;Piet;Kees;Henk;Willem;Maria;Anna;Johanna;Els;Sanne;Daan;Sem;Lucas;Emma;Julia;Mohamed;Fatima;Bram;Lotte;
Ruud;Marieke;Joost;Hans;Gerrit;Ingrid;Wouter;Tessa;Bas;Niels;Femke`);
const qualities = list("Gouden;Zilveren;Rode;Groene;Blauwe;Oude;Nieuwe;Vrolijke;Witte;Zwarte;Vliegende;Laatste;Eerste");
const things =
  list(`Leeuw;Zwaan;Molen;Haven;Brug;Poort;Ster;Draak;Arend;Kroon;Sleutel;Anker;Roos;Linde;Toren;Wagen;Ploeg;Vos;Beer;
Haan;Pelikaan;Zon;Maan;Hoorn;Kom`);
const openings = list(
  "Ad;Al;Bel;Bri;Cor;Dal;Del;Eco;El;Fal;Fen;Gal;Hel;In;Kor;Lan;Lum;Mar;Med;Nex;Nor;Om;Pro;Quo;Ro;Sol;Syn;Tec;Tri;Ul;Ver;Vi;Xan;Zen",
);
const middles = list("a;e;i;o;ba;co;da;fi;go;li;lo;ma;mi;na;no;ra;ri;sa;ta;ti;to;va;vi;xo");
const endings = list(
  "con;dex;fex;gen;lex;lis;lux;med;mix;nix;nova;pact;plan;quest;ris;sys;tas;tech;tix;tra;vance;via;vita;zor;dis;ment",
);

type Chance = () => number;
interface Company {
  core: string;
  form: string;
  street: string;
  number: number;
  addition: string;
  town: string;
  postcode: string;
  vat: string;
  email: string;
  contact: string;
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

function register(kind: Kind, size: number, chance: Chance): Company[] {
  const companies: Company[] = [];
  const taken = new Set<string>();
  const add = (company: Company) => {
    const same = `${company.core}|${company.town}`.toLowerCase();
    if (taken.has(same) || companies.length >= size) return;
    taken.add(same);
    companies.push(company);
  };
  while (companies.length < size) {
    const one = company(chance);
    add(one);
    if (chance() >= kind.families) continue;
    const unity = chance() < 0.5 ? { vat: one.vat } : {};
    const sister = (core: string, where: object = {}): Company => ({
      ...company(chance),
      ...one,
      vat: company(chance).vat,
      ...unity,
      core,
      ...where,
    });
    const way = chance();
    const stem = one.core.split(" ").slice(0, 3).join(" ");
    if (way < 0.35) add(sister(`${one.core} ${pick(["Holding", "Beheer", "Beleggingen", "Onroerend Goed"], chance)}`));
    else if (way < 0.55) add(sister(`${pick(surnamesOf(one.core), chance)} ${pick(crafts, chance)}`, { form: "B.V." }));
    else if (way < 0.75)
      for (let n = 0; n < 2; n += 1)
        add(sister(`${stem} ${pick(crafts, chance)}`, chance() < 0.5 ? place(chance) : {}));
    else if (way < 0.9) for (let n = 0; n < 3; n += 1) add(sister(one.core, { ...place(chance), vat: one.vat }));
    else add(sister(`Stichting ${one.core}`, { form: "" }));
  }
  return companies;
}

const surnamesOf = (core: string): string[] => {
  const found = surnames.filter((name) => core.includes(name));
  return found.length > 0 ? found : [core.split(" ")[0] ?? core];
};

function company(chance: Chance): Company {
  const surname = () => surnames[Math.floor(chance() ** 2 * surnames.length)] as string;
  const craft = () => pick(crafts, chance);
  const coined = () => pick(openings, chance) + (chance() < 0.6 ? pick(middles, chance) : "") + pick(endings, chance);
  const where = place(chance);
  const initial = () => String.fromCharCode(65 + Math.floor(chance() * 22));
  const core = pick<() => string>(
    [
      () => `${craft()} ${surname()}`,
      () => `${surname()} ${craft()}`,
      () => `${surname()} ${craft()} en ${craft()}`,
      () => `${surname()} & Zonen`,
      () => `Gebroeders ${surname()} ${craft()}`,
      () => `${surname()} en ${surname()} ${craft()}`,
      () => `${coined()}`,
      () => `${coined()} ${craft()}`,
      () => `${coined()} ${coined()} ${pick(["Nederland", "International", "Benelux", "Europe"], chance)}`,
      () => `${craft()} De ${pick(qualities, chance)} ${pick(things, chance)}`,
      () => `De ${pick(qualities, chance)} ${pick(things, chance)}`,
      () => `${craft()} ${where.town}`,
      () => `${initial()}.${initial()}. ${surname()} ${craft()}`,
      () => `${initial()}. ${surname()}`,
      () => `${initial()}${initial()}${initial()} ${craft()}`,
    ],
    chance,
  )();
  const person = `${pick(first, chance)} ${surname()}`;
  const site = core
    .toLowerCase()
    .replace(/[^a-z]/g, "")
    .slice(0, 18);
  return {
    core,
    form: pick(["B.V.", "B.V.", "B.V.", "B.V.", "V.O.F.", "", "N.V."], chance),
    ...where,
    vat: `NL${String(100_000_000 + Math.floor(chance() * 899_999_999))}B0${1 + Math.floor(chance() * 3)}`,
    email: `${pick(["info", "administratie", "facturen", person.split(" ")[0]?.toLowerCase() ?? ""], chance)}@${site}.nl`,
    contact: person,
  };
}

function place(chance: Chance, town = towns[Math.floor(chance() ** 1.6 * towns.length)] as string) {
  const start = pick(streetStarts, chance);
  const end = pick(streetEnds, chance);
  const number = 1 + Math.floor(chance() ** 2 * 300);
  return {
    street: /[a-z] [A-Z]/.test(start) || chance() < 0.9 ? start + end : `${start} ${end}`,
    number,
    addition: chance() < 0.15 ? pick(["a", "b", "c", "bis", "2", "I"], chance) : "",
    town,
    postcode: `${1000 + ((town.length * 97 + town.charCodeAt(0) * 31 + start.length * 7) % 8999)} ${"ABCDEFGHJK"[start.charCodeAt(0) % 10]}${"ABCDEFGHJK"[number % 10]}`,
  };
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

const pick = <T>(from: readonly T[], chance: Chance): T => from[Math.floor(chance() * from.length)] as T;

function shuffled(size: number, chance: Chance): number[] {
  const order = Array.from({ length: size }, (_, at) => at);
  for (let at = size - 1; at > 0; at -= 1) {
    const other = Math.floor(chance() * (at + 1));
    [order[at], order[other]] = [order[other] as number, order[at] as number];
  }
  return order;
}

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
function randomOf(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
