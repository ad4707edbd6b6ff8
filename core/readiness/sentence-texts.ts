// What a rule found, in one sentence. {count} is the number of rows; the other placeholders are the finding's values.
import type { Language } from "../errors.ts";

export const sentenceTexts = {
  ok: { en: "Yes", nl: "Ja" },
  unknown: { en: "Not known: {missing}", nl: "Niet bekend: {missing}" },

  missing_in_globe: {
    en: "In use in Milestones and not in Globe: {count}",
    nl: "In gebruik in Milestones en niet in Globe: {count}",
  },
  unused_only_in_milestones: {
    en: "Only in Milestones and used by nothing: {count}",
    nl: "Alleen in Milestones en nergens in gebruik: {count}",
  },
  duplicate_codes: {
    en: "Codes that stand there more than once: {count}",
    nl: "Codes die meer dan eens voorkomen: {count}",
  },
  codes_do_not_fit: { en: "Codes that would not fit in Globe: {count}", nl: "Codes die niet in Globe passen: {count}" },
  codes_other_mask: {
    en: "Codes written otherwise than Globe's: {count}",
    nl: "Codes die anders geschreven zijn dan die van Globe: {count}",
  },
  names_not_storable: {
    en: "Names that Globe could not keep: {count}",
    nl: "Namen die Globe niet kan bewaren: {count}",
  },
  names_cut: {
    en: "Names longer than fifty characters: {count}",
    nl: "Namen langer dan vijftig tekens: {count}",
  },
  references_unknown: {
    en: "Records that point at something that is not there: {count}",
    nl: "Records die verwijzen naar iets dat er niet is: {count}",
  },
  not_read_whole: { en: "Not read whole: {count}", nl: "Niet volledig gelezen: {count}" },

  vat_percentage_differs: {
    en: "VAT codes with another percentage in Globe: {count}",
    nl: "Btw-codes met een ander percentage in Globe: {count}",
  },
  vat_meaning_differs: {
    en: "VAT codes with another meaning in Globe: {count}",
    nl: "Btw-codes met een andere betekenis in Globe: {count}",
  },
  vat_inclusive: {
    en: "VAT codes that are inclusive in Globe: {count}",
    nl: "Btw-codes die in Globe inclusief zijn: {count}",
  },

  journal_ok: { en: "Journal {key}, {name}", nl: "Dagboek {key}, {name}" },
  journal_not_given: { en: "No sales journal is given", nl: "Er is geen verkoopdagboek opgegeven" },
  journal_unknown: { en: "Globe has no journal {key}", nl: "Globe heeft geen dagboek {key}" },
  journal_not_sales: { en: "Journal {key} is not one for sales", nl: "Dagboek {key} is geen verkoopdagboek" },
  account_ok: { en: "Ledger account {key}, {name}", nl: "Grootboekrekening {key}, {name}" },
  account_not_given: { en: "No debtors' account is given", nl: "Er is geen debiteurenrekening opgegeven" },
  account_unknown: { en: "Globe has no ledger account {key}", nl: "Globe heeft geen grootboekrekening {key}" },
  account_blocked: { en: "Ledger account {key} is blocked", nl: "Grootboekrekening {key} is geblokkeerd" },
  account_not_debtors: {
    en: "Ledger account {key} is not one for debtors",
    nl: "Grootboekrekening {key} is geen debiteurenrekening",
  },
  books_closed_ok: { en: "Closed until {until}", nl: "Gesloten tot en met {until}" },
  books_closed_not_given: {
    en: "It is not set until when the books are closed",
    nl: "Niet is ingesteld tot wanneer de boeken gesloten zijn",
  },

  invoices_ok: {
    en: "All {open} that wait would be booked; {booked} stand in Globe already",
    nl: "Alle {open} die wachten zouden geboekt worden; {booked} staan al in Globe",
  },
  invoices_blocked: {
    en: "Of {open} invoices that wait, {count} would not be booked; {booked} stand in Globe already",
    nl: "Van {open} facturen die wachten zouden er {count} niet geboekt worden; {booked} staan al in Globe",
  },
  invoices_warned: { en: "Invoices with a warning: {count}", nl: "Facturen met een waarschuwing: {count}" },
  booked_before: {
    en: "Invoice {number} was booked as entry {entry} and read back",
    nl: "Factuur {number} is geboekt als boeking {entry} en teruggelezen",
  },
  not_rehearsed: { en: "No invoice was booked yet", nl: "Er is nog geen factuur geboekt" },

  both_filled: {
    en: "Both are filled: {globe} customers in Globe, {milestones} in Milestones",
    nl: "Beide zijn gevuld: {globe} klanten in Globe, {milestones} in Milestones",
  },
  globe_empty: {
    en: "Globe has no customers, Milestones {milestones}",
    nl: "Globe heeft geen klanten, Milestones {milestones}",
  },
  milestones_empty: {
    en: "Milestones has no customers: the first run creates {globe}",
    nl: "Milestones heeft geen klanten: de eerste run maakt er {globe}",
  },
  both_empty: { en: "Neither system has customers", nl: "Geen van beide systemen heeft klanten" },
  would_overwrite: {
    en: "Records that would be overwritten: {count}, in {fields} fields, of which {emptied} would become empty",
    nl: "Records die zouden worden overschreven: {count}, in {fields} velden, waarvan er {emptied} leeg zouden worden",
  },
  would_create: { en: "Records that would be created: {count}", nl: "Records die zouden worden aangemaakt: {count}" },

  agent_online: { en: "There, version {version}", nl: "Aanwezig, versie {version}" },
  agent_never_seen: { en: "The agent was never heard", nl: "De agent is nooit gehoord" },
  agent_away: { en: "The agent was last heard at {at}", nl: "De agent is het laatst gehoord om {at}" },
  agent_version_ok: { en: "Both {agent}", nl: "Beide {agent}" },
  agent_other_version: {
    en: "The agent is version {agent}, Tieout {tieout}",
    nl: "De agent is versie {agent}, Tieout {tieout}",
  },
  agent_does_not_serve: {
    en: "Agent {agent} serves {serves}",
    nl: "Agent {agent} bedient {serves}",
  },
  agent_was_silent: {
    en: "Runs of the last seven days without an answer: {count}",
    nl: "Runs van de laatste zeven dagen zonder antwoord: {count}",
  },
  outbound_ok: {
    en: "The agent was heard over its own connection outward",
    nl: "De agent is gehoord over zijn eigen verbinding naar buiten",
  },
  connector_shared: {
    en: "The Globe company of {company} is connected more than once",
    nl: "De Globe-administratie van {company} is meer dan eens gekoppeld",
  },
  never_read: { en: "Never read whole: {count}", nl: "Nooit volledig gelezen: {count}" },
  may_read: { en: "May read everything, as seen on {at}", nl: "Mag alles lezen, zoals gezien op {at}" },
  may_not_read: { en: "May not be read, as seen on {at}: {count}", nl: "Niet te lezen, zoals gezien op {at}: {count}" },
  rights_given: {
    en: "Both rights are given, as seen on {at}",
    nl: "Beide rechten zijn gegeven, zoals gezien op {at}",
  },
  rights_lacking: {
    en: "The Globe user lacks a right, as seen on {at}",
    nl: "De Globe-gebruiker mist een recht, zoals gezien op {at}",
  },
  agent_check_ok: { en: "All in order, as seen on {at}", nl: "Alles in orde, zoals gezien op {at}" },
  agent_check_not_ok: {
    en: "Not in order, as seen on {at}: {count}",
    nl: "Niet in orde, zoals gezien op {at}: {count}",
  },
  snapshot_old: { en: "Older than a day: {count}", nl: "Ouder dan een dag: {count}" },
  approvers_ok: { en: "People who may approve: {approvers}", nl: "Mensen die mogen goedkeuren: {approvers}" },
  too_few_approvers: {
    en: "People who may approve: {approvers}; two are needed",
    nl: "Mensen die mogen goedkeuren: {approvers}; er zijn er twee nodig",
  },
  proposals_waiting: { en: "Proposals that wait: {count}", nl: "Voorstellen die wachten: {count}" },
} satisfies Record<string, Record<Language, string>>;

export type SentenceText = keyof typeof sentenceTexts;
