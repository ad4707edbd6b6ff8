// Errors between worker and agent: the bus, the protocol, and the agent itself.

export const agentErrors = {
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
};
