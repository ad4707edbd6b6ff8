// The invoices and credit notes, each with what its maker did to it (`faults`). What its records cause is added later.
import { dice } from "./figures.mjs";

const line = (item, quantity, price, rest = {}) => ({ item, quantity, price, ...rest });
const hours = (quantity, price, rest) => line("UREN", quantity, price, rest);

/** An ordinary invoice, clean: one to four lines that any debtor in use may get. */
function ordinary(at, { below, one }) {
  const lines = Array.from({ length: 1 + below(4) }, () => {
    const [item, rest] = one([
      ["UREN", {}],
      ["REIS", {}],
      ["DETA", { costCenter: one(["ADV", "BEH"]) }],
      ["PROJ", { project: one(["P26-001", "P26-002"]) }],
      ["VAST", { costCenter: "ADV", project: "P26-001" }],
      ["UREN", { vat: one(["0", "3", "4", "6", "B"]) }],
    ]);
    return line(item, 25 * (1 + below(160)), 4_500 + below(9_000), rest);
  });
  const date = `2026-${String(7 + below(5)).padStart(2, "0")}-${String(1 + below(28)).padStart(2, "0")}`;
  return {
    number: `2026-${String(at).padStart(4, "0")}`,
    date,
    debtor: one(["1001", "1002", "1003", "1004", "1005", "1007", "1008"]),
    lines,
  };
}

const sixty = "Werkzaamheden volgens opdracht van 3 maart 2026, café Zürich";

const special = [
  // Rounding per code: 37.50 + 12.50 at 21 % is 10.50, though its lines say 7.88 and 2.63.
  { number: "2026-0101", debtor: "1001", lines: [hours(100, 3750), hours(100, 1250)] },
  {
    number: "2026-0102",
    debtor: "1001",
    lines: [hours(100, 3750), hours(100, 1250)],
    addVat: 1n,
    addIncl: 1n,
    faults: ["amounts_differ"],
  },
  {
    number: "2026-0103",
    debtor: "1003",
    lines: [hours(100, 50), hours(100, 50), hours(100, 50), line("REIS", 100, 50)],
  },
  { number: "2026-0104", debtor: "1002", lines: [hours(100, 3750), hours(100, 1250)], unrounded: true },
  { number: "2026-0105", debtor: "1002", lines: [hours(33, 10001)], addIncl: -1n, faults: ["amounts_differ"] },
  { number: "2026-0106", debtor: "1002", lines: [hours(800, 11000)], addExcl: 100n, faults: ["amounts_differ"] },
  { number: "2026-0107", debtor: "1002", lines: [], faults: ["amounts_differ"] },
  {
    number: "2026-0108",
    debtor: "1002",
    lines: [hours(800, 11000), hours(200, 9900)],
    lineVat: 400n,
    faults: ["amounts_differ"],
  },
  { number: "2026-0109", debtor: "1004", lines: [hours(800, 12000, { vat: "5" }), hours(100, 1995, { vat: "5" })] },
  // VAT codes.
  { number: "2026-0110", debtor: "001006", lines: [line("UREN", 100, 25000, { vat: "7" })] },
  { number: "2026-0111", debtor: "1001", lines: [line("UREN", 100, 25000, { vat: "8" })] },
  { number: "2026-0112", debtor: "1001", lines: [line("UREN", 100, 25000, { vat: "11" }), hours(100, 100)] },
  { number: "2026-0113", debtor: "1001", lines: [line("UREN", 400, 8000, { vat: "" })], faults: ["vat_code_unknown"] },
  // Debtors.
  { number: "2026-0115", debtor: "1009", lines: [hours(400, 9000)] },
  { number: "2026-0116", debtor: "1010", lines: [hours(400, 9000)] },
  { number: "2026-0117", debtor: "1011", lines: [line("OUD", 100, 5000)] },
  { number: "2026-0118", debtor: "1012", lines: [hours(1600, 9500)] },
  { number: "2026-0119", debtor: "1001", customer: "1013", lines: [hours(1600, 9500)] },
  { number: "2026-0120", debtor: "1013", lines: [hours(50, 9500)] },
  // Accounts, cost centres, projects.
  { number: "2026-0121", debtor: "1002", lines: [line("WEG", 100, 120000), line("OUD", 100, 5000)] },
  { number: "2026-0122", debtor: "1002", lines: [line("LEEG", 100, 4321, { vat: "0" })] },
  { number: "2026-0123", debtor: "1002", lines: [line("DETA", 3200, 7500)], faults: ["cost_center_required"] },
  { number: "2026-0124", debtor: "1002", lines: [line("DETA", 3200, 7500, { costCenter: "NIEUW" })] },
  { number: "2026-0125", debtor: "1002", lines: [line("DETA", 3200, 7500, { costCenter: "OUD" })] },
  { number: "2026-0126", debtor: "1001", lines: [line("PROJ", 3200, 8800)], faults: ["project_required"] },
  { number: "2026-0127", debtor: "1001", lines: [line("PROJ", 3200, 8800, { project: "P26-099" })] },
  { number: "2026-0128", debtor: "1005", lines: [line("PROJ", 3200, 8800, { project: "P25-009" })] },
  {
    number: "2026-0129",
    debtor: "1001",
    lines: [line("VAST", 100, 1500000)],
    faults: ["cost_center_required", "project_required"],
  },
  // Currency and dates.
  { number: "2026-0131", debtor: "1008", currency: "AED", lines: [hours(1000, 20000, { vat: "6" })] },
  { number: "2026-0132", debtor: "1008", currency: "USD", lines: [hours(1000, 20000, { vat: "6" })] },
  { number: "2026-0133", debtor: "1001", date: "2026-06-30", lines: [hours(400, 9000)], faults: ["period_closed"] },
  { number: "2026-0134", debtor: "1001", date: "2026-07-01", lines: [hours(400, 9000)] },
  { number: "2026-0135", debtor: "1001", date: "2027-01-04", lines: [hours(400, 9000)], faults: ["period_unknown"] },
  // Texts.
  { number: "2026-0136", debtor: "1003", lines: [hours(100, 9000, { description: sixty })] },
  {
    number: "2026-0137",
    debtor: "1003",
    lines: [hours(100, 9000, { description: `${sixty}.` })],
    faults: ["text_too_long"],
  },
  {
    number: "2026-0138",
    debtor: "1003",
    lines: [hours(100, 9000, { description: "Overleg → advies" })],
    faults: ["character_not_storable"],
  },
  {
    number: "2026-0139",
    debtor: "1003",
    lines: [hours(100, 9000, { description: "Cafe\u0301 – “werk” à € 90, Œuvre" })],
  },
  {
    number: "2026-0140",
    debtor: "1003",
    description: `${sixty}, tweede termijn met Δ`,
    lines: [hours(100, 9000)],
    faults: ["character_not_storable", "text_too_long"],
  },
  { number: "VERVOLG-OP-FACTUUR-2026-0141-BIS", debtor: "1003", lines: [hours(100, 9000)], faults: ["text_too_long"] },
  { number: "2026-0142-001", debtor: "1003", lines: [hours(100, 9000)], faults: ["text_too_long"] },
  // Not processed, or no invoice at all.
  { number: "2026-0143", debtor: "1012", lines: [line("WEG", 100, 1)], stands: "Draft" },
  { number: "2026-0144", debtor: "1001", lines: [hours(100, 9000)], stands: "Rejected" },
  { number: "2026-0145", debtor: "1001", lines: [hours(100, 9000)], type: "ProForma" },
  // Booked before. `booked` says as what; `in` the journal.
  { number: "2026-0151", debtor: "1001", lines: [hours(100, 9000)], booked: {}, known: true },
  {
    number: "2026-0152",
    debtor: "1004",
    date: "2026-05-11",
    lines: [hours(700, 9000), line("REIS", 100, 1234)],
    booked: {},
    known: true,
  },
  {
    number: "2026-0153",
    debtor: "1002",
    lines: [hours(100, 8000, { vat: "8" })],
    booked: { reference: " 2026-0153 " },
    known: true,
  },
  { number: "2026-0154", debtor: "1002", lines: [hours(100, 8000)], booked: { journal: "71" }, known: true },
  {
    number: "2026-0155",
    debtor: "1002",
    lines: [hours(100, 8000)],
    booked: { debtor: "1001" },
    faults: ["number_already_booked"],
  },
  {
    number: "2026-0156",
    debtor: "1002",
    lines: [hours(100, 8000)],
    booked: { add: 1n },
    faults: ["number_already_booked"],
  },
  {
    number: "2026-0157",
    debtor: "1001",
    lines: [hours(100, 8000)],
    booked: { debtor: "1004" },
    faults: ["number_already_booked"],
  },
  { number: "2026-0158", debtor: "1002", lines: [hours(100, 8000)], booked: { journal: "60", debtor: "", add: 300n } },
  {
    number: "2026-0159",
    debtor: "1002",
    lines: [hours(100, 8000)],
    booked: { journal: "71", debtor: "1001", add: 300n },
  },
  {
    number: "2026-0160",
    debtor: "1012",
    lines: [hours(100, 8000)],
    booked: { debtor: "1001" },
    faults: ["number_already_booked"],
  },
  { number: "2026-0161", debtor: "1001", lines: [hours(100, 9000)], stands: "Draft", booked: {} },
];

const credits = [
  // Of the rounding invoice, whole: -10.50 VAT. Written with negative amounts, as most are.
  { number: "C2026-0001", of: "2026-0101", debtor: "1001", lines: [hours(-100, 3750), hours(-100, 1250)] },
  { number: "C2026-0002", of: "2026-0103", debtor: "1003", lines: [hours(-100, 50), line("REIS", -100, 50)] },
  // Written with positive amounts: the type says that they reverse.
  {
    number: "C2026-0003",
    of: "2026-0109",
    debtor: "1004",
    lines: [hours(800, 12000, { vat: "5" }), hours(100, 1995, { vat: "5" })],
    positive: true,
  },
  {
    number: "C2026-0004",
    of: "2026-0002",
    debtor: "1002",
    lines: [line("PROJ", 200, 8800, { project: "P26-002" })],
    positive: true,
  },
  // Some lines back, one line more: still less than nothing.
  { number: "C2026-0005", of: "2026-0003", debtor: "1002", lines: [hours(-800, 9000), line("REIS", 100, 2500)] },
  { number: "C2026-0006", of: "2026-0115", debtor: "1009", lines: [hours(-400, 9000)] },
  {
    number: "C2026-0007",
    of: "2026-0151",
    debtor: "1001",
    lines: [hours(-100, 9000)],
    booked: { reference: "c2026-0007" },
    known: true,
  },
  {
    number: "C2026-0008",
    of: "2026-0152",
    debtor: "1004",
    lines: [hours(-700, 9000)],
    booked: { turned: true },
    faults: ["number_already_booked"],
  },
  { number: "C2026-0009", of: null, debtor: "1001", lines: [hours(-50, 9000)] },
  {
    number: "C2026-0010",
    of: "2026-0004",
    debtor: "1001",
    lines: [hours(-100, 3750), hours(-100, 1250)],
    addVat: -1n,
    addIncl: -1n,
    faults: ["amounts_differ"],
  },
  {
    number: "C2026-0012",
    of: "2026-0005",
    debtor: "1001",
    date: "2026-06-15",
    lines: [line("VAST", -100, 20000, { project: "P26-001" })],
    faults: ["cost_center_required", "period_closed"],
  },
  { number: "C2026-0013", of: "2026-0006", debtor: "1001", lines: [hours(-100, 100)], stands: "Draft" },
];

export function invoices(seed) {
  const throws = dice(seed);
  const clean = Array.from({ length: 24 }, (_, at) => ordinary(at + 1, throws)).filter((_, at) => at !== 10);
  const dated = (one, at) => ({
    date: `2026-${String(7 + (at % 5)).padStart(2, "0")}-${String(1 + (at % 27)).padStart(2, "0")}`,
    ...one,
  });
  return [...clean, ...special.map(dated), ...credits.map((one, at) => ({ ...dated(one, at + 3), credit: true }))];
}

/** Of the other company: never seen in the served one, though their numbers are alike. */
export const strangers = [
  { number: "2026-0001", debtor: "1001", date: "2026-08-03", lines: [hours(100, 3750), hours(100, 1250)] },
  { number: "2026-9001", debtor: "1012", date: "2026-08-04", lines: [line("WEG", 100, 100)] },
];
