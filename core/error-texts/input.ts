// Errors about what a person gives: files, folders and options. Each sentence names file, row and column where it can.
// None of them leaves anything half-done, so what it means and what to do next is said once.

type Text = { what: string; means: string; next: string };

const input = (en: string, nl: string, next: { en: string; nl: string } = exportAgain): { en: Text; nl: Text } => ({
  en: { what: en, means: "Nothing was compared.", next: next.en },
  nl: { what: nl, means: "Er is niets vergeleken.", next: next.nl },
});

const exportAgain = {
  en: "Correct or export the file again, then try once more.",
  nl: "Verbeter of exporteer het bestand opnieuw en probeer het nog eens.",
};
const askOtherwise = {
  en: "Change the command and try again.",
  nl: "Pas de opdracht aan en probeer het opnieuw.",
};

export const inputErrors = {
  input_missing: input("{file} does not exist", "{file} bestaat niet", askOtherwise),
  input_unreadable: input("{file} cannot be read: {reason}", "{file} kan niet worden gelezen: {reason}"),
  input_kind_unknown: input(
    "{file} is neither a folder nor a JSON, CSV or XLSX file",
    "{file} is geen map en geen JSON-, CSV- of XLSX-bestand",
    askOtherwise,
  ),
  input_twice: input(
    "{folder} holds more than one file for {entity}: {files}",
    "{folder} bevat meer dan één bestand voor {entity}: {files}",
    { en: "Keep one of them in the folder.", nl: "Laat één ervan in de map staan." },
  ),
  sides_swapped: input(
    "{file} holds a file of {other}, not of {side}: are the two sides swapped?",
    "{file} bevat een bestand van {other}, niet van {side}: zijn beide kanten verwisseld?",
    askOtherwise,
  ),
  rules_wrong: input(
    "The rules of comparing in {file} are not understood: {reason}",
    "De vergelijkingsregels in {file} zijn niet te begrijpen: {reason}",
    {
      en: "Correct the file; `tieout rules` writes one from an installation.",
      nl: "Verbeter het bestand; `tieout rules` schrijft er een uit een installatie.",
    },
  ),
  nothing_to_compare: input(
    "No entity has a file on both sides: {globe} and {milestones}",
    "Geen enkel onderdeel heeft aan beide kanten een bestand: {globe} en {milestones}",
    askOtherwise,
  ),
  entity_unknown: input(
    "{entity} is not an entity; there are {entities}",
    "{entity} is geen onderdeel; er zijn {entities}",
    askOtherwise,
  ),
  entity_undecided: input(
    "{file} does not say by its name which entity it holds: add --entity",
    "De naam van {file} zegt niet welk onderdeel het bevat: voeg --entity toe",
    askOtherwise,
  ),
  entities_differ: input(
    "{globe} and {milestones} hold different entities: add --entity",
    "{globe} en {milestones} bevatten verschillende onderdelen: voeg --entity toe",
    askOtherwise,
  ),
  company_not_there: input(
    "Company {company} is not in {file}, which knows {companies}",
    "Administratie {company} staat niet in {file}; daarin staan {companies}",
    askOtherwise,
  ),
  company_undecided: input(
    "The files hold more than one company ({companies}): add --company",
    "De bestanden bevatten meer dan één administratie ({companies}): voeg --company toe",
    askOtherwise,
  ),
  option_wrong: input("{reason}", "{reason}", askOtherwise),
  output_unwritable: input(
    "{file} cannot be written: {reason}",
    "{file} kan niet worden geschreven: {reason}",
    askOtherwise,
  ),
  file_empty: input("{file} is empty", "{file} is leeg"),
  file_binary: input(
    "{file} is not a text file: byte {byte} is zero",
    "{file} is geen tekstbestand: byte {byte} is nul",
  ),
  header_twice: input(
    "{file}, row {row}: the column {column} stands there twice",
    "{file}, rij {row}: de kolom {column} staat er twee keer",
  ),
  key_column_missing: input(
    "{file}, row {row}: the key column {column} is missing",
    "{file}, rij {row}: de sleutelkolom {column} ontbreekt",
  ),
  row_width: input(
    "{file}, row {row}: {found} columns where the header has {expected}; the row breaks at column {column}",
    "{file}, rij {row}: {found} kolommen waar de kop er {expected} heeft; de rij breekt bij kolom {column}",
  ),
  quote_open: input(
    "{file}, row {row}, column {column}: a quotation mark is opened and not closed",
    "{file}, rij {row}, kolom {column}: een aanhalingsteken wordt geopend en niet gesloten",
  ),
  json_not_list: input(
    "{file}, row 1: this is not a JSON list of records",
    "{file}, rij 1: dit is geen JSON-lijst van records",
  ),
  json_invalid: input("{file}, row {row}: this is not JSON", "{file}, rij {row}: dit is geen JSON"),
  json_truncated: input(
    "{file}, row {row}: the file ends in the middle of the list",
    "{file}, rij {row}: het bestand eindigt midden in de lijst",
  ),
  value_nested: input(
    "{file}, row {row}, column {column}: a single value was expected",
    "{file}, rij {row}, kolom {column}: er werd één waarde verwacht",
  ),
  number_ambiguous: input(
    "{file}, row {row}, column {column}: {value} may be thousands or decimals",
    "{file}, rij {row}, kolom {column}: {value} kan duizendtallen of decimalen betekenen",
  ),
  number_unreadable: input(
    "{file}, row {row}, column {column}: {value} is not a number",
    "{file}, rij {row}, kolom {column}: {value} is geen getal",
  ),
  date_unreadable: input(
    "{file}, row {row}, column {column}: {value} is not a date",
    "{file}, rij {row}, kolom {column}: {value} is geen datum",
  ),
  flag_unreadable: input(
    "{file}, row {row}, column {column}: {value} is neither yes nor no",
    "{file}, rij {row}, kolom {column}: {value} is geen ja of nee",
  ),
  workbook_damaged: input("{file} is not a whole workbook: {reason}", "{file} is geen volledige werkmap: {reason}"),
  workbook_encrypted: input(
    "{file} is encrypted, or a workbook of before 2007",
    "{file} is versleuteld, of een werkmap van voor 2007",
    { en: "Save it as .xlsx without a password.", nl: "Sla het op als .xlsx zonder wachtwoord." },
  ),
  cell_error: input(
    "{file}, row {row}, column {column}: the cell holds the error {value}",
    "{file}, rij {row}, kolom {column}: de cel bevat de fout {value}",
  ),
  dossier_unreadable: {
    en: {
      what: "{file} is not a workbook that can be read",
      means: "Nothing was checked: it proves nothing.",
      next: "Ask for the file again; it may have been cut off on its way.",
    },
    nl: {
      what: "{file} is geen werkmap die gelezen kan worden",
      means: "Er is niets gecontroleerd: het bewijst niets.",
      next: "Vraag het bestand opnieuw; het kan onderweg zijn afgebroken.",
    },
  },
  dossier_unknown: {
    en: {
      what: "{file} is not a dossier of the go-live check: its manifest is missing",
      means: "Nothing was checked: it proves nothing.",
      next: "Give the workbook that `tieout readiness --excel` wrote.",
    },
    nl: {
      what: "{file} is geen dossier van de go-live-controle: het manifest ontbreekt",
      means: "Er is niets gecontroleerd: het bewijst niets.",
      next: "Geef de werkmap die `tieout readiness --excel` heeft geschreven.",
    },
  },
};
