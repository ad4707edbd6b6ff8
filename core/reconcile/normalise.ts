// From a side's raw record to its pair key and its canonical texts.
import type { Entity, Field } from "../entities/entity.ts";
import { canonicalGlobe, canonicalMilestones, comparisonText, plain } from "../entities/kinds.ts";
import type { RawRecord, Resolving } from "./references.ts";

export type Side = "globe" | "milestones";

/** Canonical text by field name, compared fields only, in the order of the field table. "" is empty. */
export type Values = Readonly<Record<string, string>>;

/** The key as printed, and as compared: only for items do the two differ, since there case does not count. */
export function keyOf(entity: Entity, side: Side, record: RawRecord): { printed: string; compared: string } {
  const { key } = entity;
  const printed =
    side === "globe"
      ? canonicalGlobe(key.kind, record[key.globe ?? key.name])
      : canonicalMilestones(key.kind, record[key.name]);
  return { printed, compared: comparisonText(key.kind, printed) };
}

/** Whether a Globe record is of the company: its CompanyCode is that code, or it has none. */
export function isOfCompany(record: RawRecord, company: string): boolean {
  const code = plain(record.CompanyCode).trim();
  return code === "" || code === company;
}

/** The fields of an entity that can be compared with what was read. */
export function comparableFields(entity: Entity, references: Resolving): Field[] {
  return entity.compared.filter((field) => field.kind.name !== "reference" || references.canResolve(field.kind));
}

/** Canonical texts of a record's compared fields. */
export function values(fields: readonly Field[], side: Side, record: RawRecord, references: Resolving): Values {
  const texts: Record<string, string> = {};
  for (const field of fields) texts[field.name] = canonical(field, side, record, references);
  return texts;
}

/** Canonical text of one compared field. */
export function canonical(field: Field, side: Side, record: RawRecord, references: Resolving): string {
  const { kind } = field;
  if (side === "globe") {
    const raw = record[field.globe ?? field.name];
    return kind.name === "reference" ? references.fromGlobe(kind, raw) : canonicalGlobe(kind, raw);
  }
  const raw = record[field.name];
  return kind.name === "reference" ? references.fromMilestones(kind, raw) : canonicalMilestones(kind, raw);
}
