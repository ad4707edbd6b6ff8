// What two companies' names say.
import type { Census } from "./census.ts";
import { asWritten, type CompanyName, isCommon } from "./company-name.ts";
import { editDistance } from "./edit-distance.ts";
import type { Profile } from "./profile.ts";
import { type Weight, weight } from "./weight.ts";
import { pairWords, type WordPairs } from "./word-pairs.ts";

type Named = Pick<Profile, "name" | "nameFeature" | "addresses">;

export function nameWeights(census: Census, globe: Named, milestones: Named): Weight[] {
  if (!globe.name || !milestones.name) return [];
  const [left, right] = [globe.name, milestones.name];
  return [wordsWeight(census, globe, milestones, left, right), ...apartWeights(left, right)];
}

function wordsWeight(census: Census, globe: Named, milestones: Named, left: CompanyName, right: CompanyName): Weight {
  const shown = () => ({ globe: left.shown, milestones: right.shown });
  const pairs = pairWords(census, left.words, right.words);
  takeParticles(pairs.globe, right, (word, particle) => pairs.alike.push([word, particle]));
  takeParticles(pairs.milestones, left, (word, particle) => pairs.alike.push([particle, word]));
  const apart = (list: (pairs: WordPairs) => [string[], string[]]) => () => {
    const [one, other] = list(pairs);
    return { globe: asWritten(left.shown, one), milestones: asWritten(right.shown, other) };
  };
  const complete = pairs.globe.length === 0 && pairs.milestones.length === 0;
  if (complete && pairs.alike.length === 0) {
    const relative = left.roles.join() === right.roles.join() ? 5 : 0;
    // why: words that many bear may still make a name that nobody else bears; where there are no addresses to ask, it
    // has to do.
    const asked = globe.addresses.length > 0 && milestones.addresses.length > 0;
    const whole = globe.nameFeature === milestones.nameFeature ? census.worth(globe.nameFeature) + (asked ? -2 : 2) : 0;
    const worth = Math.max(pairs.worth, whole);
    if (left.shown === right.shown) return weight("name_equal", worth, relative, () => ({ name: left.shown }));
    return weight("name_same_words", worth, relative, shown);
  }
  const spelling = apart(({ alike }) => [alike.map(([word]) => word), alike.map(([, word]) => word)]);
  if (complete) return weight("name_alike", pairs.worth, 3.5 - 3 * pairs.doubtful, spelling);
  const rest = apart((found) => [found.globe, found.milestones]);
  const strokes = strokesApart(census, left, right, pairs);
  if (strokes !== undefined) {
    const worth = (name: CompanyName) => name.words.reduce((sum, { text }) => sum + census.word(text).worth, 0);
    if (strokes === 0)
      return weight("name_same_words", Math.max(pairs.worth, Math.min(worth(left), worth(right))), 3.5, shown);
    const short = pairs.globe.join("").length <= 3 && pairs.milestones.join("").length <= 3;
    const known = Math.min(worth(left), worth(right)) - (short ? 6 : 2 * strokes);
    return weight("name_alike", Math.max(pairs.worth, known), short ? 2.5 : 3.5, rest);
  }
  if (isCutShort(left.plain, right.plain)) return weight("name_cut", pairs.worth, 3, shown);
  if (isInitialsOf(pairs.globe, pairs.milestones, right) || isInitialsOf(pairs.milestones, pairs.globe, left))
    return weight("name_initials", pairs.worth + 5, 1, shown);
  if (pairs.worth <= 0) return weight("name_differs", -9, -5, shown);
  const towns = new Set([...globe.addresses, ...milestones.addresses].map((at) => at.city));
  const extra = (words: readonly string[]) =>
    words.reduce((sum, word) => sum + (towns.has(word) ? 0.3 : 1) * Math.min(8, 1 + 0.6 * census.word(word).worth), 0);
  const [a, b] = [extra(pairs.globe), extra(pairs.milestones)];
  if (pairs.globe.length === 0 || pairs.milestones.length === 0) {
    // why: one everyday word in common ("Bouw") beside a rare one that is missing is no likeness.
    const everyday = (pairs.globe.length === 0 ? left : right).words.every((word) => isCommon(word.text));
    const lost = 0.3 * Math.max(a, b) + (everyday ? 4 : 0);
    return weight("name_longer", pairs.worth - lost, -lost, rest);
  }
  const against = -3 - 0.6 * Math.min(a, b) - 0.1 * Math.max(a, b);
  return weight("name_partly", pairs.worth + against, against - 1, rest);
}

/** Takes out short words that are a particle of the other name, misspelled. */
function takeParticles(words: string[], other: CompanyName, found: (word: string, particle: string) => void): void {
  for (let at = words.length - 1; at >= 0; at -= 1) {
    const word = words[at] ?? "";
    const particle = other.particles.find(
      (one) => word.length >= 2 && word.length <= 4 && editDistance(word, one, 1) <= 1,
    );
    if (!particle) continue;
    words.splice(at, 1);
    found(word, particle);
  }
}

/** How many strokes lie between the two names as one word each, if so few that one may be the other misspelled. */
function strokesApart(census: Census, left: CompanyName, right: CompanyName, pairs: WordPairs): number | undefined {
  const length = Math.min(left.solid.length, right.solid.length);
  const limit = length >= 16 ? 3 : length >= 9 ? 2 : length >= 4 ? 1 : 0;
  const strokes = Math.min(
    editDistance(left.solid, right.solid, limit),
    editDistance(left.solidWithParticles, right.solidWithParticles, limit),
  );
  if (strokes === 0) return 0;
  if (strokes > limit) return undefined;
  const [one, other] = [pairs.globe.join(""), pairs.milestones.join("")];
  // why: "J. Bos" and "P. Bos" are one stroke apart and two names; so are two abbreviations of three letters.
  const longer = Math.max(one.length, other.length);
  if (longer <= 2 || strokes > Math.max(1, longer / 2.4)) return undefined;
  const known = (words: readonly string[]) => words.some((word) => census.word(word).held >= 3);
  return known(pairs.globe) && known(pairs.milestones) ? undefined : strokes;
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
    // why: a foundation beside a company is a relative of it, never the same.
    const foundation = (["stichting", "vereniging"] as const).some((form) => a.includes(form) !== b.includes(form));
    if (conflict) found.push(weight("form_differs", foundation ? -4 : -2.5, foundation ? -10 : -3.5, both("forms")));
    else found.push(weight("form_missing", -0.2, foundation ? -7 : -0.2, both("forms")));
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

/** A name that the other begins with, broken off in a word or at the length that a field holds. */
function isCutShort(left: string, right: string): boolean {
  const [short, long] = left.length < right.length ? [left, right] : [right, left];
  if (short.length < 18 || !long.startsWith(short)) return false;
  return short.length >= 45 || long.charAt(short.length) !== " ";
}

/** Whether the one word left over on a side is made of first letters of the other side's name. */
function isInitialsOf(rest: readonly string[], others: readonly string[], name: CompanyName): boolean {
  const [word = ""] = rest;
  return (
    rest.length === 1 && others.length >= 2 && word.length >= 2 && word.length <= 5 && name.initials.includes(word)
  );
}
