// Errors of the agent as it is installed at a customer: its file, its journal, its machine and its service.

export const agentInstallErrors = {
  agent_config_shared: {
    en: {
      what: "Others than its user may read the agent's configuration {file} (mode {mode})",
      means: "The agent does not run: with the key in it anybody could act as this agent.",
      next: 'Let its user alone read it (chmod 600 "{file}"), or give what is secret in the environment, and start it again.',
    },
    nl: {
      what: "Anderen dan de eigen gebruiker mogen de configuratie {file} van de agent lezen (modus {mode})",
      means: "De agent draait niet: met de sleutel erin zou iedereen zich voor deze agent kunnen uitgeven.",
      next: 'Laat alleen de eigen gebruiker het lezen (chmod 600 "{file}"), of geef wat geheim is via de omgeving, en start opnieuw.',
    },
  },
  agent_journal_newer: {
    en: {
      what: "The journal in {folder} is of a newer agent (version {found}; this one knows {known})",
      means: "Nothing was started: an older agent could overlook what the newer one sent to Globe.",
      next: "Start the newer agent again, or update this one.",
    },
    nl: {
      what: "Het journaal in {folder} is van een nieuwere agent (versie {found}; deze kent {known})",
      means: "Er is niets gestart: een oudere agent zou over het hoofd kunnen zien wat de nieuwere naar Globe stuurde.",
      next: "Start de nieuwere agent weer, of werk deze bij.",
    },
  },
  agent_other_platform: {
    en: {
      what: "This agent was made for {madeFor}, and this is {here}",
      means: "The agent does not run, so Globe is not read and nothing is booked.",
      next: "Install that version of Node, or copy the agent that was made for this machine.",
    },
    nl: {
      what: "Deze agent is gemaakt voor {madeFor}, en dit is {here}",
      means: "De agent draait niet: Globe wordt niet gelezen en er wordt niets geboekt.",
      next: "Installeer die versie van Node, of kopieer de agent die voor deze machine is gemaakt.",
    },
  },
  agent_journal_open: {
    en: {
      what: "{open} bookings in the journal in {folder} have no answer yet",
      means: "Nothing was removed: without the journal nobody would know whether they stand in Globe.",
      next: "Start the agent again until they are answered, then take it away.",
    },
    nl: {
      what: "{open} boekingen in het journaal in {folder} hebben nog geen antwoord",
      means: "Er is niets verwijderd: zonder het journaal zou niemand weten of ze in Globe staan.",
      next: "Start de agent weer tot ze beantwoord zijn, en haal hem dan weg.",
    },
  },
  service_not_kept: {
    en: {
      what: "This machine keeps no services that are known here: it has neither systemd nor Windows",
      means: "Nothing was installed or removed.",
      next: "Let what keeps programs going here start `run`; `install --print` shows how a service is made of it.",
    },
    nl: {
      what: "Deze machine houdt geen diensten bij die hier bekend zijn: geen systemd en geen Windows",
      means: "Er is niets geïnstalleerd of verwijderd.",
      next: "Laat wat hier programma's aan de gang houdt `run` starten; `install --print` toont hoe het een dienst wordt.",
    },
  },
  service_not_installed: {
    en: {
      what: "The service could not be installed: {reason}",
      means: "The agent does not run as a service; its journal and configuration are as they were.",
      next: "Do it as an administrator of this machine (root), heal what the reason names, and do it again.",
    },
    nl: {
      what: "De dienst kon niet worden geïnstalleerd: {reason}",
      means: "De agent draait niet als dienst; journaal en configuratie zijn zoals ze waren.",
      next: "Doe het als beheerder van deze machine (root), herstel wat de reden noemt en doe het opnieuw.",
    },
  },
  service_not_removed: {
    en: {
      what: "The service could not be taken away: {reason}",
      means: "It may still run; its journal and configuration are as they were.",
      next: "Do it as an administrator of this machine (root), heal what the reason names, and do it again.",
    },
    nl: {
      what: "De dienst kon niet worden weggehaald: {reason}",
      means: "Hij kan nog draaien; journaal en configuratie zijn zoals ze waren.",
      next: "Doe het als beheerder van deze machine (root), herstel wat de reden noemt en doe het opnieuw.",
    },
  },
  service_wrapper_missing: {
    en: {
      what: "WinSW, which makes a Windows service of a program, is not there: {file}",
      means: "Nothing was installed.",
      next: "Put WinSW (version 2, of its own release page) there under that name, and do it again.",
    },
    nl: {
      what: "WinSW, dat van een programma een Windows-service maakt, staat er niet: {file}",
      means: "Er is niets geïnstalleerd.",
      next: "Zet WinSW (versie 2, van de eigen releasepagina) daar onder die naam, en doe het opnieuw.",
    },
  },
};
