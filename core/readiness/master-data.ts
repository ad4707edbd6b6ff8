// Rules about codes: what Milestones uses must exist in Globe with the same code, once, and fit there.
import type { EntityName } from "../entities/entity.ts";
import { entities, entityNames } from "../entities/index.ts";
import type { FindingCode } from "../invoices/findings.ts";
import { isActive } from "./collect.ts";
import type { EntityFacts, Facts, OpenPair, User } from "./facts.ts";
import { found, type Judged, note, ok, type Row, row, type Severity, unknown, withMoney } from "./finding.ts";
import { codeLimits, codeMisfits, nameLengths, nameMisfits, shapeOf } from "./limits.ts";

/** Who names this code and is in use. */
export function usersOf(facts: Facts, entity: EntityName, key: string): Partial<Record<User, number>> {
  return facts.uses.get(entity)?.get(key) ?? {};
}

/** In use: active in Milestones, or named by something that is, or by an invoice that is not booked yet. */
export function isUsed(facts: Facts, entity: EntityName, { key, milestones }: OpenPair): boolean {
  if (milestones && isActive(entities[entity], milestones)) return true;
  return Object.keys(usersOf(facts, entity, key)).length > 0;
}

const useNotes = (facts: Facts, entity: EntityName, pair: OpenPair) => [
  ...(pair.milestones && isActive(entities[entity], pair.milestones) ? [note("active")] : []),
  ...Object.entries(usersOf(facts, entity, pair.key)).map(([user, count]) =>
    note(`used_by_${user as User}`, { count: String(count) }),
  ),
];

const pairRow = (entity: EntityName, pair: OpenPair, notes: Row["notes"] = []): Row =>
  row(entity, pair.key, { title: pair.title, notes });

const onlyInMilestones = ({ open }: EntityFacts) => open.filter(({ status }) => status === "only_in_milestones");

/** What is in use in Milestones exists in Globe with the same code. `codes`: what stops an invoice where it does not. */
export function existsInGlobe(entity: EntityName, severity: Severity, codes: readonly FindingCode[]) {
  return (facts: Facts): Judged => {
    const known = facts.entities[entity];
    if (!known) return unknown(entity);
    const alone = onlyInMilestones(known);
    // why: only invoices name a currency, so without them nobody knows which are in use.
    if (entity === "currency" && alone.length > 0 && !facts.invoices) return unknown("invoices");
    const rows = alone
      .filter((pair) => isUsed(facts, entity, pair))
      .map((pair) => pairRow(entity, pair, useNotes(facts, entity, pair)));
    const priced = withMoney(facts, rows, entity, codes);
    return found(severity, "missing_in_globe", priced.rows, { money: priced.money });
  };
}

/** Entities that were compared whole. */
const compared = (facts: Facts) =>
  entityNames.flatMap((entity) => {
    const known = facts.entities[entity];
    return known ? [{ entity, known }] : [];
  });

const nothingCompared = (facts: Facts): Judged | null => (compared(facts).length === 0 ? unknown("comparison") : null);

export function unusedOnlyInMilestones(facts: Facts): Judged {
  const rows = compared(facts).flatMap(({ entity, known }) =>
    onlyInMilestones(known)
      .filter((pair) => !isUsed(facts, entity, pair))
      .map((pair) => pairRow(entity, pair)),
  );
  return nothingCompared(facts) ?? found("minor", "unused_only_in_milestones", rows);
}

export function duplicateCodes(facts: Facts): Judged {
  const rows = compared(facts).flatMap(({ entity, known }) =>
    known.open
      .filter(({ status }) => status === "duplicate_key")
      .map((pair) => {
        const { globe, milestones } = pair.records;
        return pairRow(entity, pair, [note("records", { globe: String(globe), milestones: String(milestones) })]);
      }),
  );
  return nothingCompared(facts) ?? found("blocking", "duplicate_codes", rows);
}

/** Codes that must be made in Globe and would not fit there. */
export function codesFit(facts: Facts): Judged {
  const rows = compared(facts).flatMap(({ entity, known }) =>
    onlyInMilestones(known).flatMap((pair) => {
      const limit = String(codeLimits[entity].length);
      const notes = codeMisfits(entity, pair.key).map((why) => note(`code_${why}`, { limit }));
      return notes.length === 0 ? [] : [pairRow(entity, pair, notes)];
    }),
  );
  return nothingCompared(facts) ?? found("major", "codes_do_not_fit", rows);
}

/** Enough codes to see a pattern, and how many of them must follow it. */
const pattern = { codes: 20, share: 0.95 };

/** Codes that must be made in Globe and are written in another way than nearly all of Globe's own. */
export function codesFollowMask(facts: Facts): Judged {
  const rows = compared(facts).flatMap(({ entity, known }) => {
    const mask = maskOf(known);
    if (mask === null) return [];
    return onlyInMilestones(known)
      .filter(({ key }) => shapeOf(key) !== mask)
      .map((pair) => pairRow(entity, pair, [note("mask", { mask, shape: shapeOf(pair.key) })]));
  });
  return nothingCompared(facts) ?? found("minor", "codes_other_mask", rows);
}

function maskOf({ shapes }: EntityFacts): string | null {
  const all = [...shapes.values()].reduce((sum, count) => sum + count, 0);
  const [shape, count] = [...shapes].sort((a, b) => b[1] - a[1])[0] ?? ["", 0];
  return all >= pattern.codes && count >= all * pattern.share ? shape : null;
}

/** Names of records that must be made in Globe and that it could not keep as they are. */
export function namesStorable(facts: Facts): Judged {
  const rows = compared(facts).flatMap(({ entity, known }) =>
    onlyInMilestones(known).flatMap((pair) => {
      const limit = String(nameLengths[entity]);
      const notes = nameMisfits(entity, pair.title).map((why) => note(`name_${why}`, { limit }));
      return notes.length === 0 ? [] : [pairRow(entity, pair, notes)];
    }),
  );
  return nothingCompared(facts) ?? found("minor", "names_not_storable", rows);
}

export function namesCut(facts: Facts): Judged {
  const rows = compared(facts).flatMap(({ entity, known }) =>
    known.cut.map(({ key, title, length }) =>
      row(entity, key, { title, notes: [note("name_length", { length: String(length) })] }),
    ),
  );
  return nothingCompared(facts) ?? found("minor", "names_cut", rows);
}

export function referencesKnown(facts: Facts): Judged {
  const rows = compared(facts).flatMap(({ entity, known }) =>
    known.unresolved.map(({ key, title, fields }) =>
      row(entity, key, { title, notes: [note("points_nowhere", { fields: fields.join(", ") })] }),
    ),
  );
  return nothingCompared(facts) ?? found("minor", "references_unknown", rows);
}

/** Every entity is there on both sides and was read whole. */
export function snapshotComplete(facts: Facts): Judged {
  const rows = entityNames.filter((entity) => !facts.entities[entity]).map((entity) => row("entity", entity));
  return rows.length === 0 ? ok() : found("blocking", "not_read_whole", rows);
}
