// Every error a person can meet, once: code, what happened, what it means for the books, what to do next, in both languages.
// docs/errors.md is generated from this table; a test holds the two together.
import { bookingErrors } from "./booking-errors.ts";
import { inputErrors } from "./input-errors.ts";

export type Language = "nl" | "en";

export interface ErrorText {
  /** What happened. May hold {placeholders}. */
  what: string;
  /** What it means for the books. */
  means: string;
  /** What to do next. */
  next: string;
}

export const errorTexts = {
  ...inputErrors,
  ...bookingErrors,
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
  agent_silent: {
    en: {
      what: "The agent {agent} gave no answer for {seconds} seconds",
      means: "Globe could not be read; nothing was changed.",
      next: "Look whether the server with the agent is on and reaches the internet; the next run tries again.",
    },
    nl: {
      what: "De agent {agent} gaf {seconds} seconden geen antwoord",
      means: "Globe kon niet worden gelezen; er is niets gewijzigd.",
      next: "Kijk of de server met de agent aan staat en internet heeft; de volgende run probeert het opnieuw.",
    },
  },
  agent_failed: {
    en: {
      what: "The agent {agent} could not read {entity} from Globe: {reason}",
      means: "Nothing was changed.",
      next: "Solve what the reason names; the next run tries again.",
    },
    nl: {
      what: "De agent {agent} kon {entity} niet uit Globe lezen: {reason}",
      means: "Er is niets gewijzigd.",
      next: "Los op wat de reden noemt; de volgende run probeert het opnieuw.",
    },
  },
  pages_unsound: {
    en: {
      what: "What the agent {agent} sent of {entity} is not whole: {reason}",
      means: "Nothing was changed: what is not whole is not compared.",
      next: "Nothing, if the next run is complete; otherwise send the log of this moment to support.",
    },
    nl: {
      what: "Wat de agent {agent} van {entity} stuurde is niet heel: {reason}",
      means: "Er is niets gewijzigd: wat niet heel is wordt niet vergeleken.",
      next: "Niets, als de volgende run volledig is; stuur anders het logboek van dit moment naar de helpdesk.",
    },
  },
  deadline_passed: {
    en: {
      what: "Reading {entity} from Globe took longer than {minutes} minutes",
      means: "Nothing was changed.",
      next: "Look whether Globe is busy; the next run tries again.",
    },
    nl: {
      what: "Het lezen van {entity} uit Globe duurde langer dan {minutes} minuten",
      means: "Er is niets gewijzigd.",
      next: "Kijk of Globe het druk heeft; de volgende run probeert het opnieuw.",
    },
  },
  request_late: {
    en: {
      what: "The request reached the agent {seconds} seconds too late, or the clocks of agent and worker differ",
      means: "Nothing was read.",
      next: "Set both machines' clocks by an internet time server; the next run tries again.",
    },
    nl: {
      what: "De vraag bereikte de agent {seconds} seconden te laat, of de klokken van agent en worker verschillen",
      means: "Er is niets gelezen.",
      next: "Zet de klokken van beide machines gelijk via een tijdserver; de volgende run probeert het opnieuw.",
    },
  },
  administration_not_served: {
    en: {
      what: "The agent does not serve administration {administration}",
      means: "Nothing was read.",
      next: "Add the administration to the agent's configuration, or name the right agent in the settings.",
    },
    nl: {
      what: "De agent bedient administratie {administration} niet",
      means: "Er is niets gelezen.",
      next: "Zet de administratie in de configuratie van de agent, of noem in de instellingen de juiste agent.",
    },
  },
  protocol_too_new: {
    en: {
      what: "A message of protocol version {version} arrived; this program knows versions up to {known}",
      means: "The message was not carried out.",
      next: "Update the program that answered this, then try again.",
    },
    nl: {
      what: "Er kwam een bericht van protocolversie {version}; dit programma kent versies tot en met {known}",
      means: "Het bericht is niet uitgevoerd.",
      next: "Werk het programma bij dat dit antwoordde en probeer het opnieuw.",
    },
  },
  record_too_large: {
    en: {
      what: "One record is {bytes} bytes when compressed, more than a message can carry",
      means: "Nothing was changed.",
      next: "Shorten the long text in that record, or send the log of this moment to support.",
    },
    nl: {
      what: "Eén record is ingepakt {bytes} bytes, meer dan een bericht kan dragen",
      means: "Er is niets gewijzigd.",
      next: "Kort de lange tekst in dat record in, of stuur het logboek van dit moment naar de helpdesk.",
    },
  },
  agent_stopped: {
    en: {
      what: "The agent was stopped before the read was complete",
      means: "Nothing was changed.",
      next: "Nothing, if the agent is started again; the next run reads everything again.",
    },
    nl: {
      what: "De agent is gestopt voordat het lezen volledig was",
      means: "Er is niets gewijzigd.",
      next: "Niets, als de agent weer wordt gestart; de volgende run leest alles opnieuw.",
    },
  },
  agent_config_unreadable: {
    en: {
      what: "The agent's configuration {file} cannot be used: {reason}",
      means: "The agent does not run, so Globe is not read.",
      next: "Correct the file and start the agent again.",
    },
    nl: {
      what: "De configuratie {file} van de agent is niet te gebruiken: {reason}",
      means: "De agent draait niet, dus Globe wordt niet gelezen.",
      next: "Verbeter het bestand en start de agent opnieuw.",
    },
  },
  agent_restarted: {
    en: {
      what: "The agent {agent} was restarted while it read {entity}",
      means: "Nothing was changed.",
      next: "Nothing; the next run reads everything again.",
    },
    nl: {
      what: "De agent {agent} is opnieuw gestart terwijl hij {entity} las",
      means: "Er is niets gewijzigd.",
      next: "Niets; de volgende run leest alles opnieuw.",
    },
  },
  worker_misconfigured: {
    en: {
      what: "The worker cannot start: {reason}",
      means: "Nothing is pulled.",
      next: "Correct the worker's environment and start it again.",
    },
    nl: {
      what: "De worker kan niet starten: {reason}",
      means: "Er wordt niets opgehaald.",
      next: "Verbeter de omgeving van de worker en start hem opnieuw.",
    },
  },
  bus_unreachable: {
    en: {
      what: "The bus cannot be reached: {reason}",
      means: "Nothing was sent; nothing was changed.",
      next: "Nothing, if it comes back; otherwise look whether port 443 to the bus is open.",
    },
    nl: {
      what: "De bus is niet bereikbaar: {reason}",
      means: "Er is niets verstuurd; er is niets gewijzigd.",
      next: "Niets, als hij terugkomt; kijk anders of poort 443 naar de bus open staat.",
    },
  },
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
  password_missing: {
    en: {
      what: "No password was given",
      means: "Nothing was changed.",
      next: "Run the command on a terminal and type it, or put it in TIEOUT_PASSWORD.",
    },
    nl: {
      what: "Er is geen wachtwoord gegeven",
      means: "Er is niets gewijzigd.",
      next: "Voer het commando uit op een terminal en typ het, of zet het in TIEOUT_PASSWORD.",
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
  sign_in_refused: {
    en: {
      what: "This name and password do not belong together, or {username} may no longer sign in",
      means: "Nothing was released or approved.",
      next: "Try again; an administrator can set a new password: tieout user reset.",
    },
    nl: {
      what: "Deze naam en dit wachtwoord horen niet bij elkaar, of {username} mag niet meer inloggen",
      means: "Er is niets vrijgegeven of goedgekeurd.",
      next: "Probeer het opnieuw; een beheerder kan een nieuw wachtwoord instellen: tieout user reset.",
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
  username_taken: {
    en: {
      what: "There is already an account {username}",
      means: "No account was added.",
      next: "Choose another name, or give that account a new password.",
    },
    nl: {
      what: "Er is al een account {username}",
      means: "Er is geen account toegevoegd.",
      next: "Kies een andere naam, of geef dat account een nieuw wachtwoord.",
    },
  },
  account_unknown: {
    en: {
      what: "There is no account {username}",
      means: "Nothing was changed.",
      next: "Look at the list of accounts: tieout user list.",
    },
    nl: {
      what: "Er is geen account {username}",
      means: "Er is niets gewijzigd.",
      next: "Bekijk de lijst van accounts: tieout user list.",
    },
  },
  last_administrator: {
    en: {
      what: "{username} is the last administrator",
      means: "Nothing was changed.",
      next: "Make someone else administrator first.",
    },
    nl: {
      what: "{username} is de laatste beheerder",
      means: "Er is niets gewijzigd.",
      next: "Maak eerst iemand anders beheerder.",
    },
  },
  unexpected: {
    en: {
      what: "Something unexpected went wrong: {reason}",
      means: "What was asked was not done; nothing was changed.",
      next: "Try again; if it happens again, send the log of this moment to support.",
    },
    nl: {
      what: "Er ging iets onverwachts mis: {reason}",
      means: "Wat gevraagd werd is niet gedaan; er is niets gewijzigd.",
      next: "Probeer het opnieuw; gebeurt het weer, stuur dan het logboek van dit moment naar de helpdesk.",
    },
  },
} satisfies Record<string, Record<Language, ErrorText>>;

export type ErrorCode = keyof typeof errorTexts;

/** What a sentence names: a word, a number, or another error that is told in the reader's language. */
export type Values = { readonly [name: string]: string | number | ErrorNote };

/** An error as it is kept and sent: its English sentence, and what it takes to tell it in another language. */
export interface ErrorNote {
  code: ErrorCode;
  message: string;
  values: Values;
}

const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(errorTexts, code);

/** A note as it came from elsewhere; where this version does not know its code only the sentence is left. */
export function errorNote(given: { code: string; message: string; values?: Values | undefined }): ErrorNote {
  const { code, message, values } = given;
  if (isErrorCode(code) && values) return { code, message, values };
  return { code: "unexpected", message, values: { reason: message } };
}

function filled(text: string, values: Values, language: Language): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (typeof value !== "object") return value === undefined ? whole : String(value);
    return filled(errorTexts[value.code][language].what, value.values, language);
  });
}

/** An error made for people. `message` is the English sentence; `text(language)` gives all three parts. */
export class TieoutError extends Error {
  readonly code: ErrorCode;
  readonly values: Values;

  constructor(code: ErrorCode, options: { values?: Values; cause?: unknown } = {}) {
    super(filled(errorTexts[code].en.what, options.values ?? {}, "en"), { cause: options.cause });
    this.name = "TieoutError";
    this.code = code;
    this.values = options.values ?? {};
  }

  text(language: Language): ErrorText {
    const { what, means, next } = errorTexts[this.code][language];
    const told = (text: string) => filled(text, this.values, language);
    return { what: told(what), means: told(means), next: told(next) };
  }

  /** To keep it or send it. */
  get note(): ErrorNote {
    return { code: this.code, message: this.message, values: this.values };
  }
}

/** Any thrown thing as a TieoutError, its cause kept. */
export function asTieoutError(thrown: unknown): TieoutError {
  if (thrown instanceof TieoutError) return thrown;
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return new TieoutError("unexpected", { values: { reason }, cause: thrown });
}
