// What codes, VAT numbers, e-mail addresses and persons say.
import type { Census } from "./census.ts";
import { codeLikeness } from "./code-form.ts";
import { editDistance } from "./edit-distance.ts";
import { feature, type Profile, vatCore } from "./profile.ts";
import { type Weight, weight } from "./weight.ts";
import { pairWords } from "./word-pairs.ts";

type Compare = (census: Census, globe: Profile, milestones: Profile) => Weight[];

const both = (globe: string, milestones: string) => () => ({ globe, milestones });

export const codeWeights: Compare = (census, { code: globe }, { code: milestones }) => {
  const found = codeLikeness(globe, milestones);
  if (!found) return [];
  const shown = both(globe.shown, milestones.shown);
  if (found === "near") return [weight("code_near", 1, 0.3, shown)];
  if (found === "prefix") {
    const worth = globe.number === milestones.number ? census.worth(feature.codeNumber(globe.number)) : census.stranger;
    return [weight("code_prefix", worth - 4, 3, shown)];
  }
  const shared = globe.forms.filter((form) => milestones.forms.includes(form));
  const worth = Math.max(...shared.map((form) => census.worth(feature.code(form))));
  // why: short numbers are given out by both systems; a long code, or one with letters, is not the same by chance.
  const long = globe.bare.length >= 7 || /\p{L}/u.test(globe.bare) ? 3 : 0;
  return [weight(`code_${found}`, worth + long, 8, shown)];
};

export const vatWeights: Compare = (census, { vat: globe }, { vat: milestones }) => {
  if (globe === "" || milestones === "") return [];
  const shown = both(globe, milestones);
  if (globe === milestones) {
    const held = census.count(feature.vat(globe));
    // why: the companies of a fiscal unity share one VAT number, so it says nothing about which of them this is.
    if (held > 1)
      return [weight("vat_shared", census.worth(feature.vat(globe)), 0, () => ({ vat: globe, held: String(held) }))];
    return [weight("vat_equal", census.worth(feature.vat(globe)), 1, () => ({ vat: globe }))];
  }
  if (vatCore(globe) === vatCore(milestones))
    return [weight("vat_suffix_differs", census.worth(feature.vatCore(globe)) - 4, -2, shown)];
  if (editDistance(globe, milestones, 1) <= 1) return [weight("vat_near", 2, 0, shown)];
  return [weight("vat_differs", -6, -4, shown)];
};

export const emailWeights: Compare = (census, globe, milestones) => {
  if (globe.email === "" || milestones.email === "") return [];
  if (globe.email === milestones.email) {
    const held = census.count(feature.email(globe.email));
    const values = () => ({ email: globe.email, held: String(held) });
    return [
      weight(
        held > 1 ? "email_shared" : "email_equal",
        census.worth(feature.email(globe.email)),
        held > 1 ? 0 : 1.5,
        values,
      ),
    ];
  }
  if (globe.domain !== "" && globe.domain === milestones.domain) {
    const worth = Math.min(census.worth(feature.domain(globe.domain)), 8);
    return [weight("email_domain_equal", worth, 0, () => ({ domain: globe.domain }))];
  }
  return [weight("email_differs", -1.5, -1, both(globe.email, milestones.email))];
};

export const contactWeights: Compare = (census, { person: globe }, { person: milestones }) => {
  if (!globe || !milestones) return [];
  const words = new Set(milestones.words.map(({ text }) => text));
  const shared = globe.words.filter(({ text }) => words.has(text));
  const shown = both(globe.shown, milestones.shown);
  if (shared.length === 0 || !initialsAgree(globe.initials, milestones.initials))
    return [weight("contact_differs", -1, -1, shown)];
  const worth = Math.min(8, Math.max(...shared.map(({ text }) => census.worth(feature.person(text)))));
  return [weight("contact_equal", worth, 1, shown)];
};

export const personWeights: Compare = (census, { person: globe }, { person: milestones }) => {
  if (!globe || !milestones) return [];
  const shown = both(globe.shown, milestones.shown);
  const pairs = pairWords(census, globe.words, milestones.words);
  if (pairs.worth <= 0) return [weight("surname_differs", -9, -7, shown)];
  const extra = Math.max(pairs.globe.length, pairs.milestones.length);
  const apart = pairs.globe.length > 0 && pairs.milestones.length > 0 ? 5 : 1;
  const surname = weight(
    extra === 0 && pairs.alike.length === 0 ? "surname_equal" : "surname_alike",
    pairs.worth - extra * apart,
    -extra * apart - pairs.doubtful * 2,
    shown,
  );
  return [surname, ...givenWeights(globe.given, milestones.given, globe.initials, milestones.initials)];
};

function givenWeights(left: string, right: string, leftInitials: string, rightInitials: string): Weight[] {
  const names = left !== "" && right !== "";
  const shown = names ? both(left, right) : both(leftInitials, rightInitials);
  const [one, other] = [leftInitials, rightInitials];
  const others = one.length > 1 && other.length > 1 && !one.startsWith(other) && !other.startsWith(one);
  if (names && left === right) return [weight("first_name_equal", others ? 3 : 6, others ? 0 : 3, shown)];
  const cut = left.startsWith(right) || right.startsWith(left);
  if (names && (cut || (Math.min(left.length, right.length) >= 4 && editDistance(left, right, 1) <= 1)))
    return [weight("first_name_alike", 4, 1, shown)];
  if (one === "" || other === "") return [];
  if (others || !initialsAgree(one, other)) return [weight("first_name_differs", -6, -7, shown)];
  if (names) return [weight("first_name_differs", 0, -2, shown)];
  const length = Math.min(one.length, other.length);
  return [weight("initials_equal", 2 + 2 * length, length, shown)];
}

const initialsAgree = (left: string, right: string): boolean =>
  left === "" || right === "" || left.charAt(0) === right.charAt(0);

export const startWeights: Compare = (_, { started: globe }, { started: milestones }) => {
  if (globe === "" || milestones === "") return [];
  return [
    globe === milestones
      ? weight("start_equal", 5, 3, () => ({ date: globe }))
      : weight("start_differs", -1.5, -1, both(globe, milestones)),
  ];
};

export const percentageWeights: Compare = (_, { percentage: globe }, { percentage: milestones }) =>
  globe === milestones || globe === "" || milestones === ""
    ? []
    : [weight("percentage_differs", -8, -8, both(globe, milestones))];
