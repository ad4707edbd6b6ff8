// A made-up trade register: Dutch companies with their addresses, and the holdings, sisters, branches and foundations that
// look like them. The same seed gives the same register. It shares no list with the matcher.

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

const list = (text: string): string[] => text.trim().split(/\s*;\s*/);

export const surnames =
  list(`Jansen;de Jong;de Vries;van den Berg;Bakker;Janssen;van Dijk;Visser;Smit;Meijer;de Boer;Mulder;de Groot;
Bos;Vos;Peters;Hendriks;van Leeuwen;Dekker;Brouwer;de Wit;Dijkstra;Smits;de Graaf;van der Meer;van der Linden;Kok;Jacobs;
de Haan;Vermeulen;van den Heuvel;van der Veen;van den Broek;de Bruijn;Schouten;van Beek;Willems;van Vliet;Hoekstra;Maas;
Verhoeven;Koster;van Dam;Prins;Blom;Huisman;Peeters;de Bruin;Kuipers;van Veen;Kuiper;Post;Willemsen;Veenstra;Martens;Scholten;
van Wijk;Postma;Bosman;Vink;Wolters;Timmermans;Groen;Gerritsen;de Lange;Boer;Hermans;Molenaar;van Loon;van der Velden;Koning;
van der Heijden;Driessen;van Doorn;Roos;Evers;Hofman;Bosch;van den Bosch;Zijlstra;Terpstra;Wiersma;Tuinstra;Kloosterman;
Ooms;'t Hart;in 't Veld;Ter Horst;ten Brinke;op den Kamp;Stokkermans;Quaedvlieg;Hazelhorst;Bijl de Vroe;Wagenaar;Oosterhuis;
Nieuwenhuis;Rietveld;Zandstra;Poelstra;Schaapveld;Knoppert;Bruggink;Leusink;Haverkamp;Schuurman;Ottevanger;van Rossum;Teunissen;
Duijvestijn;Zwinkels;van Marrewijk;Captein;Rodenburg;Ammerlaan;Vreugdenhil;Kouwenhoven;Grootscholten;Boekestijn;Valstar`);
export const crafts =
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
export const firstNames =
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

export type Chance = () => number;
export interface Company {
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

export function register(kind: Kind, size: number, chance: Chance): Company[] {
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
  const person = `${pick(firstNames, chance)} ${surname()}`;
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

export function place(chance: Chance, town = towns[Math.floor(chance() ** 1.6 * towns.length)] as string) {
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

export const pick = <T>(from: readonly T[], chance: Chance): T => from[Math.floor(chance() * from.length)] as T;

export function shuffled(size: number, chance: Chance): number[] {
  const order = Array.from({ length: size }, (_, at) => at);
  for (let at = size - 1; at > 0; at -= 1) {
    const other = Math.floor(chance() * (at + 1));
    [order[at], order[other]] = [order[other] as number, order[at] as number];
  }
  return order;
}

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function randomOf(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
