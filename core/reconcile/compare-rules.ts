// What an administration lets count as equal in a field, beyond what its kind does. A rule only loosens: what is equal
// without it stays equal. It is never silent: a cell that is equal by it names it.
import { Decimal } from "decimal.js";
import { z } from "zod";
import type { Field } from "../entities/entity.ts";
import type { Kind, Rule } from "../entities/kinds.ts";

const decimal = z.string().regex(/^\d{1,12}(\.\d{1,6})?$/);

export const compareRule = z
  .strictObject({
    /** The field is not compared. */
    ignore: z.boolean().default(false),
    /** Case, or blanks, count for nothing. */
    anyCase: z.boolean().default(false),
    blanks: z.boolean().default(false),
    /** Numbers this far apart are equal, as decimal text; relative in percent of the larger. Either is enough. */
    absolute: decimal.nullable().default(null),
    relative: decimal.nullable().default(null),
    /** Milestones keeps this many characters of Globe's longer text. */
    cutAt: z.number().int().min(1).max(4000).nullable().default(null),
    /** Globe's value that stands for a value of Milestones; of a flag or a choice: Globe's letter, and what it means. */
    map: z.record(z.string().max(500), z.string().max(500)).default({}),
  })
  .refine(({ map }) => Object.keys(map).length <= 500);

export type CompareRule = z.infer<typeof compareRule>;

/** Rules by field; a field without one is compared as its kind says. */
export type CompareRules = Readonly<Record<string, CompareRule>>;

export const noRule: CompareRule = compareRule.parse({});

export const isNoRule = (rule: CompareRule): boolean => JSON.stringify(rule) === JSON.stringify(noRule);

/** What can be set for a kind; each other part of a rule means nothing there. */
export function partsFor(kind: Kind): (keyof CompareRule)[] {
  switch (kind.name) {
    case "number":
      return ["ignore", "absolute", "relative", "map"];
    case "date":
      return ["ignore", "map"];
    case "flag":
    case "choice":
      return ["ignore", "map"];
    case "text":
      return ["ignore", "anyCase", "blanks", "cutAt", "map"];
    default:
      return ["ignore", "anyCase", "blanks", "map"];
  }
}

/** What a flag's or a choice's letters mean as delivered. */
export const deliveredMap = (kind: Kind): CompareRule["map"] =>
  kind.name === "flag" || kind.name === "choice"
    ? Object.fromEntries(Object.entries(kind.globe).map(([letter, means]) => [letter, String(means)]))
    : {};

/** The rule with only what means something for the kind; a map as delivered is none. */
export function ruleFor(kind: Kind, rule: CompareRule): CompareRule {
  const isDelivered = JSON.stringify(rule.map) === JSON.stringify(deliveredMap(kind));
  const parts = partsFor(kind).filter((name) => name !== "map" || !isDelivered);
  const kept = Object.entries(rule).filter(([name]) => parts.includes(name as keyof CompareRule));
  return compareRule.parse(Object.fromEntries(kept));
}

/** The field with its map of letters replaced, where a rule gives one: what Globe's letter means is its canonical text. */
export function mappedField(field: Field, rule: CompareRule | undefined): Field {
  const { kind } = field;
  if (!rule || Object.keys(rule.map).length === 0) return field;
  if (kind.name === "flag") {
    const letters = Object.entries(rule.map).map(([letter, means]) => [letter, means === "true"] as const);
    return { ...field, kind: { ...kind, globe: Object.fromEntries(letters) } };
  }
  return kind.name === "choice" ? { ...field, kind: { ...kind, globe: rule.map } } : field;
}

/** By which of a rule's parts two canonical texts that differ count as equal; null where by none. */
export function equalByRule(kind: Kind, rule: CompareRule, globe: string, milestones: string): Rule[] | null {
  if (rule.ignore) return ["not_compared"];
  if (kind.name === "number") {
    if (within(rule, globe, milestones)) return ["tolerance"];
  } else {
    const told = textRule(rule, globe, milestones);
    if (told) return told;
  }
  const isLetters = kind.name === "flag" || kind.name === "choice";
  if (!isLetters && Object.hasOwn(rule.map, globe) && rule.map[globe] === milestones) return ["mapped"];
  return null;
}

const bare = (text: string) => text.replace(/\s+/g, "");
const folded = (text: string) => text.toLowerCase();

function textRule({ anyCase, blanks, cutAt }: CompareRule, globe: string, milestones: string): Rule[] | null {
  const used: [boolean, (text: string) => string, Rule][] = [
    [anyCase, folded, "case"],
    [blanks, bare, "blanks"],
  ];
  const read = (text: string, but?: Rule) =>
    used.reduce((now, [is, change, name]) => (is && name !== but ? change(now) : now), text);
  if (read(globe) === read(milestones)) {
    const needed = used.flatMap(([is, , name]) => (is && read(globe, name) !== read(milestones, name) ? [name] : []));
    return needed;
  }
  const cut = [...globe].slice(0, cutAt ?? 0).join("");
  const isCut = cutAt !== null && [...globe].length > cutAt && cut.trim() !== "" && read(cut) === read(milestones);
  return isCut ? ["cut"] : null;
}

function within({ absolute, relative }: CompareRule, globe: string, milestones: string): boolean {
  if (absolute === null && relative === null) return false;
  const [left, right] = [numberOf(globe), numberOf(milestones)];
  if (!left || !right) return false;
  const apart = left.minus(right).abs();
  const larger = Decimal.max(left.abs(), right.abs());
  return (
    (absolute !== null && apart.lte(absolute)) || (relative !== null && apart.times(100).lte(larger.times(relative)))
  );
}

// why: empty and 0 are two things here, and what cannot be read is equal only to itself.
const numberOf = (text: string): Decimal | null => (/^-?\d+(\.\d+)?$/.test(text) ? new Decimal(text) : null);
