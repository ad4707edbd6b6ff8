// Errors about views that people keep under a name.
export const viewErrors = {
  view_gone: {
    en: {
      what: "This view is no longer there, or is not shared with you",
      means: "Nothing was changed.",
      next: "Save what you see as a view of your own.",
    },
    nl: {
      what: "Deze weergave is er niet meer, of is niet met u gedeeld",
      means: "Er is niets gewijzigd.",
      next: "Bewaar wat u ziet als een eigen weergave.",
    },
  },
  view_name_taken: {
    en: {
      what: "There is already a view named “{name}”",
      means: "Nothing was changed.",
      next: "Choose another name, or update that view.",
    },
    nl: {
      what: "Er is al een weergave met de naam “{name}”",
      means: "Er is niets gewijzigd.",
      next: "Kies een andere naam, of werk die weergave bij.",
    },
  },
  view_refused: {
    en: {
      what: "Only who made this view and administrators may change it",
      means: "Nothing was changed.",
      next: "Save what you see as a view of your own.",
    },
    nl: {
      what: "Alleen wie deze weergave maakte en beheerders mogen haar wijzigen",
      means: "Er is niets gewijzigd.",
      next: "Bewaar wat u ziet als een eigen weergave.",
    },
  },
  view_share_refused: {
    en: {
      what: "Your role may not share views",
      means: "Nothing was changed.",
      next: "Keep it for yourself, and send its address to a colleague.",
    },
    nl: {
      what: "Uw rol mag geen weergaven delen",
      means: "Er is niets gewijzigd.",
      next: "Houd haar voor uzelf en stuur een collega het adres.",
    },
  },
} satisfies Record<string, Record<"en" | "nl", { what: string; means: string; next: string }>>;
