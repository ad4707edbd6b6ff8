// Errors of an invoice on its way into Globe. Each says whether something may stand in the books.

export const bookingErrors = {
  agent_already_running: {
    en: {
      what: "{folder} is in use by another agent",
      means: "Nothing was started: two agents with one journal could book an invoice twice.",
      next: "Stop the other one, or give this one a data folder of its own.",
    },
    nl: {
      what: "{folder} is in gebruik bij een andere agent",
      means: "Er is niets gestart: twee agents met één journaal zouden een factuur dubbel kunnen boeken.",
      next: "Stop de andere, of geef deze een eigen gegevensmap.",
    },
  },
  booking_refused: {
    en: {
      what: "Globe did not book invoice {invoice}: {reason}",
      means: "Nothing was booked.",
      next: "Repair what Globe names, and release the invoice again.",
    },
    nl: {
      what: "Globe heeft factuur {invoice} niet geboekt: {reason}",
      means: "Er is niets geboekt.",
      next: "Herstel wat Globe noemt en geef de factuur opnieuw vrij.",
    },
  },
  booking_not_sent: {
    en: {
      what: "Invoice {invoice} did not get as far as Globe in time: {reason}",
      means: "Nothing was booked.",
      next: "Look whether Globe is up and can be reached by the agent; then release the invoice again.",
    },
    nl: {
      what: "Factuur {invoice} is niet op tijd bij Globe gekomen: {reason}",
      means: "Er is niets geboekt.",
      next: "Kijk of Globe aan staat en voor de agent bereikbaar is; geef de factuur daarna opnieuw vrij.",
    },
  },
  booking_unknown: {
    en: {
      what: "Whether Globe booked invoice {invoice} is not known: {reason}",
      means: "It may be booked. It is looked up and never sent again by itself.",
      next: "Look in Globe's sales journal for this reference; if it is not there, release the invoice again.",
    },
    nl: {
      what: "Of Globe factuur {invoice} heeft geboekt is niet bekend: {reason}",
      means: "Ze kan geboekt zijn. Ze wordt opgezocht en nooit vanzelf opnieuw gestuurd.",
      next: "Zoek in het verkoopdagboek van Globe naar deze referentie; staat ze er niet, geef de factuur dan opnieuw vrij.",
    },
  },
  entry_altered: {
    en: {
      what: "The entry of invoice {invoice} is not the one that was approved: {reason}",
      means: "Nothing was booked.",
      next: "Release the invoice again; if it happens again, send the logs of worker and agent to support.",
    },
    nl: {
      what: "De boeking van factuur {invoice} is niet die welke is goedgekeurd: {reason}",
      means: "Er is niets geboekt.",
      next: "Geef de factuur opnieuw vrij; gebeurt het weer, stuur dan de logboeken van worker en agent naar de helpdesk.",
    },
  },
  file_incomplete: {
    en: {
      what: "The PDF of invoice {invoice} did not reach the agent whole: {reason}",
      means: "Nothing was booked: an entry without its PDF cannot be given one later.",
      next: "Nothing, if it is sent again by itself; otherwise release the invoice again.",
    },
    nl: {
      what: "De pdf van factuur {invoice} is niet heel bij de agent aangekomen: {reason}",
      means: "Er is niets geboekt: een boeking zonder pdf kan er later geen krijgen.",
      next: "Niets, als ze vanzelf opnieuw wordt gestuurd; geef de factuur anders opnieuw vrij.",
    },
  },
  document_not_kept: {
    en: {
      what: "Globe did not keep the PDF of invoice {invoice}: {reason}",
      means: "Nothing was booked: an entry without its PDF cannot be given one later.",
      next: "Look in Globe whether documents may be added, and of what type; then release the invoice again.",
    },
    nl: {
      what: "Globe heeft de pdf van factuur {invoice} niet bewaard: {reason}",
      means: "Er is niets geboekt: een boeking zonder pdf kan er later geen krijgen.",
      next: "Kijk in Globe of documenten mogen worden toegevoegd en van welk soort; geef de factuur daarna opnieuw vrij.",
    },
  },
};
