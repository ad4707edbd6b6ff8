// English words of policies, the forecast and what is gone in Globe.
import type { overwrite as dutch } from "../nl/overwrite.ts";
import type { SameKeys } from "../same-keys.ts";

export const overwrite: SameKeys<typeof dutch> = {
  overwrite: {
    settings: "Settings",
    saved: "Saved.",
    save: "Save",
    policies: "Overwriting",
    about:
      "Review first: someone proposes and someone else approves. Overwrite by itself: what a complete run finds goes to Milestones without anyone's word; deletions never.",
    mode: { review: "Review first", overwrite: "Overwrite by itself" },
    version: "version {{version}}, {{who}}, {{when}}",
    usual: "as delivered",
    now: "As both stand now this would overwrite: {{what}}.",
    conflicts: {
      label: "What was edited in Milestones",
      hold: "Hold it: someone decides",
      overwrite: "Overwrite it too",
    },
    limit: "Stop where more than this part of the records (%) would change in one run",
    creates: "Create new records of Globe in Milestones",
    fields_one: "{{count, number}} field",
    fields_other: "{{count, number}} fields",
    fieldsAll: "All fields",
    fieldsLegend: "Which fields",
    halted:
      "Stopped {{when}}: {{count, number}} records would have changed, more than {{percent}} % of all. Nothing was written. Check the rows; take them over in the list, or raise the limit.",
    told: {
      values_one: "{{count, number}} value {{pairs}}, {{edited}} of them edited in Milestones since",
      values_other: "{{count, number}} values {{pairs}}, {{edited}} of them edited in Milestones since",
      pairs_one: "in {{count, number}} record",
      pairs_other: "in {{count, number}} records",
      created_one: "{{count, number}} new record",
      created_other: "{{count, number}} new records",
      held_one: "{{count, number}} value waits for a person",
      held_other: "{{count, number}} values wait for a person",
      nothing: "nothing",
    },
    forecast: {
      title: "Overwrite forecast",
      none: "Nothing is overwritten by itself: each change waits for a proposal and an approval.",
      sentence_one: "The next run writes {{count, number}} value or record, {{edited}} of them edited in Milestones.",
      sentence_other:
        "The next run writes {{count, number}} values and records, {{edited}} of them edited in Milestones.",
      next: "Next run {{when}}.",
      empty: "There is no difference that would be overwritten.",
      will: "The next run writes: {{what}}.",
      would: "If this overwrote by itself, it would write: {{what}}.",
      stale: "The last run was not complete. The next complete one decides.",
      record: "Record",
      written: "What Milestones gets",
      held: "What waits for a person",
      created: "New record",
      more: "Here are the first {{n}}; the workbook has them all.",
    },
    gone: {
      title: "Gone in Globe",
      none: "All that is active in Milestones is in Globe too.",
      sentence_one:
        "{{count, number}} record is gone in Globe and still active in Milestones; {{never}} never were there. {{invoices}} open invoices hang on them.",
      sentence_other:
        "{{count, number}} records are gone in Globe and still active in Milestones; {{never}} never were there. {{invoices}} open invoices hang on them.",
      about:
        "A list to deactivate in Milestones. Tieout itself never deactivates anything. Milestones does not hand over hours: look there whether anyone still books on it.",
      incomplete: "Not in this list, since the last run was not complete: {{kinds}}.",
      was: "Was in Globe and is gone there",
      never: "Never seen in Globe",
      since: "First missed",
      invoices: "Open invoices",
    },
  },
};
