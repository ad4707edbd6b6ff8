// What the agent's own check may see, in both languages: a sentence, and what to do about it ("" where nothing).
import type { Language } from "../errors.ts";

interface Answer {
  seen: string;
  next: string;
}

export const checkAnswers = {
  private: {
    en: { seen: "{file}", next: "" },
    nl: { seen: "{file}", next: "" },
  },
  shared: {
    en: { seen: "Others may read {file}: {who}", next: "Take their rights away, or let `install` do so." },
    nl: { seen: "Anderen mogen {file} lezen: {who}", next: "Neem hun de rechten af, of laat `install` dat doen." },
  },
  private_unknown: {
    en: { seen: "Who may read {file} could not be seen: {reason}", next: "Look at the file's properties yourself." },
    nl: {
      seen: "Wie {file} mag lezen was niet te zien: {reason}",
      next: "Kijk zelf bij de eigenschappen van het bestand.",
    },
  },
  writable: {
    en: { seen: "{folder}", next: "" },
    nl: { seen: "{folder}", next: "" },
  },
  not_writable: {
    en: {
      seen: "{folder} cannot be written: {reason}",
      next: "Give the agent's user the right to write there, or name another folder in `data`.",
    },
    nl: {
      seen: "{folder} is niet te schrijven: {reason}",
      next: "Geef de gebruiker van de agent daar schrijfrecht, of noem in `data` een andere map.",
    },
  },
  space: {
    en: { seen: "{free} MB are free", next: "" },
    nl: { seen: "{free} MB is vrij", next: "" },
  },
  space_low: {
    en: { seen: "Only {free} MB are free, {needed} MB are needed", next: "Make room on the disk of the data folder." },
    nl: {
      seen: "Er is maar {free} MB vrij, {needed} MB is nodig",
      next: "Maak ruimte op de schijf van de gegevensmap.",
    },
  },
  space_unknown: {
    en: { seen: "How much room there is could not be seen: {reason}", next: "Look at the disk yourself." },
    nl: { seen: "Hoeveel ruimte er is was niet te zien: {reason}", next: "Kijk zelf naar de schijf." },
  },
  clock_right: {
    en: { seen: "{seconds} s from the bus's clock", next: "" },
    nl: { seen: "{seconds} s van de klok van de bus", next: "" },
  },
  clock_wrong: {
    en: { seen: "{seconds} s from the bus's clock", next: "Set the machine's clock by an internet time server." },
    nl: { seen: "{seconds} s van de klok van de bus", next: "Zet de klok van de machine gelijk via een tijdserver." },
  },
  clock_unknown: {
    en: { seen: "The bus told no time to compare with", next: "Look at the clock yourself." },
    nl: { seen: "De bus gaf geen tijd om mee te vergelijken", next: "Kijk zelf naar de klok." },
  },
  reached: {
    en: { seen: "{host} answers", next: "" },
    nl: { seen: "{host} antwoordt", next: "" },
  },
  reached_by_proxy: {
    en: { seen: "{host} answers, through the proxy {proxy}", next: "" },
    nl: { seen: "{host} antwoordt, via de proxy {proxy}", next: "" },
  },
  not_reached: {
    en: {
      seen: "{host} does not answer: {reason}",
      next: "Let this machine out to that address and port. Where only a proxy gets out, name it in `bus.proxy`.",
    },
    nl: {
      seen: "{host} antwoordt niet: {reason}",
      next: "Laat deze machine naar buiten naar dat adres en die poort. Gaat alles via een proxy, noem die dan in `bus.proxy`.",
    },
  },
  not_reached_by_proxy: {
    en: {
      seen: "{host} does not answer through the proxy {proxy}: {reason}",
      next: "Look whether the proxy's address, name and password in `bus.proxy` are right and whether it lets this address through.",
    },
    nl: {
      seen: "{host} antwoordt niet via de proxy {proxy}: {reason}",
      next: "Kijk of adres, naam en wachtwoord van de proxy in `bus.proxy` kloppen en of die dit adres doorlaat.",
    },
  },
  key_right: {
    en: { seen: "Listens on {in}, sends on {out}, and no more", next: "" },
    nl: { seen: "Luistert op {in}, zendt op {out}, en niet meer", next: "" },
  },
  key_refused: {
    en: {
      seen: "The bus does not let the key listen on {in} and send on {out}: {reason}",
      next: "Ask for a connection string of this agent's own, and look whether `agent` bears the name it was made for.",
    },
    nl: {
      seen: "De bus laat de sleutel niet op {in} luisteren en op {out} zenden: {reason}",
      next: "Vraag een verbindingsreeks van deze agent zelf, en kijk of `agent` de naam heeft waarvoor die gemaakt is.",
    },
  },
  key_too_wide: {
    en: {
      seen: "The key may do more than listen on {in} and send on {out}: {more}",
      next: "Ask for a key of this agent's own, with these two rights only.",
    },
    nl: {
      seen: "De sleutel mag meer dan op {in} luisteren en op {out} zenden: {more}",
      next: "Vraag een sleutel van deze agent zelf, met alleen deze twee rechten.",
    },
  },
  bus_not_reached: {
    en: { seen: "The bus was not reached", next: "Heal that first." },
    nl: { seen: "De bus was niet bereikbaar", next: "Herstel dat eerst." },
  },
  answers: {
    en: { seen: "{url} answers", next: "" },
    nl: { seen: "{url} antwoordt", next: "" },
  },
  does_not_answer: {
    en: {
      seen: "{url} does not answer as Globe: {reason}",
      next: "Look whether Exact's Entity Services run on that machine, and whether `globe.url` is right.",
    },
    nl: {
      seen: "{url} antwoordt niet als Globe: {reason}",
      next: "Kijk of de Entity Services van Exact op die machine draaien en of `globe.url` klopt.",
    },
  },
  let_in: {
    en: { seen: "Let in", next: "" },
    nl: { seen: "Toegelaten", next: "" },
  },
  not_let_in: {
    en: {
      seen: "Not let in: {reason}",
      next: "Give in `globe` the name and password of a Windows user who is an active employee in Globe.",
    },
    nl: {
      seen: "Niet toegelaten: {reason}",
      next: "Geef in `globe` naam en wachtwoord van een Windows-gebruiker die in Globe een actieve medewerker is.",
    },
  },
  database_known: {
    en: { seen: "Database {database}", next: "" },
    nl: { seen: "Database {database}", next: "" },
  },
  database_refused: {
    en: {
      seen: "Database {database}: {reason}",
      next: "Correct `databaseName` (and the server, where it is named), or give the user rights in that company.",
    },
    nl: {
      seen: "Database {database}: {reason}",
      next: "Verbeter `databaseName` (en de server, waar die genoemd is), of geef de gebruiker rechten in die administratie.",
    },
  },
  globe_not_asked: {
    en: { seen: "Globe could not be asked", next: "Heal that first." },
    nl: { seen: "Globe was niet te vragen", next: "Herstel dat eerst." },
  },
  may_read: {
    en: { seen: "{entities}", next: "" },
    nl: { seen: "{entities}", next: "" },
  },
  may_not_read: {
    en: {
      seen: "{entity}: {reason}",
      next: "Give the Globe user the right to read {entity} with all its fields.",
    },
    nl: {
      seen: "{entity}: {reason}",
      next: "Geef de Globe-gebruiker het recht om {entity} met alle velden te lezen.",
    },
  },
  may: {
    en: { seen: "Function right {functions}", next: "" },
    nl: { seen: "Functierecht {functions}", next: "" },
  },
  may_not: {
    en: {
      seen: "Function right {functions} is missing",
      next: "Give the Globe user a role with that right, under HR & Security in Globe.",
    },
    nl: {
      seen: "Functierecht {functions} ontbreekt",
      next: "Geef de Globe-gebruiker een rol met dat recht, onder HR & Beveiliging in Globe.",
    },
  },
  right_not_named: {
    en: {
      seen: "The configuration does not say how Globe calls this right",
      next: "Name the function right in `globe.rights`, as Globe's administrator knows it; or book an invoice in a test company.",
    },
    nl: {
      seen: "De configuratie zegt niet hoe Globe dit recht noemt",
      next: "Noem het functierecht in `globe.rights`, zoals de beheerder van Globe het kent; of boek een factuur in een testadministratie.",
    },
  },
  right_unknown: {
    en: {
      seen: "Globe does not say whether function right {functions} is given: {reason}",
      next: "Look whether `globe.rights` names it as Globe does; or book an invoice in a test company.",
    },
    nl: {
      seen: "Globe zegt niet of functierecht {functions} gegeven is: {reason}",
      next: "Kijk of `globe.rights` het noemt zoals Globe; of boek een factuur in een testadministratie.",
    },
  },
  journal_found: {
    en: { seen: "Journal {journal}, {name}", next: "" },
    nl: { seen: "Dagboek {journal}, {name}", next: "" },
  },
  journal_missing: {
    en: { seen: "Globe has no journal {journal}", next: "Give the number of a sales journal of this company." },
    nl: {
      seen: "Globe heeft geen dagboek {journal}",
      next: "Geef het nummer van een verkoopdagboek van deze administratie.",
    },
  },
  journal_not_sales: {
    en: {
      seen: "Journal {journal}, {name}, is of type {type} and not for sales (V)",
      next: "Give the number of a sales journal of this company.",
    },
    nl: {
      seen: "Dagboek {journal}, {name}, is van soort {type} en niet voor verkoop (V)",
      next: "Geef het nummer van een verkoopdagboek van deze administratie.",
    },
  },
  journal_not_given: {
    en: { seen: "No journal was given", next: "Give `salesJournal` of the administration." },
    nl: { seen: "Er is geen dagboek opgegeven", next: "Geef `salesJournal` van de administratie." },
  },
  account_found: {
    en: { seen: "Ledger account {account}, {name}", next: "" },
    nl: { seen: "Grootboekrekening {account}, {name}", next: "" },
  },
  account_missing: {
    en: { seen: "Globe has no ledger account {account}", next: "Give the number of the debtors' account." },
    nl: { seen: "Globe heeft geen grootboekrekening {account}", next: "Geef het nummer van de debiteurenrekening." },
  },
  account_not_debtors: {
    en: {
      seen: "Ledger account {account}, {name}, is of kind {kind} and not for debtors (D)",
      next: "Give the number of the debtors' account.",
    },
    nl: {
      seen: "Grootboekrekening {account}, {name}, is van soort {kind} en niet voor debiteuren (D)",
      next: "Geef het nummer van de debiteurenrekening.",
    },
  },
  account_blocked: {
    en: { seen: "Ledger account {account}, {name}, is blocked", next: "Let Globe's administrator unblock it." },
    nl: {
      seen: "Grootboekrekening {account}, {name}, is geblokkeerd",
      next: "Laat de beheerder van Globe haar vrijgeven.",
    },
  },
  account_not_given: {
    en: { seen: "No debtors' account was given", next: "Give `debtorAccount` of the administration." },
    nl: { seen: "Er is geen debiteurenrekening opgegeven", next: "Geef `debtorAccount` van de administratie." },
  },
} satisfies Record<string, Record<Language, Answer>>;
