// The words of the agent's own check in both languages: what each check asks, what it means where that does not hold,
// and for each answer what was seen and what to do.
import type { Language } from "../errors.ts";
import { checkAnswers } from "./answers.ts";
import type { CheckLine } from "./line.ts";

interface CheckWords {
  question: string;
  /** Where it does not hold. */
  means: string;
}

export const checkQuestions = {
  config_private: {
    en: { question: "Only its user may read the configuration", means: "Who has the key can act as this agent." },
    nl: {
      question: "Alleen de eigen gebruiker mag de configuratie lezen",
      means: "Wie de sleutel heeft, kan zich voor deze agent uitgeven.",
    },
  },
  data_folder: {
    en: { question: "The journal can be written", means: "Without its journal the agent books nothing." },
    nl: { question: "Het journaal is te schrijven", means: "Zonder journaal boekt de agent niets." },
  },
  disk_space: {
    en: { question: "There is room for the journal", means: "On a full disk bookings stand still." },
    nl: { question: "Er is ruimte voor het journaal", means: "Op een volle schijf staan boekingen stil." },
  },
  clock: {
    en: {
      question: "The clock is right",
      means: "Keys and deadlines are judged by the clock: requests come too late.",
    },
    nl: {
      question: "De klok staat goed",
      means: "Sleutels en uiterste tijden gaan op de klok: vragen komen te laat.",
    },
  },
  bus_reached: {
    en: { question: "The bus is reached on its port", means: "Tieout cannot ask Globe for anything." },
    nl: { question: "De bus is bereikbaar op zijn poort", means: "Tieout kan Globe niets vragen." },
  },
  bus_key: {
    en: {
      question: "The key opens the agent's own two queues and nothing else",
      means: "Too few rights and nothing is answered; too many and a lost key opens more than this agent.",
    },
    nl: {
      question: "De sleutel opent de eigen twee wachtrijen van de agent en niets anders",
      means: "Met te weinig rechten komt er geen antwoord; met te veel opent een verloren sleutel meer dan deze agent.",
    },
  },
  globe_reached: {
    en: { question: "Globe's Entity Services answer", means: "Nothing is read and nothing is booked." },
    nl: { question: "De Entity Services van Globe antwoorden", means: "Er wordt niets gelezen en niets geboekt." },
  },
  globe_sign_in: {
    en: { question: "Globe lets the user in", means: "Nothing is read and nothing is booked." },
    nl: { question: "Globe laat de gebruiker toe", means: "Er wordt niets gelezen en niets geboekt." },
  },
  globe_database: {
    en: { question: "Globe knows the database", means: "Nothing of this administration is read or booked." },
    nl: { question: "Globe kent de database", means: "Van deze administratie wordt niets gelezen of geboekt." },
  },
  globe_reads: {
    en: {
      question: "The Globe user may read each entity with its fields",
      means: "Runs that need it are not complete, and then nothing is compared.",
    },
    nl: {
      question: "De Globe-gebruiker mag elk onderdeel met zijn velden lezen",
      means: "Runs die het nodig hebben zijn niet volledig, en dan wordt er niets vergeleken.",
    },
  },
  globe_creates: {
    en: { question: "The Globe user may make sales entries", means: "Invoices are refused by Globe." },
    nl: { question: "De Globe-gebruiker mag verkoopboekingen maken", means: "Globe weigert facturen." },
  },
  globe_imports: {
    en: { question: "The Globe user may import sales entries", means: "Invoices are refused by Globe." },
    nl: { question: "De Globe-gebruiker mag verkoopboekingen importeren", means: "Globe weigert facturen." },
  },
  sales_journal: {
    en: { question: "The journal is there and is a sales journal", means: "Invoices are refused by Globe." },
    nl: { question: "Het dagboek is er en is een verkoopdagboek", means: "Globe weigert facturen." },
  },
  debtor_account: {
    en: { question: "The debtors' account is there", means: "Entries could come to stand on another account." },
    nl: { question: "De debiteurenrekening is er", means: "Boekingen zouden op een andere rekening kunnen komen." },
  },
} satisfies Record<string, Record<Language, CheckWords>>;

export type CheckName = keyof typeof checkQuestions;
export type CheckText = keyof typeof checkAnswers;

export interface LineInWords {
  question: string;
  /** What was seen. */
  seen: string;
  /** What it means; "" where that is not known to matter. */
  means: string;
  /** What to do; "" where nothing is to be done. */
  next: string;
}

const filled = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);

/** A line for people. What a newer agent says, and this version has no words for, is shown as it came. */
export function lineInWords({ check, outcome, text, values }: CheckLine, language: Language): LineInWords {
  const asked = Object.hasOwn(checkQuestions, check) ? checkQuestions[check as CheckName][language] : null;
  const answer = Object.hasOwn(checkAnswers, text) ? checkAnswers[text as CheckText][language] : null;
  return {
    question: asked?.question ?? check,
    seen: answer ? filled(answer.seen, values) : [text, ...Object.values(values)].join(", "),
    means: outcome === "not_ok" ? (asked?.means ?? "") : "",
    next: answer ? filled(answer.next, values) : "",
  };
}
