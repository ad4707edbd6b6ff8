// The sentences of what blocks an invoice. {key} is the cause's key; other placeholders are named where they are filled.
export interface FindingWords {
  sentence: string;
  remedy: string;
}
export type FindingTexts = Readonly<Record<string, Record<"nl" | "en", FindingWords>>>;

export const blockingTexts = {
  debtor_unknown: {
    en: {
      sentence: "Customer {key} is not a debtor in Globe",
      remedy: "Make the debtor in Globe with this number, or correct the customer code in Milestones.",
    },
    nl: {
      sentence: "Klant {key} is geen debiteur in Globe",
      remedy: "Maak de debiteur in Globe met dit nummer aan, of verbeter de klantcode in Milestones.",
    },
  },
  debtor_blocked: {
    en: {
      sentence: "Debtor {key} has status {status} in Globe and may not be invoiced",
      remedy: "Set the customer's status in Globe to Active or Reference, or invoice another customer.",
    },
    nl: {
      sentence: "Debiteur {key} heeft in Globe status {status} en mag niet gefactureerd worden",
      remedy: "Zet de status van de klant in Globe op Actief of Referentie, of factureer een andere klant.",
    },
  },
  vat_code_unknown: {
    en: {
      sentence: "VAT code {key} is missing in Globe",
      remedy: "Make the VAT code in Globe, or give the lines another VAT code in Milestones.",
    },
    nl: {
      sentence: "Btw-code {key} ontbreekt in Globe",
      remedy: "Maak de btw-code in Globe aan, of geef de regels in Milestones een andere btw-code.",
    },
  },
  vat_code_not_sales: {
    en: {
      sentence: "VAT code {key} is a purchase code in Globe",
      remedy: "Use a sales code in Milestones, or make the code in Globe one for sales.",
    },
    nl: {
      sentence: "Btw-code {key} is in Globe een inkoopcode",
      remedy: "Gebruik in Milestones een verkoopcode, of maak er in Globe een verkoopcode van.",
    },
  },
  vat_percentage_differs: {
    en: {
      sentence: "VAT code {key} is {milestones} % in Milestones and {globe} % in Globe",
      remedy: "Make the percentages equal; check which one the invoice should carry.",
    },
    nl: {
      sentence: "Btw-code {key} is {milestones} % in Milestones en {globe} % in Globe",
      remedy: "Maak de percentages gelijk; ga na welk percentage op de factuur hoort.",
    },
  },
  gl_account_unknown: {
    en: {
      sentence: "Ledger account {key} of item {item} is not in Globe",
      remedy: "Correct the item's revenue account in Milestones, or make the account in Globe.",
    },
    nl: {
      sentence: "Grootboekrekening {key} van artikel {item} bestaat niet in Globe",
      remedy: "Verbeter de omzetrekening van het artikel in Milestones, of maak de rekening in Globe aan.",
    },
  },
  "gl_account_unknown:none": {
    en: {
      sentence: "Item {item} has no revenue account in Milestones",
      remedy: "Give the item a revenue account, or the line an item.",
    },
    nl: {
      sentence: "Artikel {item} heeft in Milestones geen omzetrekening",
      remedy: "Geef het artikel een omzetrekening, of de regel een artikel.",
    },
  },
  gl_account_blocked: {
    en: {
      sentence: "Ledger account {key} is blocked in Globe",
      remedy: "Unblock the account in Globe, or give the items another revenue account.",
    },
    nl: {
      sentence: "Grootboekrekening {key} is in Globe geblokkeerd",
      remedy: "Deblokkeer de rekening in Globe, of geef de artikelen een andere omzetrekening.",
    },
  },
  cost_center_unknown: {
    en: {
      sentence: "Cost centre {key} is not in Globe",
      remedy: "Make the cost centre in Globe, or correct it on the lines in Milestones.",
    },
    nl: {
      sentence: "Kostenplaats {key} bestaat niet in Globe",
      remedy: "Maak de kostenplaats in Globe aan, of verbeter de regels in Milestones.",
    },
  },
  cost_center_required: {
    en: {
      sentence: "Ledger account {key} demands a cost centre, and the line has none",
      remedy: "Give the line a cost centre in Milestones.",
    },
    nl: {
      sentence: "Grootboekrekening {key} eist een kostenplaats en de regel heeft er geen",
      remedy: "Geef de regel in Milestones een kostenplaats.",
    },
  },
  project_unknown: {
    en: {
      sentence: "Project {key} is not in Globe",
      remedy: "Make the project in Globe, or correct it on the lines in Milestones.",
    },
    nl: {
      sentence: "Project {key} bestaat niet in Globe",
      remedy: "Maak het project in Globe aan, of verbeter de regels in Milestones.",
    },
  },
  project_required: {
    en: {
      sentence: "Ledger account {key} demands a project, and the line has none",
      remedy: "Give the line a project in Milestones.",
    },
    nl: {
      sentence: "Grootboekrekening {key} eist een project en de regel heeft er geen",
      remedy: "Geef de regel in Milestones een project.",
    },
  },
  currency_unknown: {
    en: {
      sentence: "Currency {key} is not in Globe",
      remedy: "Make the currency in Globe, or invoice in another currency.",
    },
    nl: {
      sentence: "Valuta {key} bestaat niet in Globe",
      remedy: "Maak de valuta in Globe aan, of factureer in een andere valuta.",
    },
  },
  period_unknown: {
    en: {
      sentence: "Globe has no financial period for {date}",
      remedy: "Make the financial year and its periods in Globe, or correct the invoice date.",
    },
    nl: {
      sentence: "Globe heeft geen boekperiode voor {date}",
      remedy: "Maak het boekjaar met zijn perioden in Globe aan, of verbeter de factuurdatum.",
    },
  },
  period_closed: {
    en: {
      sentence: "{date} lies in books that are closed until {until}",
      remedy: "Reopen the period, or give the invoice a date in an open period.",
    },
    nl: {
      sentence: "{date} valt in boeken die tot en met {until} gesloten zijn",
      remedy: "Heropen de periode, of geef de factuur een datum in een open periode.",
    },
  },
  journal_unknown: {
    en: {
      sentence: "Sales journal {key} is not in Globe",
      remedy: "Choose the sales journal in the administration's settings.",
    },
    nl: {
      sentence: "Verkoopdagboek {key} bestaat niet in Globe",
      remedy: "Kies het verkoopdagboek in de instellingen van de administratie.",
    },
  },
  journal_not_sales: {
    en: {
      sentence: "Journal {key} is of type {type} in Globe, not for sales",
      remedy: "Choose a journal of type V in the administration's settings.",
    },
    nl: {
      sentence: "Dagboek {key} is in Globe van type {type}, niet voor verkoop",
      remedy: "Kies een dagboek van type V in de instellingen van de administratie.",
    },
  },
  "amounts_differ:no_lines": {
    en: { sentence: "The invoice has no lines", remedy: "Look at the invoice in Milestones." },
    nl: { sentence: "De factuur heeft geen regels", remedy: "Bekijk de factuur in Milestones." },
  },
  "amounts_differ:not_cents": {
    en: {
      sentence: "{what} is {found}, which is not whole cents",
      remedy: "Correct the amount in Milestones and process the invoice again.",
    },
    nl: {
      sentence: "{what} is {found}, en dat zijn geen hele centen",
      remedy: "Verbeter het bedrag in Milestones en verwerk de factuur opnieuw.",
    },
  },
  "amounts_differ:lines": {
    en: {
      sentence: "The lines come to {expected} without VAT, the invoice says {found}",
      remedy: "Correct the invoice in Milestones and process it again.",
    },
    nl: {
      sentence: "De regels tellen op tot {expected} zonder btw, de factuur zegt {found}",
      remedy: "Verbeter de factuur in Milestones en verwerk haar opnieuw.",
    },
  },
  "amounts_differ:line_vat": {
    en: {
      sentence: "VAT of line {line} should be {expected} ({percentage} %), the line says {found}",
      remedy: "Correct the line in Milestones and process the invoice again.",
    },
    nl: {
      sentence: "De btw van regel {line} hoort {expected} te zijn ({percentage} %), de regel zegt {found}",
      remedy: "Verbeter de regel in Milestones en verwerk de factuur opnieuw.",
    },
  },
  "amounts_differ:code_vat": {
    en: {
      sentence: "VAT of code {vatCode} comes to {expected}, its lines say {found}",
      remedy: "Correct the lines in Milestones and process the invoice again.",
    },
    nl: {
      sentence: "De btw van code {vatCode} komt op {expected}, de regels zeggen {found}",
      remedy: "Verbeter de regels in Milestones en verwerk de factuur opnieuw.",
    },
  },
  "amounts_differ:vat": {
    en: {
      sentence: "VAT comes to {expected}, the invoice says {found}",
      remedy: "Correct the invoice in Milestones and process it again.",
    },
    nl: {
      sentence: "De btw komt op {expected}, de factuur zegt {found}",
      remedy: "Verbeter de factuur in Milestones en verwerk haar opnieuw.",
    },
  },
  "amounts_differ:total": {
    en: {
      sentence: "Lines and VAT come to {expected}, the invoice says {found}",
      remedy: "Correct the invoice in Milestones and process it again.",
    },
    nl: {
      sentence: "Regels en btw komen op {expected}, de factuur zegt {found}",
      remedy: "Verbeter de factuur in Milestones en verwerk haar opnieuw.",
    },
  },
  "text_too_long:line": {
    en: {
      sentence: "The description of line {line} has {length} characters; Globe keeps {limit}",
      remedy: "Shorten it in Milestones.",
    },
    nl: {
      sentence: "De omschrijving van regel {line} telt {length} tekens; Globe bewaart er {limit}",
      remedy: "Kort het in Milestones in.",
    },
  },
  "text_too_long:description": {
    en: {
      sentence: "The description of the invoice has {length} characters; Globe keeps {limit}",
      remedy: "Shorten it in Milestones.",
    },
    nl: {
      sentence: "De omschrijving van de factuur telt {length} tekens; Globe bewaart er {limit}",
      remedy: "Kort het in Milestones in.",
    },
  },
  "text_too_long:your_reference": {
    en: {
      sentence: "Invoice number {key} has {length} characters; Globe keeps {limit}",
      remedy: "Shorten it in Milestones.",
    },
    nl: {
      sentence: "Factuurnummer {key} telt {length} tekens; Globe bewaart er {limit}",
      remedy: "Kort het in Milestones in.",
    },
  },
  "text_too_long:our_reference": {
    en: {
      sentence: "Invoice number {key} has {length} digits; Globe's own reference keeps {limit}",
      remedy: "Shorten the number, or switch the own reference off in the administration's settings.",
    },
    nl: {
      sentence: "Factuurnummer {key} telt {length} cijfers; de eigen referentie van Globe bewaart er {limit}",
      remedy: "Kort het nummer in, of zet de eigen referentie uit in de instellingen van de administratie.",
    },
  },
  "character_not_storable:line": {
    en: {
      sentence: "The description of line {line} holds {characters}, which Globe cannot keep",
      remedy: "Replace the characters in Milestones.",
    },
    nl: {
      sentence: "De omschrijving van regel {line} bevat {characters}, en dat kan Globe niet bewaren",
      remedy: "Vervang de tekens in Milestones.",
    },
  },
  "character_not_storable:description": {
    en: {
      sentence: "The description of the invoice holds {characters}, which Globe cannot keep",
      remedy: "Replace the characters in Milestones.",
    },
    nl: {
      sentence: "De omschrijving van de factuur bevat {characters}, en dat kan Globe niet bewaren",
      remedy: "Vervang de tekens in Milestones.",
    },
  },
  "character_not_storable:your_reference": {
    en: {
      sentence: "Invoice number {key} holds {characters}, which Globe cannot keep",
      remedy: "Replace the characters in Milestones.",
    },
    nl: {
      sentence: "Factuurnummer {key} bevat {characters}, en dat kan Globe niet bewaren",
      remedy: "Vervang de tekens in Milestones.",
    },
  },
  number_already_booked: {
    en: {
      sentence: "Number {key} stands in Globe as entry {entry} for debtor {debtor} and {total}",
      remedy: "Compare the entry with the invoice; one of the two has the wrong number, debtor or amount.",
    },
    nl: {
      sentence: "Nummer {key} staat in Globe als boeking {entry} voor debiteur {debtor} en {total}",
      remedy: "Vergelijk de boeking met de factuur; een van beide heeft een verkeerd nummer, debiteur of bedrag.",
    },
  },
} satisfies FindingTexts;
