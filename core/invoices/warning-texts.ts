// The sentences of what a person should know before an invoice is released; none of these blocks.
import type { FindingTexts } from "./finding-texts.ts";

export const warningTexts = {
  debtor_twice: {
    en: {
      sentence: "Globe has debtor {key} more than once; the first active one is booked on",
      remedy: "Give one of the debtors another number in Globe.",
    },
    nl: {
      sentence: "Globe heeft debiteur {key} meer dan eens; op de eerste actieve wordt geboekt",
      remedy: "Geef een van de debiteuren in Globe een ander nummer.",
    },
  },
  account_marked_blocked: {
    en: {
      sentence: "The account of debtor {key} is marked as blocked in Globe ({field})",
      remedy: "Ask whether this customer may still be invoiced; Globe does not stop the entry for it.",
    },
    nl: {
      sentence: "De relatie van debiteur {key} is in Globe als geblokkeerd aangemerkt ({field})",
      remedy: "Vraag na of deze klant nog gefactureerd mag worden; Globe houdt de boeking er niet om tegen.",
    },
  },
  reverse_charge_differs: {
    en: {
      sentence: "VAT code {key} is reverse-charged in {side} only",
      remedy: "Make the code mean the same in both systems.",
    },
    nl: {
      sentence: "Btw-code {key} is alleen in {side} verlegd",
      remedy: "Laat de code in beide systemen hetzelfde betekenen.",
    },
  },
  vat_code_inclusive: {
    en: {
      sentence: "VAT code {key} is inclusive in Globe: amounts are sent with VAT",
      remedy: "Use an exclusive code where you can; check the first entry in Globe.",
    },
    nl: {
      sentence: "Btw-code {key} is in Globe inclusief: bedragen gaan mét btw",
      remedy: "Gebruik zo mogelijk een exclusieve code; controleer de eerste boeking in Globe.",
    },
  },
  cost_center_disabled: {
    en: { sentence: "Cost centre {key} is no longer in use in Globe", remedy: "Choose another cost centre." },
    nl: { sentence: "Kostenplaats {key} is in Globe niet meer in gebruik", remedy: "Kies een andere kostenplaats." },
  },
  project_not_active: {
    en: { sentence: "Project {key} has status {status} in Globe", remedy: "Ask whether it may still be invoiced." },
    nl: {
      sentence: "Project {key} heeft in Globe status {status}",
      remedy: "Vraag na of het nog gefactureerd mag worden.",
    },
  },
  currency_disabled: {
    en: { sentence: "Currency {key} is no longer in use in Globe", remedy: "Put it in use again in Globe." },
    nl: { sentence: "Valuta {key} is in Globe niet meer in gebruik", remedy: "Neem haar in Globe weer in gebruik." },
  },
  original_unknown: {
    en: {
      sentence: "The credit note does not say which invoice it takes back",
      remedy: "Link it to its invoice in Milestones.",
    },
    nl: {
      sentence: "De creditnota zegt niet welke factuur zij terugneemt",
      remedy: "Koppel haar in Milestones aan de factuur.",
    },
  },
  line_amount_differs: {
    en: {
      sentence: "Line {line}: quantity times price is {expected}, the amount is {found}",
      remedy: "Nothing, where a discount explains it.",
    },
    nl: {
      sentence: "Regel {line}: aantal maal prijs is {expected}, het bedrag is {found}",
      remedy: "Niets, als een korting het verklaart.",
    },
  },
  number_in_other_journal: {
    en: {
      sentence: "Number {key} stands in journal {journal} as entry {entry}, for another debtor or amount",
      remedy: "Look whether that entry is this invoice.",
    },
    nl: {
      sentence: "Nummer {key} staat in dagboek {journal} als boeking {entry}, voor een andere debiteur of ander bedrag",
      remedy: "Kijk of die boeking deze factuur is.",
    },
  },
} satisfies FindingTexts;
