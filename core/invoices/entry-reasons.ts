// Why a value of a sales entry is what it is, in plain words, beside the value itself.
import type { Language } from "../errors.ts";

const reasonTexts = {
  journal_of_settings: {
    en: "The sales journal of the settings: {name}",
    nl: "Het verkoopdagboek uit de instellingen: {name}",
  },
  journal_not_chosen: { en: "No sales journal is chosen yet", nl: "Er is nog geen verkoopdagboek gekozen" },
  debtor_account_of_settings: {
    en: "The debtors' ledger account of the settings",
    nl: "De debiteurenrekening uit de instellingen",
  },
  debtor_account_of_journal: { en: "Globe takes the journal's own", nl: "Globe neemt die van het dagboek" },
  debtor_number_of_code: {
    en: "The debtor number of {name}, found by customer code {code}",
    nl: "Het debiteurnummer van {name}, gevonden op klantcode {code}",
  },
  debtor_not_in_globe: { en: "Globe has no debtor {code}", nl: "Globe heeft geen debiteur {code}" },
  description_of_invoice: { en: "The invoice's description", nl: "De omschrijving van de factuur" },
  description_from_number: {
    en: "The invoice has no description; its number stands here",
    nl: "De factuur heeft geen omschrijving; haar nummer staat hier",
  },
  invoice_date: { en: "The invoice date", nl: "De factuurdatum" },
  due_date: { en: "The invoice's due date", nl: "De vervaldatum van de factuur" },
  due_date_of_globe: {
    en: "The invoice has none; Globe uses the payment condition of the debtor",
    nl: "De factuur heeft er geen; Globe gebruikt de betalingsconditie van de debiteur",
  },
  period_of_date: { en: "{date} lies in period {period} of Globe", nl: "{date} ligt in periode {period} van Globe" },
  no_period: { en: "Globe has no period for {date}", nl: "Globe heeft geen periode voor {date}" },
  own_currency: { en: "The administration's own currency", nl: "De eigen valuta van de administratie" },
  invoice_currency: { en: "The invoice's currency", nl: "De valuta van de factuur" },
  look_up_reference: {
    en: "The invoice number: by it the entry is found again",
    nl: "Het factuurnummer: daarop wordt de boeking teruggevonden",
  },
  digits_of_number: {
    en: "The digits of invoice number {number}; Globe keeps eight digits here",
    nl: "De cijfers van factuurnummer {number}; Globe bewaart hier acht cijfers",
  },
  own_reference_off: { en: "Switched off in the settings", nl: "Uitgezet in de instellingen" },
  no_digits: { en: "The invoice number has no digits", nl: "Het factuurnummer heeft geen cijfers" },
  account_of_item: { en: "The revenue account of item {item}", nl: "De omzetrekening van artikel {item}" },
  no_account: { en: "Item {item} has no revenue account", nl: "Artikel {item} heeft geen omzetrekening" },
  description_of_line: { en: "The line's description", nl: "De omschrijving van de regel" },
  amount_of_line: {
    en: "The line's amount without VAT (revenue is sent with {sign})",
    nl: "Het regelbedrag zonder btw (omzet gaat met {sign})",
  },
  amount_of_credit: {
    en: "The line's amount without VAT, reversed: a credit note on {original} (revenue is sent with {sign})",
    nl: "Het regelbedrag zonder btw, omgekeerd: een creditnota op {original} (omzet gaat met {sign})",
  },
  amount_with_vat: {
    en: "The line's amount with VAT, since this VAT code is inclusive in Globe",
    nl: "Het regelbedrag mét btw, omdat deze btw-code in Globe inclusief is",
  },
  vat_code_of_line: {
    en: "The line's VAT code, the same in both systems",
    nl: "De btw-code van de regel, in beide systemen gelijk",
  },
  no_vat_code: { en: "The line has no VAT code that is known", nl: "De regel heeft geen bekende btw-code" },
  vat_per_line: {
    en: "{percentage} % of {base}, rounded per line",
    nl: "{percentage} % van {base}, afgerond per regel",
  },
  vat_per_code: {
    en: "{percentage} % of {base}; rounded on the total of code {code}, of which this is the line's share",
    nl: "{percentage} % van {base}; afgerond op het totaal van code {code}, waarvan dit het deel van de regel is",
  },
  vat_reverse_charged: { en: "None: VAT is reverse-charged", nl: "Geen: de btw is verlegd" },
  vat_basis: { en: "The amount that VAT is taken of", nl: "Het bedrag waarover de btw wordt berekend" },
  cost_center_of_line: { en: "The line's cost centre", nl: "De kostenplaats van de regel" },
  no_cost_center: { en: "The line has no cost centre", nl: "De regel heeft geen kostenplaats" },
  project_of_line: { en: "The line's project", nl: "Het project van de regel" },
  no_project: { en: "The line has no project", nl: "De regel heeft geen project" },
  quantity_of_line: { en: "The line's quantity", nl: "Het aantal van de regel" },
  no_quantity: { en: "The line has no quantity", nl: "De regel heeft geen aantal" },
} satisfies Record<string, Record<Language, string>>;

export type Reason = keyof typeof reasonTexts;

export interface EntryReason {
  reason: Reason;
  /** Fill the sentence's placeholders. */
  values: Record<string, string>;
}

export const reasonInWords = ({ reason, values }: EntryReason, language: Language): string =>
  reasonTexts[reason][language].replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
