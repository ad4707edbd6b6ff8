// Errors about decisions on many rows at once.

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
};
