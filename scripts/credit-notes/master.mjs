// Master data of the made-up administrations 610 (served) and 620 (another company of the same Milestones).
// Each record says which finding it causes (`fault`) and how the two sides differ (`pair`): that is the truth's source.

export const companies = [
  { id: 810000001, code: "610", name: "Veldhuis Advies B.V.", mode: "PerVatCode" },
  { id: 810000002, code: "620", name: "Veldhuis Detachering B.V.", mode: "PerLine" },
];

// Percentages in hundredths of a percent. `sides`: where the code is; `written`: how Milestones writes the percentage.
export const vatCodes = [
  { code: "1", name: "BTW hoog 21%", rate: 2100, excluded: "E", for: "V" },
  { code: "2", name: "BTW laag 9%", rate: 900, excluded: "E", for: "V" },
  { code: "0", name: "Geen BTW", rate: 0, excluded: "N", for: "B" },
  { code: "3", name: "BTW verlegd", rate: 0, excluded: "E", for: "V", reverse: true },
  { code: "4", name: "ICP diensten EU", rate: 0, excluded: "E", for: "V", reverse: true, icp: "Services" },
  { code: "5", name: "BTW hoog 21% incl.", rate: 2100, excluded: "I", for: "V" },
  { code: "6", name: "Export buiten EU", rate: 0, excluded: "E", for: "V" },
  { code: "B", name: "BTW hoog beide", rate: 2100, excluded: "E", for: "B" },
  { code: "7", name: "BTW kunst", rate: 900, excluded: "E", for: "V", written: 0.09, fault: "vat_percentage_differs" },
  { code: "8", name: "Marge", rate: 0, only: "milestones", fault: "vat_code_unknown" },
  { code: "11", name: "Inkoop hoog", rate: 2100, excluded: "E", for: "I", fault: "vat_code_not_sales" },
  { code: "12", name: "Oud hoog 19%", rate: 1900, excluded: "E", for: "V", only: "globe" },
];

// Six-wide debtor numbers that are not the codes; 1004's number is 1001's code. `status` is Globe's CustomerStatus.
export const customers = [
  { code: "1001", number: "501", name: "Waterschap De Aa", status: "A", vat: "1" },
  { code: "1002", number: "502", name: "Gemeente Oostrade", status: "R", vat: "1" },
  { code: "1003", number: "503", name: "Café Zürich & Zoon", status: "A", vat: "2" },
  { code: "1004", number: "1001", name: "Brouwer Holding N.V.", status: "A", vat: "1" },
  { code: "1005", number: "505", name: "Ziekenhuis Sint-Joris", status: "A", vat: "0" },
  { code: "001006", number: "506", name: "Atelier Noor", status: "A", vat: "7" },
  { code: "1007", number: "507", name: "Klein & Partners GmbH", status: "A", vat: "4" },
  { code: "1008", number: "508", name: "Overseas Trading Ltd", status: "A", vat: "6", marked: true },
  { code: "1009", number: "509", name: "Failliet Transport B.V.", status: "B", vat: "1", fault: "debtor_blocked" },
  { code: "1010", number: "510", name: "Slapend Vastgoed", status: "S", vat: "1", fault: "debtor_blocked" },
  { code: "1011", number: "511", name: "Prospect in Aanvraag", status: "N", vat: "1", fault: "debtor_blocked" },
  { code: "1012", name: "Nieuwe Klant B.V.", vat: "1", only: "milestones", fault: "debtor_unknown" },
  {
    code: "1013",
    name: "Vestiging Nieuwe Klant",
    vat: "1",
    only: "milestones",
    invoicedTo: "1001",
    fault: "debtor_unknown",
  },
  { code: "1014", number: "514", name: "Stille Vennoot", status: "A", vat: "1", only: "globe" },
];

export const accounts = [
  { code: "1300", name: "Debiteuren", kind: "D", sheet: "B" },
  { code: "1520", name: "Af te dragen BTW hoog", kind: "V", sheet: "B" },
  { code: "1521", name: "Af te dragen BTW laag", kind: "V", sheet: "B" },
  { code: "8000", name: "Omzet advies", kind: "J" },
  { code: "8010", name: "Omzet reiskosten", kind: "J" },
  { code: "8100", name: "Omzet detachering", kind: "J", costCenter: true },
  { code: "8200", name: "Omzet projecten", kind: "J", project: true },
  { code: "8300", name: "Omzet vaste prijs", kind: "J", costCenter: true, project: true },
  { code: "8900", name: "Omzet vervallen", kind: "J", blocked: true },
];

// `demands`: what their account wants of a line.
export const items = [
  { code: "UREN", name: "Adviesuren", account: "8000", vat: "1" },
  { code: "REIS", name: "Reiskosten", account: "8010", vat: "2" },
  { code: "DETA", name: "Detachering", account: "8100", vat: "1", demands: ["cost_center"] },
  { code: "PROJ", name: "Projecturen", account: "8200", vat: "1", demands: ["project"] },
  { code: "VAST", name: "Vaste prijs", account: "8300", vat: "1", demands: ["cost_center", "project"] },
  { code: "OUD", name: "Abonnement oud", account: "8900", vat: "1", fault: "gl_account_blocked" },
  { code: "WEG", name: "Licentie", account: "8999", vat: "1", fault: "gl_account_unknown" },
  { code: "LEEG", name: "Doorbelasting", account: "", vat: "0", fault: "gl_account_unknown" },
];

export const costCenters = [
  { code: "ADV", name: "Advies" },
  { code: "BEH", name: "Beheer" },
  { code: "OUD", name: "Oude vestiging", enabled: false },
  { code: "NIEUW", name: "Nieuwe vestiging", only: "milestones", fault: "cost_center_unknown" },
];

export const projects = [
  { code: "P26-001", name: "Dijkversterking", customer: "1001", status: "A", type: "F", costCenter: "ADV" },
  { code: "P26-002", name: "Herindeling", customer: "1002", status: "A", type: "H", costCenter: "BEH" },
  { code: "P25-009", name: "Archief op orde", customer: "1005", status: "C", type: "H", costCenter: "ADV" },
  { code: "P26-099", name: "Nog niet in Globe", customer: "1001", only: "milestones", fault: "project_unknown" },
];

export const currencies = [
  { code: "EUR", name: "Euro", symbol: "€" },
  { code: "USD", name: "US Dollar", symbol: "$" },
  { code: "AED", name: "Dirham", symbol: "D", only: "milestones", fault: "currency_unknown" },
];

export const employees = [
  { number: 201, first: "Marit", last: "Veldhuis", initials: "M.", title: "Mw.", costCenter: "ADV", manager: 0 },
  { number: 202, first: "Sjoerd", last: "Postma", initials: "S.", title: "Dhr.", costCenter: "BEH", manager: 201 },
];

export const journals = [
  { code: "70", name: "Verkoopboek", type: "V" },
  { code: "71", name: "Verkoopboek projecten", type: "V" },
  { code: "60", name: "Inkoopboek", type: "I" },
  { code: "90", name: "Memoriaal", type: "M" },
];

let lastId = 810000100;
export const newId = () => ++lastId;
for (const list of [vatCodes, customers, items, costCenters, projects, currencies, employees])
  for (const one of list) one.id = newId();
/** Of the other company; their codes are alike. */
export const strangeCustomers = ["1001", "1012"].map((code) => ({ code, id: newId() }));

export const [served, other] = companies;
export const idOf = (list, code) => list.find((one) => (one.code ?? one.number) === code)?.id ?? null;
export const inGlobe = (list) => list.filter((one) => one.only !== "milestones");
export const inMilestones = (list) => list.filter((one) => one.only !== "globe");
export const guid = (at) => `61000000-0000-4000-8000-${String(at).padStart(12, "0")}`;
export const address = (at) => ({
  street: `Kade ${at}`,
  city: "Zwolle",
  zip: `80${10 + at} AB`,
  mail: `post${at}@example.com`,
});
