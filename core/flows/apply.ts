// The story of applying: what was approved is written to Milestones, record by record, in order of reference. The one
// record is read again first; only where it still says what it said is the frozen change written, and then it is read
// back. A write that nobody saw the end of is looked up and never sent again (safety laws 2 to 4). Nothing is deleted.

import type { Administration } from "../administration.ts";
import type { Entity, EntityName } from "../entities/entity.ts";
import { entities, entityNames } from "../entities/index.ts";
import { plain, type ReferenceTarget } from "../entities/kinds.ts";
import { asTieoutError, TieoutError } from "../errors.ts";
import type { ApplyEnd, ApplyStore, FoundRecord, MilestonesWriter, ToApply } from "../ports/apply.ts";
import { type Change, type Standing, standing, type Writable, writable } from "../reconcile/change.ts";
import { canonical, keyOf } from "../reconcile/normalise.ts";
import { References } from "../reconcile/references.ts";

export interface ApplyPorts {
  store: ApplyStore;
  milestones: MilestonesWriter;
  /** Milliseconds after which a write that nobody saw the end of, and that is not there, counts as not done. */
  settle: number;
}

/** What came of one go: how many ended how, and how many wait. */
export interface Applied {
  applied: number;
  stale: number;
  failed: number;
  /** Approved and not written yet, or written with an end that nobody saw yet. */
  waiting: number;
  /** Why the rest was not tried; null where everything was. */
  error: TieoutError | null;
}

/** Applies what is approved. Throws only what the store throws. */
export async function apply(ports: ApplyPorts, administration: Administration, signal: AbortSignal): Promise<Applied> {
  const found: Applied = { applied: 0, stale: 0, failed: 0, waiting: 0, error: null };
  const references = new References();
  const going: Going = { ...ports, references, known: new Map(), signal };
  const queue = inOrder(ports.store.toApply(administration.id));
  for (const [at, decision] of queue.entries()) {
    let end: ApplyEnd | null = null;
    try {
      if (signal.aborted) throw new TieoutError("pull_stopped", { values: { entity: decision.entity } });
      end = await ended(going, decision);
    } catch (thrown) {
      found.error = asTieoutError(thrown);
      // why: who cannot be reached for one cannot be for the next; one odd record says nothing of the others.
      if (stops.has(found.error.code)) {
        found.waiting += queue.length - at;
        break;
      }
    }
    if (end === null) found.waiting += 1;
    else if (ports.store.end(decision.decisionId, end)) found[end.state] += 1;
  }
  if (!signal.aborted) ports.store.waits(administration.id, found.error?.note ?? null);
  return found;
}

const stops = new Set(["source_unreachable", "source_sign_in", "company_unknown", "pull_stopped"]);

/** What is pointed at comes before what points at it, across entities and, where records are made, within one. */
function inOrder(decisions: readonly ToApply[]): ToApply[] {
  return entityNames.flatMap((name) => {
    const ofEntity = decisions.filter(({ entity }) => entity === name);
    const makes = ofEntity.filter(({ creates }) => creates);
    const ordered: ToApply[] = [];
    while (makes.length > 0) {
      const keys = new Set(makes.map(({ key }) => key));
      const free = makes.findIndex(
        (decision) =>
          !decision.changes.some((change) => change.to !== decision.key && keys.has(pointsAt(name, change))),
      );
      // why: where records point at each other in a circle none can be first; the first then fails for want of the other.
      ordered.push(...makes.splice(Math.max(free, 0), 1));
    }
    return [...ordered, ...ofEntity.filter(({ creates }) => !creates)];
  });
}

/** The key of a record of the entity itself that a change points at; "" for every other. */
function pointsAt(entity: EntityName, { field, to }: Change): string {
  const kind = entities[entity].compared.find(({ name }) => name === field)?.kind;
  return kind?.name === "reference" && kind.to === entity ? to : "";
}

interface Going extends ApplyPorts {
  references: References;
  /** Ids of what references point to, by entity and key, as far as they were found. */
  known: Map<string, string>;
  signal: AbortSignal;
}

/** Where the record of a decision stands now. `half`: made, but not yet pointing at itself as it should. */
type Seen =
  | { at: "none" | "gone" | "twice" }
  | { at: "half"; record: FoundRecord }
  | (Standing & { record: FoundRecord });

/** How the decision ended; null where it waits: nothing was sent, or the end of what was sent is not sure yet. */
async function ended(going: Going, decision: ToApply): Promise<ApplyEnd | null> {
  const seen = await look(going, decision);
  if (decision.state === "applying") return lookedUp(going, decision, seen);
  if (seen.at === "after") return { state: "applied", milestonesId: seen.record.id, already: true };
  if (seen.at === "twice") return stale("twice");
  if (seen.at === "gone") return stale("gone");
  if (decision.creates !== (seen.at === "none")) return stale(decision.creates ? "exists" : "gone");
  if (seen.at === "elsewhere") return stale("moved", seen.fields);
  const values = await valuesOf(going, decision, "record" in seen ? seen.record : null);
  if (isEnd(values)) return values;
  if (!going.store.begin(decision.decisionId)) return null;
  const { entity } = decision;
  const sent =
    "record" in seen
      ? await going.milestones.update(entity, seen.record, values)
      : await going.milestones.create(entity, values);
  return concluded(going, decision, sent);
}

const stale = (reason: "gone" | "moved" | "exists" | "twice", fields: readonly string[] = []): ApplyEnd => ({
  state: "stale",
  reason,
  fields,
});

const failed = (
  reason: Extract<ApplyEnd, { state: "failed" }>["reason"],
  fields: readonly string[],
  said: string | null = null,
): ApplyEnd => ({ state: "failed", reason, fields, said });

/** What came of a write, by its answer and by what is there afterwards. */
async function concluded(
  going: Going,
  decision: ToApply,
  sent: Awaited<ReturnType<MilestonesWriter["create"]>>,
): Promise<ApplyEnd | null> {
  switch (sent.outcome) {
    case "refused":
      return failed("refused", changedFields(decision), sent.said);
    case "moved":
      return stale("moved", changedFields(decision));
    case "not_sent":
      if (decision.creates && decision.milestonesId !== null) going.store.created(decision.decisionId, null);
      else going.store.notSent(decision.decisionId);
      throw new TieoutError("source_unreachable", { values: { system: "Milestones", reason: sent.reason } });
    case "unknown":
      return lookedUp(going, decision, await look(going, decision));
    case "done": {
      const seen = await look(going, decision);
      if (seen.at === "after") return { state: "applied", milestonesId: seen.record.id, already: false };
      if (seen.at === "half" && decision.milestonesId === null) return pointedAtItself(going, decision, seen.record);
      return failed("kept_otherwise", "fields" in seen ? seen.fields : unsettled(decision));
    }
  }
}

/** What came of a write that nobody saw the end of. */
async function lookedUp(going: Going, decision: ToApply, seen: Seen): Promise<ApplyEnd | null> {
  switch (seen.at) {
    case "after":
      return { state: "applied", milestonesId: seen.record.id, already: false };
    case "elsewhere":
      return stale("moved", seen.fields);
    case "gone":
    case "twice":
      return stale(seen.at);
    case "half":
      // why: what makes it point at itself is sent after this is noted, so without the note it was not sent.
      if (decision.milestonesId === null) return pointedAtItself(going, decision, seen.record);
      break;
  }
  const begun = decision.begunAt === null ? Date.now() : Date.parse(decision.begunAt);
  // why: what was sent may still be under way.
  if (Date.now() - begun < going.settle) return null;
  return failed("no_answer", seen.at === "half" ? unsettled(decision) : changedFields(decision));
}

/** The second half of making a record that points at itself: its id is known only now. */
async function pointedAtItself(going: Going, decision: ToApply, record: FoundRecord): Promise<ApplyEnd | null> {
  going.store.created(decision.decisionId, record.id);
  const values = Object.fromEntries(ownReferences(decision).map(({ field }) => [field, { digits: record.id }]));
  const made = { ...decision, milestonesId: record.id, begunAt: new Date().toISOString() };
  return concluded(going, made, await going.milestones.update(decision.entity, record, values));
}

const changedFields = ({ changes }: ToApply) => changes.map(({ field }) => field);

/** Changes of a new record that point at the record itself. */
const ownReferences = ({ creates, entity, key, changes }: ToApply): Change[] =>
  creates ? changes.filter((change) => pointsAt(entity, change) === key) : [];

const unsettled = (decision: ToApply) =>
  decision.milestonesId === null || !decision.creates
    ? changedFields(decision)
    : ownReferences(decision).map(({ field }) => field);

async function look({ milestones, references, signal }: Going, decision: ToApply): Promise<Seen> {
  const entity = entities[decision.entity];
  let record: FoundRecord | null | undefined;
  if (decision.milestonesId === null) {
    const records = await milestones.withKey(entity.name, decision.key, signal);
    if (records.length > 1) return { at: "twice" };
    [record] = records;
    if (!record) return { at: "none" };
  } else {
    record = await milestones.withId(entity.name, decision.milestonesId, signal);
    if (!record) return { at: "gone" };
    const same = keyOf(entity, "milestones", { [entity.key.name]: decision.key }).compared;
    if (keyOf(entity, "milestones", record.raw).compared !== same)
      return { at: "elsewhere", fields: [entity.key.name], record };
  }
  const now = await valuesNow(milestones, references, entity, decision.changes, record, signal);
  const found = standing(entity, decision.changes, now);
  if (found.at === "after") return { ...found, record };
  const own = new Set(ownReferences(decision).map(({ field }) => field));
  const others = decision.changes.filter(({ field }) => !own.has(field));
  const isHalf = own.size > 0 && [...own].every((field) => now[field] === "");
  if (isHalf && standing(entity, others, now).at === "after") return { at: "half", record };
  // why: of a record to be made, "nothing of it there yet" is a record of the same key that someone else made.
  if (decision.creates && found.at === "before") return { at: "elsewhere", fields: changedFields(decision), record };
  return { ...found, record };
}

/** Canonical texts of the changed fields; what their references point to is looked up once. */
async function valuesNow(
  milestones: MilestonesWriter,
  references: References,
  entity: Entity,
  changes: readonly Change[],
  record: FoundRecord,
  signal: AbortSignal,
): Promise<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const { field: name } of changes) {
    const field = entity.compared.find((one) => one.name === name);
    if (!field) continue;
    if (field.kind.name === "reference") await learn(milestones, references, field.kind.to, record, name, signal);
    texts[name] = canonical(field, "milestones", record.raw, references);
  }
  return texts;
}

async function learn(
  milestones: MilestonesWriter,
  references: References,
  to: ReferenceTarget,
  { raw }: FoundRecord,
  field: string,
  signal: AbortSignal,
): Promise<void> {
  const id = plain(raw[field]).trim();
  if (id === "" || references.expectMilestones(to).has(id)) return;
  const target = await milestones.withId(to, id, signal);
  if (target) references.learnMilestones(to, target.raw);
}

const isEnd = (found: Record<string, Writable> | ApplyEnd): found is ApplyEnd => "fields" in found;

/** What is to be written, or why it cannot be. Of a new record, what points at itself is left out: see pointedAtItself. */
async function valuesOf(
  going: Going,
  decision: ToApply,
  record: FoundRecord | null,
): Promise<Record<string, Writable> | ApplyEnd> {
  const { fields } = entities[decision.entity];
  const own = new Set(ownReferences(decision).map(({ field }) => field));
  const values: Record<string, Writable> = {};
  for (const { field: name, to } of decision.changes) {
    const field = fields.find((one) => one.name === name);
    if (!field || own.has(name)) continue;
    if (field.kind.name === "reference") {
      const isOwn = record && field.kind.to === decision.entity && to === decision.key;
      const id = isOwn ? record.id : await idOf(going, field.kind.to, to);
      if (typeof id === "object" && id !== null) return failed(id.reason, [name]);
      values[name] = id === null ? null : { digits: id };
    } else {
      const value = writable(field.kind, to);
      if (value === undefined) return failed("unwritable", [name]);
      values[name] = value;
    }
  }
  return values;
}

/** Milestones' id of what a reference points to; null for nothing. */
async function idOf(
  { milestones, known, signal }: Going,
  to: ReferenceTarget,
  key: string,
): Promise<string | null | { reason: "unwritable" | "reference_unknown" | "reference_twice" }> {
  if (key === "") return null;
  if (key.startsWith("?")) return { reason: "unwritable" };
  const name = `${to} ${key}`;
  const before = known.get(name);
  if (before !== undefined) return before;
  const [first, ...others] = await milestones.withKey(to, key, signal);
  if (!first) return { reason: "reference_unknown" };
  if (others.length > 0) return { reason: "reference_twice" };
  known.set(name, first.id);
  return first.id;
}
