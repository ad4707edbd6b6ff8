// What a change of a rule would move, told before it is saved: over the stored pairs, from what both sides say now.
// Nothing is written.
import type { EntityName } from "../core/entities/entity.ts";
import { entities } from "../core/entities/index.ts";
import { verdictBy } from "../core/reconcile/compare.ts";
import { type CompareRule, mappedField } from "../core/reconcile/compare-rules.ts";
import { canonical } from "../core/reconcile/normalise.ts";
import { References } from "../core/reconcile/references.ts";
import { atOneMoment, type Database } from "./database.ts";

export interface RuleForecast {
  /** Pairs held against the rule: those that both sides have once. */
  pairs: number;
  /** Pairs that become equal, and that become different. */
  equal: number;
  different: number;
  /** Pairs that stay different in other fields, in which this field moves. */
  within: number;
}

interface Row {
  id: number;
  globe: string | null;
  milestones: string | null;
  raw: string | null;
  differs: number;
  isCell: number;
}

export interface RuleQuestion {
  administrationId: number;
  entity: EntityName;
  field: string;
  rule: CompareRule;
}

/** Throws where the entity does not compare the field. */
export const ruleForecast = (db: Database, question: RuleQuestion): RuleForecast =>
  atOneMoment(db, () => {
    const { administrationId, entity, field: name, rule } = question;
    const known = entities[entity].compared.find((one) => one.name === name);
    if (!known) throw new Error(`${entity} has no compared field ${name}`);
    const { kind } = known;
    const field = mappedField(known, rule);
    const isLetters = kind.name === "flag" || kind.name === "choice";
    const references = new References();
    const told: RuleForecast = { pairs: 0, equal: 0, different: 0, within: 0 };
    const rows = db.prepare<[Record<string, unknown>], Row>(
      `SELECT pair.id, pair.globe ->> @path AS globe, pair.milestones ->> @path AS milestones,
         ${isLetters ? "raw_records.globe ->> @rawPath" : "NULL"} AS raw, differs,
         EXISTS (SELECT 1 FROM cell WHERE cell.pairId = pair.id AND cell.field = @name) AS isCell
       FROM pair ${isLetters ? "LEFT JOIN raw_records ON raw_records.pairId = pair.id" : ""}
       WHERE administrationId = @administrationId AND entity = @entity AND globeRecords = 1 AND milestonesRecords = 1`,
    );
    const paths = { path: `$[0].${name}`, ...(isLetters ? { rawPath: `$[0].${known.globe}` } : {}) };
    for (const row of rows.iterate({ administrationId, entity, name, ...paths })) {
      const raw = { [known.globe ?? name]: row.raw };
      const globe = isLetters ? canonical(field, "globe", raw, references) : (row.globe ?? "");
      const milestones = row.milestones ?? "";
      const differs = globe !== milestones && !verdictBy(field.kind, rule, globe, milestones).equal;
      told.pairs += 1;
      if (differs === (row.isCell === 1)) continue;
      if (differs && row.differs === 0) told.different += 1;
      else if (!differs && row.differs === 1) told.equal += 1;
      else told.within += 1;
    }
    return told;
  });
