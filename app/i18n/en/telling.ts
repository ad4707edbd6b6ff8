// English words of what Milestones is told of invoices.
import type { telling as dutch } from "../nl/telling.ts";
import type { SameKeys } from "../same-keys.ts";

export const telling: SameKeys<typeof dutch> = {
  telling: {
    name: "What Milestones is told",
    what: "Once an invoice is booked, or could not be, its record in Milestones can say so. Which fields and words Milestones has for that depends on your Milestones; ask its vendor before you switch this on.",
    isOn: "Tell Milestones what became of an invoice",
    bookedState: "State of a booked invoice",
    bookedStateHint: "A state that your Milestones knows. Empty: the state is left as it is.",
    entryField: "Field for the entry number in Globe",
    reasonField: "Field for why an invoice is not in the books",
    fieldHint: "As the API names it. Empty: this is not told.",
    language: "Language of that reason",
    followsOn:
      "Every invoice that is booked, refused or needs attention is told, those of before too. Its record is read first and read back; nothing else in it changes, and no booking waits for it.",
    followsOff: "Nothing is written to Milestones. What became of an invoice is shown here only.",
    refusal: {
      role: "Your role may not do this.",
      nothing: "Name at least one field or state to be told.",
    },
    told: "Milestones was told {{when}}, and it reads so there.",
    waiting: "Milestones has not been told of this yet; that follows by itself.",
    off: "Milestones is not told of this; it is shown here only.",
    failed: "Milestones could not be told ({{when}}):",
    next: "The booking is not touched by this. It is told again by itself.",
    again: "Tell it now",
    asked: "Asked: Milestones is told now. The page follows by itself.",
    untold_one: "Milestones could not be told of {{count, number}} invoice.",
    untold_other: "Milestones could not be told of {{count, number}} invoices.",
    untoldMeans: "Their bookings are not touched by this; each says why, and is told again by itself.",
    happened: "Milestones told:",
    outcome: {
      told: "written, and read back so.",
      already: "it said so already.",
      gone: "the invoice is no longer there.",
      moved: "the invoice says something else there by now; nothing was written.",
      refused: "Milestones refused it; nothing was written.",
      kept_otherwise: "Milestones kept something else than it was told.",
      unknown: "nobody saw how it ended; it is looked at again.",
      not_sent: "Milestones could not be reached; nothing was written.",
      none: "no answer yet.",
    },
  },
};
