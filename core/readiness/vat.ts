// Rules about VAT codes that Milestones uses: equal to Globe's in percentage and in meaning.

import type { EntityFacts, Facts, VatMeaning } from "./facts.ts";
import { found, type Judged, note, row, unknown, withMoney } from "./finding.ts";
import { isUsed, usersOf } from "./master-data.ts";

const ofVat = (judge: (facts: Facts, known: EntityFacts) => Judged) => (facts: Facts) => {
  const known = facts.entities.vatCode;
  return known ? judge(facts, known) : unknown("vatCode");
};

export const vatPercentages = ofVat((facts, { open }) => {
  const rows = open
    .filter((pair) => pair.status === "different" && pair.differing.includes("Percentage"))
    .filter((pair) => isUsed(facts, "vatCode", pair))
    .map(({ key, title, globe, milestones }) => {
      const values = { globe: globe?.Percentage || "-", milestones: milestones?.Percentage || "-" };
      return row("vatCode", key, { title, notes: [note("percentages", values)] });
    });
  const { rows: priced, money } = withMoney(facts, rows, "vatCode", ["vat_percentage_differs"]);
  return found("blocking", "vat_percentage_differs", priced, { money });
});

const isMeant = (facts: Facts, { key }: VatMeaning) => Object.keys(usersOf(facts, "vatCode", key)).length > 0;

/** A code for supplies within the EU is one without VAT, which Globe calls charged on. */
const isIcp = ({ milestones }: VatMeaning) => !["", "none", "0"].includes(milestones.icp.toLowerCase());

export const vatMeanings = ofVat((facts, { meanings }) => {
  const rows = meanings
    .filter((one) => isMeant(facts, one))
    .flatMap((one) => {
      const { key, title, globe, milestones } = one;
      const notes = [
        ...(globe.reverseCharge && !milestones.reverseCharge ? [note("reverse_charge_in_globe")] : []),
        ...(!globe.reverseCharge && milestones.reverseCharge ? [note("reverse_charge_in_milestones")] : []),
        ...(isIcp(one) && !globe.reverseCharge ? [note("icp_in_milestones", { icp: milestones.icp })] : []),
      ];
      return notes.length === 0 ? [] : [row("vatCode", key, { title, notes })];
    });
  return found("blocking", "vat_meaning_differs", rows);
});

export const vatExclusive = ofVat((facts, { meanings }) => {
  const { vatAmounts } = facts;
  if (!vatAmounts) return unknown("vat_amounts");
  const rows = meanings
    .filter((one) => isMeant(facts, one))
    .filter(({ key }) => ["I", "T"].includes(vatAmounts.get(key) ?? ""))
    .map(({ key, title }) => row("vatCode", key, { title, notes: [note("inclusive")] }));
  return found("major", "vat_inclusive", rows);
});
