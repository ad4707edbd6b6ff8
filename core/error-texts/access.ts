// Errors of being let in by Milestones, and of the key under which secrets are kept.

export const accessErrors = {
  milestones_never: {
    en: {
      what: "Milestones has not let Tieout in yet",
      means: "Nothing is read from Milestones and nothing is written to it.",
      next: "Let an administrator open Connection and authorise Tieout with the service account.",
    },
    nl: {
      what: "Milestones heeft Tieout nog niet toegelaten",
      means: "Er wordt niets uit Milestones gelezen en niets naar Milestones geschreven.",
      next: "Laat een beheerder Verbinding openen en Tieout autoriseren met het serviceaccount.",
    },
  },
  milestones_again: {
    en: {
      what: "Milestones no longer lets Tieout in: {reason}",
      means: "The last verdicts stay; nothing is read from Milestones and nothing is written to it until then.",
      next: "Let an administrator open Connection and authorise Tieout again with the service account.",
    },
    nl: {
      what: "Milestones laat Tieout niet meer toe: {reason}",
      means: "De laatste uitkomsten blijven staan; tot die tijd wordt niets gelezen en niets geschreven.",
      next: "Laat een beheerder Verbinding openen en Tieout opnieuw autoriseren met het serviceaccount.",
    },
  },
  milestones_not_renewed: {
    en: {
      what: "Access to Milestones could not be renewed now: {reason}",
      means: "Nothing, while the present access lasts; after that nothing is read or written.",
      next: "Nothing; it is tried again by itself. If it stays, look whether Milestones is up and can be reached.",
    },
    nl: {
      what: "De toegang tot Milestones kon nu niet worden verlengd: {reason}",
      means: "Niets, zolang de huidige toegang duurt; daarna wordt niets gelezen of geschreven.",
      next: "Niets; het wordt vanzelf opnieuw geprobeerd. Blijft het zo, kijk dan of Milestones bereikbaar is.",
    },
  },
  authorisation_failed: {
    en: {
      what: "Milestones did not let Tieout in: {reason}",
      means: "Access stays as it was.",
      next: "Authorise again; if it is refused again, check application id, secret and redirect address with Milestones.",
    },
    nl: {
      what: "Milestones heeft Tieout niet toegelaten: {reason}",
      means: "De toegang blijft zoals die was.",
      next: "Autoriseer opnieuw; weigert het weer, controleer dan applicatie-id, geheim en redirect-adres bij Milestones.",
    },
  },
  authorisation_unknown: {
    en: {
      what: "This answer from Milestones belongs to no authorisation that you began here in the last 15 minutes",
      means: "It was not used; access stays as it was.",
      next: "Begin again on the page Connection. If you did not begin one, tell whoever keeps Tieout safe.",
    },
    nl: {
      what: "Dit antwoord van Milestones hoort bij geen autorisatie die u hier in de laatste 15 minuten begon",
      means: "Het is niet gebruikt; de toegang blijft zoals die was.",
      next: "Begin opnieuw op de pagina Verbinding. Begon u er geen, meld dit dan bij wie Tieout beveiligt.",
    },
  },
  key_unusable: {
    en: {
      what: "The key under which secrets are kept cannot be used: {reason}",
      means: "Nothing was changed; without it Tieout cannot sign in at Milestones.",
      next: "Put the key back (TIEOUT_KEY, or tieout.key in the data folder), or authorise Tieout at Milestones again.",
    },
    nl: {
      what: "De sleutel waaronder geheimen worden bewaard is niet bruikbaar: {reason}",
      means: "Er is niets gewijzigd; zonder die sleutel kan Tieout zich niet bij Milestones aanmelden.",
      next: "Zet de sleutel terug (TIEOUT_KEY, of tieout.key in de gegevensmap), of autoriseer Tieout opnieuw.",
    },
  },
};
