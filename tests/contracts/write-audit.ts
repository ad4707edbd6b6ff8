// What Milestones' stand-in wrote down of each change, held against what was decided: each write that was not a person's
// own is what one decision approved, was made from what that decision froze, and is there once.
import { existsSync, readFileSync } from "node:fs";
import { entities, entityNames } from "../../core/entities/index.ts";
import { canonicalMilestones, plain, type Raw, text as textKind } from "../../core/entities/kinds.ts";
import type { Decision } from "../../prisma/decisions.ts";
import { exactParse, type StoredRecord, type Value } from "../../standins/dataset.ts";

interface Line {
  set: string;
  record: StoredRecord;
  byHand?: boolean;
}

export interface WriteAudit {
  /** Writes to Milestones that no person made there. */
  writes: number;
  /** What should not be, in words; empty where all is well. */
  wrong: string[];
}

/** As a text is compared and frozen: blanks at its ends and doubled ones do not count. */
const text = (value: Value | undefined) => canonicalMilestones(textKind, plain(value as Raw));

/** `before`: the records of each set as they were at first. */
export function auditWrites(
  file: string,
  before: ReadonlyMap<string, readonly StoredRecord[]>,
  decisions: readonly Decision[],
): WriteAudit {
  const wrong: string[] = [];
  const now = new Map<string, StoredRecord>();
  for (const [set, records] of before) for (const record of records) now.set(nameOf(set, record), record);
  /** How many writes each decision has for itself. */
  const used = new Map<number, number>();
  let writes = 0;
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n").filter(Boolean) : [];
  for (const [at, { set, record, byHand }] of lines.map((line) => exactParse(line) as Line).entries()) {
    const was = now.get(nameOf(set, record));
    now.set(nameOf(set, record), record);
    if (byHand) continue;
    writes += 1;
    const entity = entityOf(set);
    const fields = entity.compared.map(({ name }) => name).filter((name) => text(record[name]) !== text(was?.[name]));
    const said = `line ${at + 1}, ${set} ${text(record[entity.key.name])} (${fields.join(", ")})`;
    if (was && fields.length === 0) {
      wrong.push(`${said}: a write that changes nothing`);
      continue;
    }
    const fits = (decision: Decision) =>
      decision.entity === entity.name &&
      decision.action === "take_globe" &&
      decision.key.toLowerCase() === text(record[entity.key.name]).toLowerCase() &&
      fields.every((field) => isApproved(decision, field, was, record)) &&
      (used.get(decision.id) ?? 0) < (decision.status === "only_in_globe" ? 2 : 1);
    const owner = decisions.filter(fits).sort((left, right) => rank(left) - rank(right))[0];
    if (owner) used.set(owner.id, (used.get(owner.id) ?? 0) + 1);
    else wrong.push(`${said}: nobody approved it, or it was written before`);
  }
  for (const { id, entity, key, state, outcome } of decisions) {
    const times = used.get(id) ?? 0;
    const isWritten = outcome?.state === "applied" && !outcome.already;
    if (isWritten && times === 0) wrong.push(`decision ${id}, ${entity} ${key}: applied, and not written`);
    if (times > 0 && state !== "applied" && state !== "stale" && !isHalf(outcome))
      wrong.push(`decision ${id}, ${entity} ${key}: ${state}, and written`);
  }
  return { writes, wrong };
}

const rank = ({ state, id }: Decision) => (state === "applied" ? 0 : 1_000_000) + id;

/** A new record that points at itself is two writes; the first may be there without the second. */
const isHalf = (outcome: Decision["outcome"]) => outcome?.state === "failed" && outcome.reason === "no_answer";

function isApproved(decision: Decision, field: string, was: StoredRecord | undefined, record: StoredRecord): boolean {
  const change = decision.changes.find((one) => one.field === field);
  const kind = entityOf(entities[decision.entity].milestones).compared.find(({ name }) => name === field)?.kind.name;
  // What a record that is made says beside what was decided is a flag that is off.
  if (!change) return decision.status === "only_in_globe" && text(record[field]) === "false";
  if (kind !== "text") return true;
  return text(record[field]) === change.to && (was === undefined || text(was[field]) === change.from);
}

function entityOf(set: string) {
  const name = entityNames.find((one) => entities[one].milestones === set);
  if (!name) throw new Error(`there is no entity that is ${set} in Milestones`);
  return entities[name];
}

const nameOf = (set: string, record: StoredRecord) => `${set} ${record[entityOf(set).id]}`;
