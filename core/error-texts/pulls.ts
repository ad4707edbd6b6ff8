// Errors of pulling: what an outside system answered, and runs that were not complete.

export const pullErrors = {
  run_incomplete: {
    en: {
      what: "The pull of {entity} was not complete: {reason}",
      means: "Nothing was changed; the last verdicts stay and are marked as not comparable.",
      next: "Nothing, if the next run is complete; otherwise look at the agent and at Globe.",
    },
    nl: {
      what: "Het ophalen van {entity} was niet volledig: {reason}",
      means: "Er is niets gewijzigd; de laatste uitkomsten blijven staan en heten niet vergelijkbaar.",
      next: "Niets, als de volgende run volledig is; kijk anders naar de agent en naar Globe.",
    },
  },
  pull_stopped: {
    en: {
      what: "The pull of {entity} was stopped before it was complete",
      means: "Nothing was changed; the last verdicts stay and are marked as not comparable.",
      next: "Nothing; the next run reads everything again.",
    },
    nl: {
      what: "Het ophalen van {entity} is gestopt voordat het volledig was",
      means: "Er is niets gewijzigd; de laatste uitkomsten blijven staan en heten niet vergelijkbaar.",
      next: "Niets; de volgende run leest alles opnieuw.",
    },
  },
  side_empty: {
    en: {
      what: "{side} returned no records of {entity}, while the last complete run had {records}",
      means: "Nothing was changed: an empty answer is taken for a fault, not for the truth.",
      next: "Look in {side} whether the records are there, and whether the service user may see them.",
    },
    nl: {
      what: "{side} gaf geen records van {entity}, terwijl de laatste volledige run er {records} had",
      means: "Er is niets gewijzigd: een leeg antwoord geldt als storing, niet als waarheid.",
      next: "Kijk in {side} of de records er staan en of de servicegebruiker ze mag zien.",
    },
  },
  company_unknown: {
    en: {
      what: "Milestones has no company with code {code}",
      means: "Nothing was compared.",
      next: "Check the administration's code, and whether the service user may see the company in Milestones.",
    },
    nl: {
      what: "Milestones heeft geen bedrijf met code {code}",
      means: "Er is niets vergeleken.",
      next: "Controleer de code van de administratie en of de servicegebruiker het bedrijf in Milestones mag zien.",
    },
  },
  source_unreachable: {
    en: {
      what: "{system} cannot be read now: {reason}",
      means: "Nothing was changed; the last verdicts stay.",
      next: "Nothing, if the next run succeeds; otherwise look whether {system} is up and can be reached.",
    },
    nl: {
      what: "{system} kan nu niet worden gelezen: {reason}",
      means: "Er is niets gewijzigd; de laatste uitkomsten blijven staan.",
      next: "Niets, als de volgende run slaagt; kijk anders of {system} aan staat en bereikbaar is.",
    },
  },
  source_sign_in: {
    en: {
      what: "{system} did not accept the sign-in: {reason}",
      means: "Nothing was changed; nothing can be read until this is repaired.",
      next: "Check the service user's name and password or token, and whether its account is active.",
    },
    nl: {
      what: "{system} heeft de aanmelding niet geaccepteerd: {reason}",
      means: "Er is niets gewijzigd; er kan niets worden gelezen totdat dit is hersteld.",
      next: "Controleer naam en wachtwoord of token van de servicegebruiker, en of diens account actief is.",
    },
  },
  source_refused: {
    en: {
      what: "{system} refused what was asked: {reason}",
      means: "Nothing was changed; asking again gives the same answer.",
      next: "Check the administration's settings for {system} and the rights of the service user.",
    },
    nl: {
      what: "{system} heeft de vraag geweigerd: {reason}",
      means: "Er is niets gewijzigd; opnieuw vragen geeft hetzelfde antwoord.",
      next: "Controleer de instellingen van de administratie voor {system} en de rechten van de servicegebruiker.",
    },
  },
  source_not_understood: {
    en: {
      what: "{system} gave something that is not an answer: {reason}",
      means: "Nothing was changed: what cannot be read whole is not used.",
      next: "Look whether the address is that of {system} itself, and not of a proxy or a sign-in page.",
    },
    nl: {
      what: "{system} gaf iets dat geen antwoord is: {reason}",
      means: "Er is niets gewijzigd: wat niet geheel kan worden gelezen, wordt niet gebruikt.",
      next: "Kijk of het adres van {system} zelf is, en niet van een proxy of een aanmeldpagina.",
    },
  },
  source_incomplete: {
    en: {
      what: "{system} did not give all of {entity}: {reason}",
      means: "Nothing was changed: an incomplete answer proves nothing.",
      next: "Nothing, if the next run is complete; otherwise look at {system}.",
    },
    nl: {
      what: "{system} heeft niet alles van {entity} gegeven: {reason}",
      means: "Er is niets gewijzigd: een onvolledig antwoord bewijst niets.",
      next: "Niets, als de volgende run volledig is; kijk anders naar {system}.",
    },
  },
  run_not_going: {
    en: {
      what: "Run {run} has already ended",
      means: "What it read was not written; the verdicts stay as they are.",
      next: "Nothing: the next run reads again.",
    },
    nl: {
      what: "Run {run} is al afgelopen",
      means: "Wat is opgehaald is niet bewaard; de uitkomsten blijven zoals ze zijn.",
      next: "Niets: de volgende run haalt opnieuw op.",
    },
  },
  run_abandoned: {
    en: {
      what: "The run was cut off: the worker stopped while it was going",
      means: "Nothing was changed; the last verdicts stay and are marked as not comparable.",
      next: "Nothing, if the next run is complete.",
    },
    nl: {
      what: "De run is afgebroken: de worker stopte terwijl hij liep",
      means: "Er is niets gewijzigd; de laatste uitkomsten blijven staan en heten niet vergelijkbaar.",
      next: "Niets, als de volgende run volledig is.",
    },
  },
};
