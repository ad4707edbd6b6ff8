// The states of an invoice in plain words: what each is called, what it means, and the next step, if a person has one.
import type { Language } from "../errors.ts";
import type { ExportState } from "../states.ts";

export interface StateWords {
  name: string;
  means: string;
  next: string;
}

const stateTexts: Readonly<Record<ExportState, Record<Language, StateWords>>> = {
  draft: {
    en: {
      name: "Draft",
      means: "It is not processed in Milestones yet.",
      next: "Nothing: once it is processed, it is judged at the next pull.",
    },
    nl: {
      name: "Concept",
      means: "Zij is in Milestones nog niet verwerkt.",
      next: "Niets: is zij verwerkt, dan wordt zij bij de volgende run beoordeeld.",
    },
  },
  blocked: {
    en: {
      name: "Blocked",
      means: "As it stands, Globe would refuse it or book it wrongly.",
      next: "Repair what is named here; then it is free by itself.",
    },
    nl: {
      name: "Geblokkeerd",
      means: "Zoals het nu staat zou Globe haar weigeren of verkeerd boeken.",
      next: "Herstel wat hier staat; daarna komt zij vanzelf vrij.",
    },
  },
  ready: {
    en: {
      name: "Ready",
      means: "Nothing stands in its way.",
      next: "One person releases it, another approves it.",
    },
    nl: {
      name: "Klaar",
      means: "Niets staat haar in de weg.",
      next: "De een geeft haar vrij, een ander keurt haar goed.",
    },
  },
  approved: {
    en: { name: "Approved", means: "Its entry is frozen as approved.", next: "Nothing: it goes to Globe by itself." },
    nl: {
      name: "Goedgekeurd",
      means: "De boeking ligt vast zoals goedgekeurd.",
      next: "Niets: zij gaat vanzelf naar Globe.",
    },
  },
  sent: {
    en: {
      name: "Sent",
      means: "The agent has it; Globe's answer is awaited.",
      next: "Nothing: the answer comes by itself.",
    },
    nl: {
      name: "Onderweg",
      means: "De agent heeft haar; het antwoord van Globe is er nog niet.",
      next: "Niets: het antwoord komt vanzelf.",
    },
  },
  booked: {
    en: { name: "Booked", means: "Globe holds it once, to the cent as approved.", next: "Nothing." },
    nl: { name: "Geboekt", means: "Globe heeft haar één keer, tot op de cent zoals goedgekeurd.", next: "Niets." },
  },
  already_booked: {
    en: {
      name: "Already booked",
      means: "Globe held an entry with this number, debtor and total before.",
      next: "Nothing.",
    },
    nl: {
      name: "Al geboekt",
      means: "Globe had al een boeking met dit nummer, deze debiteur en dit bedrag.",
      next: "Niets.",
    },
  },
  refused: {
    en: {
      name: "Refused",
      means: "Globe did not book it. Nothing stands in the books.",
      next: "Repair what Globe names, then make it ready again.",
    },
    nl: {
      name: "Geweigerd",
      means: "Globe heeft haar niet geboekt. Er staat niets in de boeken.",
      next: "Herstel wat Globe noemt en maak haar daarna weer klaar.",
    },
  },
  mismatch: {
    en: {
      name: "Differs",
      means: "Globe holds an entry that is not what was approved.",
      next: "Compare the entry with the invoice. A posted entry is not changed from here: reverse it in Globe.",
    },
    nl: {
      name: "Wijkt af",
      means: "Globe heeft een boeking die niet is wat is goedgekeurd.",
      next: "Vergelijk de boeking met de factuur. Een boeking wordt van hieruit niet gewijzigd: draai haar in Globe terug.",
    },
  },
  no_answer: {
    en: {
      name: "No answer",
      means: "Nobody saw whether Globe booked it. It is looked up, and never sent again by itself.",
      next: "Look in Globe's sales journal for its number. Only if it is not there, let it be sent once more.",
    },
    nl: {
      name: "Geen antwoord",
      means: "Niemand zag of Globe haar heeft geboekt. Zij wordt opgezocht en nooit vanzelf opnieuw gestuurd.",
      next: "Zoek in het verkoopdagboek van Globe naar haar nummer. Alleen als zij er niet staat, laat u haar nog eens sturen.",
    },
  },
};

export const stateInWords = (state: ExportState, language: Language): StateWords => stateTexts[state][language];
