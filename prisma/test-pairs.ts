// For tests: pairs made from records by the real comparison, and a pull that found them.
import { type EntityName, entities } from "../core/entities/index.ts";
import { plain } from "../core/entities/kinds.ts";
import type { GoneKey } from "../core/ports/pull.ts";
import { type CompareRules, mappedField } from "../core/reconcile/compare-rules.ts";
import { comparableFields, keyOf, type Side } from "../core/reconcile/normalise.ts";
import { type JudgedPair, judge } from "../core/reconcile/pair.ts";
import { type RawRecord, References } from "../core/reconcile/references.ts";
import type { Database } from "./database.ts";
import { pullStore } from "./pull-store.ts";

/** Records of both sides, paired and judged, in order of key. */
export function judged(
  entityName: EntityName,
  records: Record<Side, readonly RawRecord[]>,
  rules: CompareRules = {},
): JudgedPair[] {
  const entity = entities[entityName];
  const references = new References();
  const held = new Map<string, Record<Side, RawRecord[]>>();
  for (const side of ["globe", "milestones"] as const)
    for (const record of records[side]) {
      const { compared } = keyOf(entity, side, record);
      const both = held.get(compared) ?? { globe: [], milestones: [] };
      both[side].push(record);
      held.set(compared, both);
    }
  const fields = comparableFields(entity, references).map((field) => mappedField(field, rules[field.name]));
  return [...held.keys()]
    .sort()
    .map((key) => judge(entity, fields, references, held.get(key) ?? { globe: [], milestones: [] }, rules));
}

/** A complete pull of an entity that found these pairs. */
export function pulled(
  db: Database,
  administrationId: number,
  entity: EntityName,
  pairs: Iterable<JudgedPair | GoneKey>,
) {
  const store = pullStore(db);
  const runId = store.openRun({ administrationId, entity, trigger: "schedule", requestedBy: null, since: null });
  if (runId === null) throw new Error("a run is still going");
  const side = { records: 0, hash: "0" };
  const read = { globe: side, milestones: side };
  return store.complete(runId, { whole: true, read, pairs, marks: {}, rules: "" });
}

/** A complete pull of these records, staged, linked and judged as a run does it. */
export function pulledRecords(
  db: Database,
  administrationId: number,
  entityName: EntityName,
  records: Record<Side, readonly RawRecord[]>,
) {
  const entity = entities[entityName];
  const store = pullStore(db);
  const stage = store.stage(administrationId, entityName);
  const ids = { globe: entity.globeId, milestones: entity.id };
  for (const side of ["globe", "milestones"] as const) {
    const source = stage.source(side, entityName, true);
    source.add(
      records[side].map((raw) => {
        const { printed: key, compared: comparedKey } = keyOf(entity, side, raw);
        return { id: plain(raw[ids[side]]).trim() || JSON.stringify(raw), key, own: { raw, comparedKey } };
      }),
    );
    source.end();
  }
  const references = new References();
  const fields = comparableFields(entity, references);
  const pairs = [...stage.held(true, store.links(administrationId, entityName))].map((held) =>
    held.globe.length + held.milestones.length === 0
      ? { gone: held.comparedKey }
      : judge(entity, fields, references, held),
  );
  try {
    return pulled(db, administrationId, entityName, pairs);
  } finally {
    stage.close();
  }
}
