// Errors about decisions on many rows at once, also those that come back in a workbook.

type Text = { what: string; means: string; next: string };

const returned = (en: string, nl: string, next: { en: string; nl: string }): { en: Text; nl: Text } => ({
  en: { what: en, means: "Nothing was proposed.", next: next.en },
  nl: { what: nl, means: "Er is niets voorgesteld.", next: next.nl },
});

const exportAgain = {
  en: "Export the rows again and fill in that workbook.",
  nl: "Exporteer de rijen opnieuw en vul dat werkboek in.",
};

export const judgingErrors = {
  bulk_moved: {
    en: {
      what: "These rows were changed by a pull since you looked",
      means: "Nothing was decided.",
      next: "Look at the rows again, then decide.",
    },
    nl: {
      what: "Deze rijen zijn door een run gewijzigd sinds u keek",
      means: "Er is niets besloten.",
      next: "Kijk de rijen opnieuw na en beslis dan.",
    },
  },
  check_file_unknown: {
    en: {
      what: "{file} is not named as something that {side} exports",
      means: "The file was not taken.",
      next: "Name it as one of: {names}; as .csv, .tsv, .xlsx or .json.",
    },
    nl: {
      what: "{file} heet niet naar iets dat {side} exporteert",
      means: "Het bestand is niet opgenomen.",
      next: "Noem het naar een van: {names}; als .csv, .tsv, .xlsx of .json.",
    },
  },
  check_too_large: {
    en: {
      what: "{file} is larger than {most}",
      means: "The file was not taken.",
      next: "Export less at once, or use `tieout readiness` on your own machine.",
    },
    nl: {
      what: "{file} is groter dan {most}",
      means: "Het bestand is niet opgenomen.",
      next: "Exporteer minder tegelijk, of gebruik `tieout readiness` op uw eigen machine.",
    },
  },
  check_too_many: {
    en: {
      what: "There are {most} files already",
      means: "The file was not taken.",
      next: "Take a file out first.",
    },
    nl: {
      what: "Er zijn al {most} bestanden",
      means: "Het bestand is niet opgenomen.",
      next: "Haal eerst een bestand weg.",
    },
  },
  check_going: {
    en: {
      what: "The check is going on",
      means: "The file was not taken.",
      next: "Wait until it is done.",
    },
    nl: {
      what: "De controle loopt",
      means: "Het bestand is niet opgenomen.",
      next: "Wacht tot die klaar is.",
    },
  },
  not_alone: {
    en: {
      what: "{code} does not stand alone in {side}",
      means: "Nothing was linked.",
      next: "Link a code that only Globe has with a code that only Milestones has.",
    },
    nl: {
      what: "{code} staat niet alleen in {side}",
      means: "Er is niets gekoppeld.",
      next: "Koppel een code die alleen Globe heeft aan een code die alleen Milestones heeft.",
    },
  },
  bulk_nobody: {
    en: {
      what: "Whoever asked for this may no longer sign in",
      means: "The rows that were done are done; the rest was left.",
      next: "Let someone else decide about the rest.",
    },
    nl: {
      what: "Wie hierom vroeg mag niet meer aanmelden",
      means: "De rijen die gedaan zijn, zijn gedaan; de rest is gelaten.",
      next: "Laat een ander over de rest beslissen.",
    },
  },
  returned_unreadable: returned(
    "{file} is not a workbook that can be read",
    "{file} is geen werkboek dat gelezen kan worden",
    { en: "Save it as .xlsx and send it again.", nl: "Sla het op als .xlsx en stuur het opnieuw." },
  ),
  returned_unknown: returned(
    "{file} is not a workbook that was exported here for decisions",
    "{file} is geen werkboek dat hier voor besluiten is geëxporteerd",
    exportAgain,
  ),
  returned_foreign: returned(
    "{file} was exported by another installation of Tieout",
    "{file} is door een andere installatie van Tieout geëxporteerd",
    exportAgain,
  ),
  returned_other: returned(
    "{file} was exported from administration {code}, not from this one",
    "{file} is uit administratie {code} geëxporteerd, niet uit deze",
    { en: "Bring it back in that administration.", nl: "Breng het terug in die administratie." },
  ),
  returned_altered: returned(
    "In {file}, what Tieout notes about the workbook itself was altered",
    "In {file} is gewijzigd wat Tieout over het werkboek zelf noteert",
    exportAgain,
  ),
  returned_column: returned("In {file}, column {column} is missing", "In {file} ontbreekt kolom {column}", exportAgain),
  returned_column_twice: returned(
    "In {file}, column {column} stands there twice",
    "In {file} staat kolom {column} er twee keer",
    exportAgain,
  ),
  returned_unfilled: returned("In {file}, no row was filled in", "In {file} is geen enkele rij ingevuld", {
    en: "Choose a decision and a reason in the blue columns, save, and bring it back.",
    nl: "Kies een besluit en een reden in de blauwe kolommen, sla op en breng het terug.",
  }),
  returned_too_many: returned(
    "{file} holds more than {most} filled rows",
    "{file} bevat meer dan {most} ingevulde rijen",
    { en: "Spread them over several workbooks.", nl: "Verdeel ze over meer werkboeken." },
  ),
  upload_too_large: returned("{file} is larger than {most} MB", "{file} is groter dan {most} MB", {
    en: "Export fewer rows or columns at once.",
    nl: "Exporteer minder rijen of kolommen tegelijk.",
  }),
};
