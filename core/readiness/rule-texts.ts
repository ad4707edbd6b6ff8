// What each rule asks and what to do where the answer is no, in both languages.
import type { Language } from "../errors.ts";

interface RuleWords {
  question: string;
  remedy: string;
}

export const ruleTexts = {
  agent_seen: {
    en: {
      question: "Is the agent at the customer there now?",
      remedy: "Start the agent on the machine with Globe's workstation, and let it reach the bus by port 443.",
    },
    nl: {
      question: "Is de agent bij de klant er nu?",
      remedy: "Start de agent op de machine met het Globe-werkstation en laat die via poort 443 bij de bus komen.",
    },
  },
  agent_serves: {
    en: {
      question: "Does the agent serve this administration?",
      remedy: "Name the administration in the agent's configuration and start it again.",
    },
    nl: {
      question: "Bedient de agent deze administratie?",
      remedy: "Noem de administratie in de configuratie van de agent en start hem opnieuw.",
    },
  },
  agent_version: {
    en: { question: "Is the agent of the same version?", remedy: "Install the agent of this version." },
    nl: { question: "Heeft de agent dezelfde versie?", remedy: "Installeer de agent van deze versie." },
  },
  agent_stays_on: {
    en: {
      question: "Does the agent's machine stay on?",
      remedy: "Put the agent on a server; a workstation is switched off in the evening.",
    },
    nl: {
      question: "Blijft de machine van de agent aan?",
      remedy: "Zet de agent op een server; een werkstation gaat 's avonds uit.",
    },
  },
  outbound_only: {
    en: {
      question: "Does the agent manage with outbound connections on port 443?",
      remedy: "Let the agent out to the bus on port 443; nothing needs to come in.",
    },
    nl: {
      question: "Heeft de agent genoeg aan uitgaande verbindingen via poort 443?",
      remedy: "Laat de agent via poort 443 naar buiten naar de bus; naar binnen hoeft niets open.",
    },
  },
  one_connector: {
    en: {
      question: "Has this administration a connector of its own, and only one?",
      remedy: "Give each administration its own Globe company, and one agent that serves it.",
    },
    nl: {
      question: "Heeft deze administratie een eigen koppeling, en maar één?",
      remedy: "Geef elke administratie haar eigen Globe-administratie en één agent die haar bedient.",
    },
  },
  agent_check: {
    en: {
      question: "Does the agent find everything in order where it stands?",
      remedy: "Do what is said of each line; `tieout-agent check` on that machine says the same at once.",
    },
    nl: {
      question: "Vindt de agent alles in orde op zijn plek?",
      remedy: "Doe wat er bij elke regel staat; `tieout-agent check` op die machine zegt direct hetzelfde.",
    },
  },
  globe_user_reads: {
    en: {
      question: "May the Globe user read all master data?",
      remedy: "Give the agent's Globe user the rights to read the entities that are named.",
    },
    nl: {
      question: "Mag de Globe-gebruiker alle stamgegevens lezen?",
      remedy: "Geef de Globe-gebruiker van de agent het recht om de genoemde onderdelen te lezen.",
    },
  },
  globe_user_books: {
    en: {
      question: "May the Globe user make and import sales entries?",
      remedy: "Give the agent's Globe user the rights to make and to import sales entries.",
    },
    nl: {
      question: "Mag de Globe-gebruiker verkoopboekingen maken en importeren?",
      remedy: "Geef de Globe-gebruiker van de agent het recht om verkoopboekingen te maken en te importeren.",
    },
  },
  snapshot_complete: {
    en: {
      question: "Were all seven entities read whole on both sides?",
      remedy: "Pull again, or export what is missing from both systems.",
    },
    nl: {
      question: "Zijn alle zeven onderdelen aan beide kanten volledig gelezen?",
      remedy: "Haal opnieuw op, of exporteer wat ontbreekt uit beide systemen.",
    },
  },
  snapshot_fresh: {
    en: { question: "Is what was read of today?", remedy: "Pull again and repeat the check." },
    nl: { question: "Is wat gelezen werd van vandaag?", remedy: "Haal opnieuw op en herhaal de controle." },
  },
  sales_journal: {
    en: {
      question: "Is the sales journal given, in Globe, and a sales journal?",
      remedy: "Give the number of a journal of type V in the administration's settings.",
    },
    nl: {
      question: "Is het verkoopdagboek opgegeven, in Globe aanwezig en een verkoopdagboek?",
      remedy: "Geef in de instellingen van de administratie het nummer van een dagboek van soort V op.",
    },
  },
  debtor_account: {
    en: {
      question: "Is the debtors' ledger account given, in Globe, and one for debtors?",
      remedy: "Give the number of Globe's ledger account for debtors in the administration's settings.",
    },
    nl: {
      question: "Is de debiteurenrekening opgegeven, in Globe aanwezig en een rekening voor debiteuren?",
      remedy: "Geef in de instellingen van de administratie het nummer van de debiteurenrekening van Globe op.",
    },
  },
  books_closed: {
    en: {
      question: "Is it known until when the books are closed?",
      remedy: "Set the date; without it, an invoice in a closed period is only refused by Globe itself.",
    },
    nl: {
      question: "Is bekend tot wanneer de boeken gesloten zijn?",
      remedy: "Stel de datum in; zonder die datum weigert pas Globe zelf een factuur in een gesloten periode.",
    },
  },
  customers_in_globe: {
    en: {
      question: "Does every customer in use exist in Globe with the same code?",
      remedy: "Make the debtor in Globe with this code, or give the customer the code that Globe has.",
    },
    nl: {
      question: "Bestaat elke klant die in gebruik is in Globe met dezelfde code?",
      remedy: "Maak de debiteur in Globe met deze code aan, of geef de klant de code die Globe heeft.",
    },
  },
  vat_codes_in_globe: {
    en: {
      question: "Does every VAT code in use exist in Globe, for sales?",
      remedy: "Make the VAT code in Globe, or replace it in Milestones by one that Globe has.",
    },
    nl: {
      question: "Bestaat elke btw-code die in gebruik is in Globe, voor verkoop?",
      remedy: "Maak de btw-code in Globe aan, of vervang haar in Milestones door een die Globe heeft.",
    },
  },
  currencies_in_globe: {
    en: {
      question: "Does every currency in use exist in Globe?",
      remedy: "Make the currency in Globe, or invoice in one that Globe has.",
    },
    nl: {
      question: "Bestaat elke valuta die in gebruik is in Globe?",
      remedy: "Maak de valuta in Globe aan, of factureer in een valuta die Globe heeft.",
    },
  },
  cost_centers_in_globe: {
    en: {
      question: "Does every cost centre in use exist in Globe?",
      remedy: "Make the cost centre in Globe, or choose another in Milestones.",
    },
    nl: {
      question: "Bestaat elke kostenplaats die in gebruik is in Globe?",
      remedy: "Maak de kostenplaats in Globe aan, of kies in Milestones een andere.",
    },
  },
  projects_in_globe: {
    en: {
      question: "Does every project in use exist in Globe?",
      remedy: "Make the project in Globe with this number, or close it in Milestones.",
    },
    nl: {
      question: "Bestaat elk project dat in gebruik is in Globe?",
      remedy: "Maak het project in Globe met dit nummer aan, of sluit het in Milestones af.",
    },
  },
  items_in_globe: {
    en: {
      question: "Does every item in use exist in Globe?",
      remedy: "Make the item in Globe, or take it out of use in Milestones.",
    },
    nl: {
      question: "Bestaat elk artikel dat in gebruik is in Globe?",
      remedy: "Maak het artikel in Globe aan, of neem het in Milestones uit gebruik.",
    },
  },
  employees_in_globe: {
    en: {
      question: "Does every active employee exist in Globe with the same number?",
      remedy: "Correct the employee's number in Milestones, or make the employee in Globe.",
    },
    nl: {
      question: "Bestaat elke actieve medewerker in Globe met hetzelfde nummer?",
      remedy: "Verbeter het nummer van de medewerker in Milestones, of maak de medewerker in Globe aan.",
    },
  },
  duplicate_codes: {
    en: {
      question: "Does every code stand there once in each system?",
      remedy: "Give one of the records another code, or merge them.",
    },
    nl: {
      question: "Komt elke code in elk systeem één keer voor?",
      remedy: "Geef een van de records een andere code, of voeg ze samen.",
    },
  },
  codes_fit: {
    en: {
      question: "Would codes that Globe does not have yet fit there?",
      remedy: "Give the record in Milestones a code that Globe can hold, before it is made in Globe.",
    },
    nl: {
      question: "Passen codes die Globe nog niet heeft daar?",
      remedy: "Geef het record in Milestones een code die Globe kan bewaren, vóór het in Globe gemaakt wordt.",
    },
  },
  codes_mask: {
    en: {
      question: "Are codes that Globe does not have yet written as its own are?",
      remedy: "Check the number mask in Globe; Globe numbers on from its highest number.",
    },
    nl: {
      question: "Zijn codes die Globe nog niet heeft geschreven als die van Globe zelf?",
      remedy: "Controleer het nummermasker in Globe; Globe nummert door vanaf het hoogste nummer.",
    },
  },
  names_storable: {
    en: {
      question: "Can Globe keep the names of what must be made there?",
      remedy: "Shorten or respell the name before it is made in Globe.",
    },
    nl: {
      question: "Kan Globe de namen bewaren van wat daar gemaakt moet worden?",
      remedy: "Kort de naam in of schrijf haar anders, vóór het record in Globe gemaakt wordt.",
    },
  },
  names_cut: {
    en: {
      question: "Do Globe's names fit in Milestones?",
      remedy: "Nothing, where the first fifty characters tell enough; else shorten the name in Globe.",
    },
    nl: {
      question: "Passen de namen van Globe in Milestones?",
      remedy: "Niets, als de eerste vijftig tekens genoeg zeggen; kort anders de naam in Globe in.",
    },
  },
  references_known: {
    en: {
      question: "Does every record point at something that exists?",
      remedy: "Mend the reference in the system that holds it.",
    },
    nl: {
      question: "Verwijst elk record naar iets dat bestaat?",
      remedy: "Herstel de verwijzing in het systeem waarin zij staat.",
    },
  },
  unused_codes: {
    en: {
      question: "Is Milestones free of codes that nobody uses and Globe does not have?",
      remedy: "Take them out of use in Milestones; nothing is ever deleted by the connection.",
    },
    nl: {
      question: "Is Milestones vrij van codes die niemand gebruikt en Globe niet heeft?",
      remedy: "Neem ze in Milestones uit gebruik; de koppeling verwijdert nooit iets.",
    },
  },
  vat_percentages: {
    en: {
      question: "Has every VAT code in use the same percentage in both systems?",
      remedy: "Make the percentages equal; check which one the invoices should carry.",
    },
    nl: {
      question: "Heeft elke btw-code die in gebruik is in beide systemen hetzelfde percentage?",
      remedy: "Maak de percentages gelijk; ga na welk percentage op de facturen hoort.",
    },
  },
  vat_meanings: {
    en: {
      question: "Does every VAT code in use mean the same in both systems?",
      remedy: "Make reverse charge and EU supplies equal; Globe does not pass them on to Milestones.",
    },
    nl: {
      question: "Betekent elke btw-code die in gebruik is in beide systemen hetzelfde?",
      remedy: "Maak verlegd en ICP gelijk; Globe geeft die niet door aan Milestones.",
    },
  },
  vat_exclusive: {
    en: {
      question: "Are the VAT codes in use exclusive in Globe?",
      remedy: "Use an exclusive code; else amounts are sent with VAT, and the first entry must be checked.",
    },
    nl: {
      question: "Zijn de btw-codes die in gebruik zijn in Globe exclusief?",
      remedy: "Gebruik een exclusieve code; anders gaan bedragen mét btw en moet de eerste boeking worden nagezien.",
    },
  },
  open_invoices: {
    en: {
      question: "Would every invoice that waits be booked?",
      remedy: "Heal what each one names; most money first.",
    },
    nl: {
      question: "Zou elke factuur die wacht geboekt worden?",
      remedy: "Herstel wat elke factuur noemt; het meeste geld eerst.",
    },
  },
  invoice_warnings: {
    en: {
      question: "Are the invoices that wait free of warnings?",
      remedy: "Look at each before it is released.",
    },
    nl: {
      question: "Zijn de facturen die wachten vrij van waarschuwingen?",
      remedy: "Bekijk elke factuur voor zij wordt vrijgegeven.",
    },
  },
  rehearsal: {
    en: {
      question: "Was one invoice booked through this connection and read back?",
      remedy: "Book one invoice, in a test company where there is one, and compare what Globe posted.",
    },
    nl: {
      question: "Is één factuur via deze koppeling geboekt en teruggelezen?",
      remedy: "Boek één factuur, zo mogelijk in een testadministratie, en vergelijk wat Globe boekte.",
    },
  },
  start_situation: {
    en: {
      question: "From which situation does the connection start?",
      remedy: "Fill Globe first: customers flow from Globe to Milestones and never back.",
    },
    nl: {
      question: "Vanuit welke situatie begint de koppeling?",
      remedy: "Vul eerst Globe: klanten gaan van Globe naar Milestones en nooit terug.",
    },
  },
  overwrites: {
    en: {
      question: "Would the first automatic run leave Milestones' values as they are?",
      remedy: "Decide each difference; what only Milestones knows must be put into Globe first.",
    },
    nl: {
      question: "Laat de eerste automatische run de waarden in Milestones zoals ze zijn?",
      remedy: "Beslis over elk verschil; wat alleen Milestones weet, moet eerst in Globe komen.",
    },
  },
  creates: {
    en: {
      question: "Would the first automatic run create nothing in Milestones?",
      remedy: "Nothing, where they belong there; else link them to what Milestones has under another code.",
    },
    nl: {
      question: "Maakt de eerste automatische run niets nieuws in Milestones?",
      remedy: "Niets, als ze daar horen; koppel ze anders aan wat Milestones onder een andere code heeft.",
    },
  },
  two_approvers: {
    en: {
      question: "Are there two people who may approve?",
      remedy: "Add an approver: nobody approves an own proposal.",
    },
    nl: {
      question: "Zijn er twee mensen die mogen goedkeuren?",
      remedy: "Voeg een goedkeurder toe: niemand keurt een eigen voorstel goed.",
    },
  },
  decisions_closed: {
    en: { question: "Is every proposal decided on?", remedy: "Approve or reject what waits." },
    nl: { question: "Is over elk voorstel beslist?", remedy: "Keur goed of wijs af wat wacht." },
  },
} satisfies Record<string, Record<Language, RuleWords>>;

export type RuleCode = keyof typeof ruleTexts;
