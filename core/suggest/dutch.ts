// What a Dutch clerk knows about names and addresses: words that carry no identity, and words written in more than one
// way. All words are folded (see words.ts): lower case, no accents, ij as y.

/** Legal forms, each with its family: two families beside one another speak against one company. */
export const legalForms: Readonly<Record<string, string>> = {
  bv: "bv",
  bvba: "bv",
  sprl: "bv",
  srl: "bv",
  gmbh: "bv",
  ltd: "bv",
  limited: "bv",
  sarl: "bv",
  nv: "nv",
  ag: "nv",
  sa: "nv",
  plc: "nv",
  se: "nv",
  inc: "nv",
  vof: "vof",
  fa: "vof",
  firma: "vof",
  cv: "cv",
  kg: "cv",
  ua: "cooperatie",
  ba: "cooperatie",
  cooperatie: "cooperatie",
  cooperatief: "cooperatie",
  cooperatieve: "cooperatie",
  coop: "cooperatie",
  maatschap: "maatschap",
  eenmanszaak: "eenmanszaak",
  stichting: "stichting",
  stg: "stichting",
  vereniging: "vereniging",
  ver: "vereniging",
};

/** Legal forms written in full. */
export const spelledForms: readonly (readonly [RegExp, string])[] = [
  [/\bbesloten vennootschap( met beperkte aansprakelykheid)?\b/g, "bv"],
  [/\bnaamloze vennootschap\b/g, "nv"],
  [/\bvennootschap onder (een )?firma\b/g, "vof"],
  [/\bcommanditaire vennootschap\b/g, "cv"],
  [/\b(uitgesloten|wettelyke|beperkte) aansprakelykheid\b/g, "ua"],
  [/\bin oprichting\b/g, ""],
];

/** What a company is to its relatives: a holding and its works are two companies. */
export const roles: Readonly<Record<string, string>> = {
  holding: "holding",
  holdings: "holding",
  beheer: "beheer",
  beheermaatschappy: "beheer",
  beheersmaatschappy: "beheer",
  beheermy: "beheer",
  belegging: "beleggingen",
  beleggingen: "beleggingen",
  beleggingsmaatschappy: "beleggingen",
  participatie: "participaties",
  participaties: "participaties",
  deelneming: "deelnemingen",
  deelnemingen: "deelnemingen",
  exploitatie: "exploitatie",
  exploitatiemaatschappy: "exploitatie",
  pensioen: "pensioen",
  pensioenfonds: "pensioen",
  administratiekantoor: "administratiekantoor",
  stak: "administratiekantoor",
  management: "management",
  vastgoed: "vastgoed",
  onroerend: "vastgoed",
  werkmaatschappy: "werkmaatschappij",
  groep: "groep",
  group: "groep",
};

/** Words between the words. */
export const particles: ReadonlySet<string> = new Set(
  (
    "van de der den het een the of and und et en in op aan by bij voor te ten ter tot uit over onder la le les di da del " +
    "st sint von zu zum zur am an auf v d t s n vd vdr vh hodn thodn ad io co cie comp met"
  ).split(" "),
);

/** Words that mean the same. */
export const sameWords: Readonly<Record<string, string>> = {
  zn: "zonen",
  zoon: "zonen",
  znn: "zonen",
  sons: "zonen",
  gebr: "gebroeders",
  gebrs: "gebroeders",
  my: "maatschappy",
  mij: "maatschappy",
  bedr: "bedryf",
  ned: "nederland",
  nederlandse: "nederland",
  nederlands: "nederland",
  netherlands: "nederland",
  nl: "nederland",
  int: "internationaal",
  intl: "internationaal",
  international: "internationaal",
  internat: "internationaal",
  adviseurs: "advies",
  accountants: "accountancy",
  acc: "accountancy",
  adm: "administratie",
  ass: "assurantien",
  dhr: "",
  mevr: "",
  mw: "",
};

/** What a word may end in without becoming another word: a "bouwbedrijf" does "bouw". */
export const wordEndings: ReadonlySet<string> = new Set(
  (
    "bedryf bedryven sbedryf ersbedryf onderneming maatschappy smaatschappy kantoor skantoor bureau sbureau " +
    "werken zaken diensten dienst service services groep techniek s en"
  ).split(" "),
);

/** Words that so many companies bear that one says little; the records themselves say the rest. */
export const commonWords: ReadonlySet<string> = new Set(
  (
    "bouw bouwbedryf handel handelsonderneming handelsbedryf groothandel transport transportbedryf advies consultancy " +
    "consulting techniek technisch installatie installatiebedryf installatietechniek schilders schildersbedryf " +
    "aannemers aannemersbedryf garage autobedryf auto autos bakkery slagery horeca restaurant hotel cafe kwekery " +
    "hovenier hoveniers hoveniersbedryf tuin groen zorg thuiszorg praktyk tandarts apotheek accountancy administratie " +
    "verzekeringen assurantien makelaardy makelaars vastgoed notaris advocaten it ict software systems systemen solutions " +
    "media design reclame marketing communicatie drukkery uitgevery schoonmaak schoonmaakbedryf facilitair service " +
    "services diensten onderhoud montage metaal staal machines machinefabriek fabriek industrie products producten " +
    "food foods vlees vis groente fruit bloemen logistiek logistics expeditie opslag verhuur lease loodgieters " +
    "dakdekkers elektro elektrotechniek energie energy water milieu recycling projecten projectontwikkeling " +
    "ontwikkeling trading import export company nederland internationaal europe europa benelux holland bedryf " +
    "maatschappy gebroeders zonen groep winkel shop store mode kleding meubelen interieur keukens sport fitness " +
    "school opleidingen training academie cultuur theater museum gemeente"
  ).split(" "),
);

/** Kinds of street, folded to one short form; they may stand alone or end a word. */
export const streetKinds: readonly (readonly [RegExp, string])[] = [
  [/(straat|strasse|street|str)$/, "str"],
  [/(laan|ln)$/, "ln"],
  [/(weg|wg)$/, "wg"],
  [/(plein|pln)$/, "pln"],
  [/(gracht|gr)$/, "gr"],
  [/(singel|sgl)$/, "sgl"],
  [/(kade|kd)$/, "kd"],
  [/(dyk|dk)$/, "dk"],
];

/** Streets and titles often shortened, and towns with more than one name. */
export const samePlaces: Readonly<Record<string, string>> = {
  pl: "pln",
  burg: "burgemeester",
  burgem: "burgemeester",
  bgm: "burgemeester",
  road: "rd",
  avenue: "ave",
  avda: "avenida",
  gravenhage: "haag",
  sgravenhage: "haag",
  hertogenbosch: "bosch",
  shertogenbosch: "bosch",
  adam: "amsterdam",
  rdam: "rotterdam",
};

/** Where anybody may have a mailbox: the domain says nothing about its owner. */
export const mailProviders: ReadonlySet<string> = new Set(
  (
    "gmail.com googlemail.com hotmail.com hotmail.nl outlook.com live.nl live.com msn.com yahoo.com icloud.com me.com " +
    "ziggo.nl kpnmail.nl kpnplanet.nl planet.nl xs4all.nl home.nl upcmail.nl hetnet.nl casema.nl chello.nl solcon.nl " +
    "tele2.nl telfort.nl zonnet.nl wxs.nl quicknet.nl freeler.nl example.com example.nl example.org"
  ).split(" "),
);
