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
};
