// What two companies' names say.
import type { Address } from "./address.ts";
import type { Census } from "./census.ts";
import { asWritten, type CompanyName, isCommon } from "./company-name.ts";
import { type Weight, weight } from "./weight.ts";
import { pairWords, wordWorth } from "./word-pairs.ts";

interface Named {
  name: CompanyName | undefined;
  addresses: readonly Address[];
}

export function nameWeights(census: Census, globe: Named, milestones: Named): Weight[] {
  if (!globe.name || !milestones.name) return [];
  const [left, right] = [globe.name, milestones.name];
  return [wordsWeight(census, globe, milestones, left, right), ...apartWeights(left, right)];
}

function wordsWeight(census: Census, globe: Named, milestones: Named, left: CompanyName, right: CompanyName): Weight {
  const shown = () => ({ globe: left.shown, milestones: right.shown });
  const pairs = pairWords(census, left.words, right.words);
  const towns = new Set([...globe.addresses, ...milestones.addresses].map((at) => at.city));
  const extra = (words: readonly string[]) =>
    words.reduce((sum, word) => sum + (towns.has(word) ? 0.3 : 1) * Math.min(8, 1 + 0.6 * wordWorth(census, word)), 0);
  const rest = () => ({
    globe: asWritten(left.shown, pairs.globe),
    milestones: asWritten(right.shown, pairs.milestones),
  });
  const roleDiffers = left.roles.join() !== right.roles.join();
  if (pairs.globe.length === 0 && pairs.milestones.length === 0) {
    if (pairs.alike.length > 0)
      return weight("name_alike", pairs.worth, 3.5 - 3 * pairs.doubtful, () => ({
        globe: asWritten(
          left.shown,
          pairs.alike.map(([word]) => word),
        ),
        milestones: asWritten(
          right.shown,
          pairs.alike.map(([, word]) => word),
        ),
      }));
    const relative = roleDiffers ? 0 : 5;
    if (left.shown === right.shown) return weight("name_equal", pairs.worth, relative, () => ({ name: left.shown }));
    return weight("name_same_words", pairs.worth, relative, shown);
  }
  if (isCutShort(left.solid, right.solid)) return weight("name_cut", pairs.worth, 3, shown);
  if (
    isInitialsOf(left, right, pairs.globe, pairs.milestones) ||
    isInitialsOf(right, left, pairs.milestones, pairs.globe)
  )
    return weight("name_initials", pairs.worth + 5, 1, shown);
  const [a, b] = [extra(pairs.globe), extra(pairs.milestones)];
  if (pairs.worth <= 0) return weight("name_differs", -9, -9, shown);
  if (pairs.globe.length === 0 || pairs.milestones.length === 0) {
    const lost = Math.max(a, b);
    // why: one everyday word in common ("Bouw") beside a rare one that is missing is no likeness.
    const onlyCommon = (pairs.globe.length === 0 ? left : right).words.every((word) => isCommon(word.text));
    return weight(
      "name_longer",
      pairs.worth - 0.3 * lost - (onlyCommon ? 4 : 0),
      -0.3 * lost - (onlyCommon ? 4 : 0),
      rest,
    );
  }
  const lost = Math.min(a, b);
  const against = -3 - 0.6 * lost - 0.1 * Math.max(a, b);
  return weight("name_partly", pairs.worth + against, against - 1, rest);
}

/** Legal form, role and number: what tells relatives apart. */
function apartWeights(left: CompanyName, right: CompanyName): Weight[] {
  const found: Weight[] = [];
  const differs = (list: "forms" | "roles" | "numbers") => left[list].join() !== right[list].join();
  const both = (list: "forms" | "roles" | "numbers") => () => ({
    globe: left[list].join(", "),
    milestones: right[list].join(", "),
  });
  const soft = (role: string) => role === "groep" || role === "management" || role === "vastgoed";
  if (differs("forms")) {
    const [a, b] = [left.forms, right.forms];
    const conflict = a.length > 0 && b.length > 0 && !a.some((form) => b.includes(form));
    const foundation =
      a.includes("stichting") !== b.includes("stichting") || a.includes("vereniging") !== b.includes("vereniging");
    if (conflict) found.push(weight("form_differs", -2.5, -3.5, both("forms")));
    else found.push(weight("form_missing", -0.2, foundation ? -2 : -0.2, both("forms")));
  }
  if (differs("roles")) {
    const apart = [...left.roles, ...right.roles].filter(
      (role) => !(left.roles.includes(role) && right.roles.includes(role)),
    );
    found.push(
      apart.every(soft) ? weight("role_differs", -2, -3, both("roles")) : weight("role_differs", -4, -8, both("roles")),
    );
  }
  if (differs("numbers")) {
    const one = left.numbers.length === 0 || right.numbers.length === 0;
    found.push(weight("number_differs", one ? -1.5 : -6, one ? -2.5 : -8, both("numbers")));
  }
  return found;
}

/** A name of some length that the other begins with: a field was too short for it. */
const isCutShort = (left: string, right: string): boolean =>
  Math.min(left.length, right.length) >= 22 && (left.startsWith(right) || right.startsWith(left));

/** Whether the one word left over on one side is made of the first letters of the other's name. */
function isInitialsOf(
  short: CompanyName,
  long: CompanyName,
  rest: readonly string[],
  others: readonly string[],
): boolean {
  const [word = ""] = rest;
  return (
    rest.length === 1 &&
    others.length >= 2 &&
    word.length >= 2 &&
    word.length <= 5 &&
    long.initials.includes(word) &&
    short !== long
  );
}
