// Errors of an installation: starting it, its data folder and database, and asking it from the command line.

export const installationErrors = {
  room_not_started: {
    en: {
      what: "{room} did not start: {reason}",
      means: "Tieout is not running; nothing in either system was touched.",
      next: "Look at {room}.log in the data folder's logs, mend the cause and start again.",
    },
    nl: {
      what: "{room} is niet gestart: {reason}",
      means: "Tieout draait niet; in geen van beide systemen is iets geraakt.",
      next: "Kijk in {room}.log bij de logboeken van de gegevensmap, herstel de oorzaak en start opnieuw.",
    },
  },
  already_running: {
    en: {
      what: "Tieout already runs on the data folder {folder} (process {pid})",
      means: "Nothing was started and nothing was changed.",
      next: "Use the one that runs, or stop it first, or name another folder with --data.",
    },
    nl: {
      what: "Tieout draait al op de gegevensmap {folder} (proces {pid})",
      means: "Er is niets gestart en niets gewijzigd.",
      next: "Gebruik de draaiende, of stop die eerst, of noem een andere map met --data.",
    },
  },
  port_taken: {
    en: {
      what: "Port {port} is in use by another program",
      means: "Nothing was started and nothing was changed.",
      next: "Stop that program, or choose another port with --port.",
    },
    nl: {
      what: "Poort {port} is in gebruik door een ander programma",
      means: "Er is niets gestart en niets gewijzigd.",
      next: "Stop dat programma, of kies een andere poort met --port.",
    },
  },
  data_set_unreadable: {
    en: {
      what: "{folder} is no data set: {reason}",
      means: "Nothing was started and nothing was changed.",
      next: "Name a folder that holds globe/, milestones/ and connector.json.",
    },
    nl: {
      what: "{folder} is geen gegevensset: {reason}",
      means: "Er is niets gestart en niets gewijzigd.",
      next: "Noem een map met daarin globe/, milestones/ en connector.json.",
    },
  },
  data_set_differs: {
    en: {
      what: "The data folder {folder} was made from {was}, not from {asked}",
      means: "Nothing was started and nothing was changed.",
      next: "Name another folder with --data for this data set.",
    },
    nl: {
      what: "De gegevensmap {folder} is gemaakt van {was}, niet van {asked}",
      means: "Er is niets gestart en niets gewijzigd.",
      next: "Noem met --data een andere map voor deze gegevensset.",
    },
  },
  administration_unknown: {
    en: {
      what: "There is no administration {code}; known: {known}",
      means: "Nothing was done.",
      next: "Use one of the known codes.",
    },
    nl: {
      what: "Er is geen administratie {code}; bekend: {known}",
      means: "Er is niets gedaan.",
      next: "Gebruik een van de bekende codes.",
    },
  },
  entity_unknown: {
    en: {
      what: "There is no entity {name}; known: {known}",
      means: "Nothing was done.",
      next: "Use one of the known names.",
    },
    nl: {
      what: "Er is geen entiteit {name}; bekend: {known}",
      means: "Er is niets gedaan.",
      next: "Gebruik een van de bekende namen.",
    },
  },
  invoices_not_named: {
    en: {
      what: "Name invoices with --number, or take all with --ready; not both",
      means: "Nothing was released or approved.",
      next: "Look at tieout invoices list, then try again.",
    },
    nl: {
      what: "Noem facturen met --number, of neem ze allemaal met --ready; niet allebei",
      means: "Er is niets vrijgegeven of goedgekeurd.",
      next: "Bekijk tieout invoices list en probeer het opnieuw.",
    },
  },
  proof_unknown: {
    en: {
      what: "Period {period} of journal {journal} has no proof",
      means: "No invoice and no sales entry was read of it, or its invoices were never pulled whole.",
      next: "Pull the invoices, or name another period as 2026-10; tieout invoices proof without a period names them all.",
    },
    nl: {
      what: "Periode {period} van dagboek {journal} heeft geen bewijs",
      means: "Er is geen factuur en geen verkoopboeking van gelezen, of de facturen zijn nooit volledig opgehaald.",
      next: "Haal de facturen op, of noem een andere periode als 2026-10; tieout invoices proof zonder periode noemt ze alle.",
    },
  },
  no_worker: {
    en: {
      what: "No worker took the request within a minute",
      means: "Nothing was pulled; the request stays, and the next worker will take it.",
      next: "See to it that the worker runs: `tieout start`, or `tieout worker` where it runs alone.",
    },
    nl: {
      what: "Geen worker nam het verzoek binnen een minuut aan",
      means: "Er is niets opgehaald; het verzoek blijft staan en de volgende worker neemt het.",
      next: "Zorg dat de worker draait: `tieout start`, of `tieout worker` waar die apart draait.",
    },
  },
  not_yet_built: {
    en: {
      what: "`tieout {command}` is not yet built",
      means: "Nothing was done.",
      next: "Look in the README for what this version does.",
    },
    nl: {
      what: "`tieout {command}` is nog niet gebouwd",
      means: "Er is niets gedaan.",
      next: "Kijk in de README wat deze versie doet.",
    },
  },
  database_missing: {
    en: {
      what: "There is no Tieout database in {folder}",
      means: "Nothing was done.",
      next: "Start Tieout once with this folder, or name another folder with --data.",
    },
    nl: {
      what: "Er staat geen Tieout-database in {folder}",
      means: "Er is niets gedaan.",
      next: "Start Tieout één keer met deze map, of noem een andere map met --data.",
    },
  },
  database_newer: {
    en: {
      what: "The database was made by a newer version of Tieout (it knows {migration})",
      means: "Nothing was opened or changed.",
      next: "Install that newer version again, or restore a backup of before.",
    },
    nl: {
      what: "De database is van een nieuwere versie van Tieout (die kent {migration})",
      means: "Er is niets geopend of gewijzigd.",
      next: "Installeer die nieuwere versie opnieuw, of zet een back-up van ervoor terug.",
    },
  },
  database_altered: {
    en: {
      what: "Migration {migration} of this database is not the one that this version ships",
      means: "Nothing was opened or changed.",
      next: "Install the version this database was made with, or restore a backup.",
    },
    nl: {
      what: "Migratie {migration} van deze database is niet die van deze versie",
      means: "Er is niets geopend of gewijzigd.",
      next: "Installeer de versie waarmee de database is gemaakt, of zet een back-up terug.",
    },
  },
};
