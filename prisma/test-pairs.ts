// For tests: pairs made from records by the real comparison, and a pull that found them.
import { type EntityName, entities } from "../core/entities/index.ts";
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
export function pulled(db: Database, administrationId: number, entity: EntityName, pairs: Iterable<JudgedPair>) {
  const store = pullStore(db);
  const runId = store.openRun({ administrationId, entity, trigger: "schedule", requestedBy: null });
  if (runId === null) throw new Error("a run is still going");
  const side = { records: 0, hash: "" };
  return store.complete(runId, { globe: side, milestones: side }, pairs);
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
  const stage = store.stage();
  for (const side of ["globe", "milestones"] as const)
    stage.add(
      side,
      records[side].map((raw) => ({ comparedKey: keyOf(entity, side, raw).compared, raw })),
    );
  stage.link(store.links(administrationId, entityName));
  const references = new References();
  const fields = comparableFields(entity, references);
  const pairs = [...stage.inKeyOrder()].map((held) => judge(entity, fields, references, held));
  stage.close();
  return pulled(db, administrationId, entityName, pairs);
}
