// Errors about accounts and passwords.

export const accountErrors = {
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
};
