// English words of suggestions.
import type { suggestions as dutch } from "../nl/suggestions.ts";
import type { SameKeys } from "../same-keys.ts";

export const suggestions: SameKeys<typeof dutch> = {
  suggestions: {
    title: "Suggestions",
    about:
      "What stands alone on both sides may be one record under two codes. Nothing is linked by itself: one person proposes, another approves.",
    kinds: "Kind of data",
    aloneOf: "alone: {{globe}} in Globe, {{milestones}} in Milestones",
    sentence_one:
      "{{count, number}} of <inGlobe>{{globe}} alone in Globe</inGlobe> may be among <inMilestones>{{milestones}} alone in Milestones</inMilestones>.",
    sentence_other:
      "{{count, number}} of <inGlobe>{{globe}} alone in Globe</inGlobe> may be among <inMilestones>{{milestones}} alone in Milestones</inMilestones>.",
    sentenceNone_one:
      "None of <inGlobe>{{globe}} alone in Globe</inGlobe> is like any of <inMilestones>{{milestones}} alone in Milestones</inMilestones>.",
    sentenceNone_other:
      "None of <inGlobe>{{globe}} alone in Globe</inGlobe> is like any of <inMilestones>{{milestones}} alone in Milestones</inMilestones>.",
    waiting_one: "{{count, number}} proposal waits for approval.",
    waiting_other: "{{count, number}} proposals wait for approval.",
    onlyOne: "What is suggested for one record.",
    showAll: "Show all",
    searching: "Looking for candidates",
    again: "Something moved; looking again",
    notComparable:
      "Nothing may be called missing now: the last run was not complete. Suggestions are back after the next.",
    none: "No suggestions",
    nobodyAlone: "Nothing stands alone on both sides",
    noneNext: "Suggestions appear when something is only in Globe and something like it only in Milestones.",
    selectPage: "Select all on this page",
    selected_one: "{{count, number}} selected",
    selected_other: "{{count, number}} selected",
    select: "Select {{globe}} and {{milestones}}",
    allSure_one: "Propose the one of 95 % and more",
    allSure_other: "Propose all {{count, number}} of 95 % and more",
    reject: "Not the same",
    rejectCount_one: "Not the same ({{count, number}})",
    rejectCount_other: "Not the same ({{count, number}})",
    sameCount_one: "Propose {{count, number}}",
    sameCount_other: "Propose {{count, number}}",
    linking_one: "Mark as the same",
    linking_other: "Mark {{count, number}} couples as the same",
    rejecting_one: "Not the same",
    rejecting_other: "{{count, number}} couples are not the same",
    others: "Candidates",
    moreFields_one: "{{count, number}} more field",
    moreFields_other: "{{count, number}} more fields",
    likely: "How likely they are one",
    why: "Why",
    for: "for",
    against: "against",
    likelier: "Likelier",
    less: "From {{from}} of {{total}}",
    rejected: "Not the same",
    rejectedNow_one: "{{count, number}} suggestion turned down.",
    rejectedNow_other: "{{count, number}} suggestions turned down.",
    restore: "Suggest again",
    restored_one: "{{count, number}} may be suggested again.",
    restored_other: "{{count, number}} may be suggested again.",
    byHand: "Link two codes yourself",
    byHandDo: "Same as …",
    codeIn: "Code in {{side}}",
    ofPair: "Look for who this may be",
    follows: {
      one: "Once approved, the two count as one pair from the next comparison on, which is asked for at once. Undo splits them again.",
      written: "Nothing is written: neither system gets another code. The renumber plan lists what people can change.",
      lapses: "If either side changes before approval, or gets another name or VAT number later, it lapses.",
      reject: "These two codes are not suggested again; others take their place. You can take it back below.",
      first500: "At most 500 at once, the surest first; then the rest.",
    },
  },
};
