// The story of a pull: both sides are read at once and staged; only when both are whole are their pairs judged and the
// verdicts written. Whatever else happens closes the run without touching a verdict: an incomplete pull proves nothing.
import { createHash } from "node:crypto";
import type { Entity, EntityName } from "../entities/entity.ts";
import { entities } from "../entities/index.ts";
import { plain, type ReferenceTarget } from "../entities/kinds.ts";
import { asTieoutError, TieoutError } from "../errors.ts";
import type { Administration, Moved, PullStore, RunTrigger, SideReader, SideTotal, Stage } from "../ports.ts";
import { type CompareRules, mappedField } from "../reconcile/compare-rules.ts";
import { comparableFields, isOfCompany, keyOf, type Side } from "../reconcile/normalise.ts";
import { type JudgedPair, judge } from "../reconcile/pair.ts";
import { type RawRecord, References, referencedBy } from "../reconcile/references.ts";

export interface PullPorts {
  store: PullStore;
  globe: SideReader;
  milestones: SideReader;
}

export interface PullTask {
  administration: Administration;
  entity: EntityName;
  trigger: RunTrigger;
  requestedBy: number | null;
}

export type PullEnd =
  | { runId: number; state: "complete"; moved: Moved }
  | { runId: number; state: "incomplete" | "failed"; error: TieoutError };

/** Properties asked of Globe: what is compared, what selects the records, and what resolves references. */
export function globeFields(entity: Entity): string[] {
  const named = entity.fields.flatMap((field) => (field.globe === null ? [] : [field.globe]));
  return [...new Set([...named, ...entity.globeExtra])];
}

/** Fields asked of Milestones, its id among them. */
export function milestonesFields(entity: Entity): string[] {
  const named = entity.fields.filter((field) => field.role !== "unsourced").map((field) => field.name);
  return [...new Set([entity.id, ...named, ...entity.milestonesExtra])];
}

/**
 * Pulls one entity of one administration; null where a run of it is still going. Throws only what the store throws:
 * everything else ends in the run.
 */
export async function pull(
  { store, globe, milestones }: PullPorts,
  { administration, entity: name, trigger, requestedBy }: PullTask,
  signal: AbortSignal,
): Promise<PullEnd | null> {
  const runId = store.openRun({ administrationId: administration.id, entity: name, trigger, requestedBy });
  if (runId === null) return null;
  const stage = store.stage();
  try {
    const entity = entities[name];
    let noted = 0;
    let far = { pages: 0, records: 0 };
    const onPage = (read: { pages: number; records: number }) => {
      far = read;
      // why: each note is a write to disk; twice a second is enough for whoever looks on.
      if (Date.now() - noted < 500) return;
      noted = Date.now();
      store.progress(runId, far);
    };
    const read = await bothSides({ store, globe, milestones }, administration, entity, stage, signal, onPage).finally(
      () => store.progress(runId, far),
    );
    signal.throwIfAborted();
    stage.link(store.links(administration.id, name));
    const rules = store.rules(administration.id, name);
    const moved = store.complete(runId, read.totals, judged(entity, read.references, stage, rules));
    return { runId, state: "complete", moved };
  } catch (thrown) {
    const error = signal.aborted
      ? new TieoutError("pull_stopped", { values: { entity: name } })
      : asTieoutError(thrown);
    // why: what nobody foresaw is a fault of ours; what has a name is a side that could not be read whole.
    const state = error.code === "unexpected" ? "failed" : "incomplete";
    store.fail(runId, state, error.note);
    return { runId, state, error };
  } finally {
    stage.close();
  }
}

function* judged(entity: Entity, references: References, stage: Stage, rules: CompareRules): Iterable<JudgedPair> {
  const fields = comparableFields(entity, references).map((field) => mappedField(field, rules[field.name]));
  for (const held of stage.inKeyOrder()) yield judge(entity, fields, references, held, rules);
}

interface BothSides {
  references: References;
  totals: { globe: SideTotal; milestones: SideTotal };
}

/** Reads everything the pull needs, both systems at once. The first fault stops the other side too. */
async function bothSides(
  { store, globe, milestones }: PullPorts,
  administration: Administration,
  entity: Entity,
  stage: Stage,
  signal: AbortSignal,
  onPage: (read: { pages: number; records: number }) => void,
): Promise<BothSides> {
  const references = new References();
  const needed = referencedBy(entity.name);
  for (const target of needed.milestones) references.learnLinks(target, store.links(administration.id, target));
  const last = (name: EntityName) => store.lastComplete(administration.id, name);
  const stop = new AbortController();
  const both = AbortSignal.any([signal, stop.signal]);
  const records = { globe: 0, milestones: 0 };
  let pages = 0;

  /** Stages the records that take part, counts and hashes them. */
  const staging = (side: Side) => {
    const hash = createHash("sha256");
    return {
      add(page: readonly RawRecord[]) {
        stage.add(
          side,
          page.map((raw) => ({ comparedKey: keyOf(entity, side, raw).compared, raw })),
        );
        for (const raw of page) hash.update(JSON.stringify(raw)).update("\n");
        records[side] += page.length;
        pages += 1;
        onPage({ pages, records: records.globe + records.milestones });
      },
      total(): SideTotal {
        refuseEmpty(side, entity.name, records[side], last(entity.name)?.[side]);
        return { records: records[side], hash: hash.digest("hex") };
      },
    };
  };

  async function fromGlobe(): Promise<SideTotal> {
    const staged = staging("globe");
    if (needed.accounts) references.expectAccounts();
    for await (const page of globe.read({ entity: entity.globe, fields: globeFields(entity) }, both)) {
      if (needed.accounts && entity.name === "customer") for (const raw of page) references.learnAccount(raw);
      staged.add(page.filter((raw) => isOfCompany(raw, administration.code) && entity.takesPart(raw)));
    }
    if (needed.accounts && entity.name !== "customer") {
      let accounts = 0;
      const fields = ["AccountCode", "DebtorCode", "DebtorNumber"];
      for await (const page of globe.read({ entity: entities.customer.globe, fields }, both)) {
        for (const raw of page) references.learnAccount(raw);
        accounts += page.length;
      }
      refuseEmpty("globe", "customer", accounts, last("customer")?.globe);
    }
    return staged.total();
  }

  async function fromMilestones(): Promise<SideTotal> {
    const staged = staging("milestones");
    const isOurs = await ofCompany(entity, administration, milestones, both);
    const own = needed.milestones.find((target) => target === entity.name);
    for (const target of needed.milestones) references.expectMilestones(target);
    for await (const page of milestones.read({ entity: entity.milestones, fields: milestonesFields(entity) }, both)) {
      if (own) for (const raw of page) references.learnMilestones(own, raw);
      staged.add(page.filter(isOurs));
    }
    for (const target of needed.milestones) {
      if (target === own) continue;
      const known = await learned(target, references, milestones, both);
      refuseEmpty("milestones", target, known, last(target)?.milestones);
    }
    return staged.total();
  }

  const stopping = (thrown: unknown) => {
    stop.abort(thrown);
    throw thrown;
  };
  const sides = await Promise.allSettled([fromGlobe().catch(stopping), fromMilestones().catch(stopping)]);
  // why: the side that was stopped fails with the reason of the one that failed first.
  if (stop.signal.aborted) throw stop.signal.reason;
  const [left, right] = sides;
  if (left.status === "rejected") throw left.reason;
  if (right.status === "rejected") throw right.reason;
  return { references, totals: { globe: left.value, milestones: right.value } };
}

/** Learns what a reference in Milestones may point to, read fresh in each run. How many there are. */
async function learned(
  target: ReferenceTarget,
  references: References,
  milestones: SideReader,
  signal: AbortSignal,
): Promise<number> {
  const { milestones: named, id, key } = entities[target];
  let known = 0;
  for await (const page of milestones.read({ entity: named, fields: [id, key.name] }, signal)) {
    for (const raw of page) references.learnMilestones(target, raw);
    known += page.length;
  }
  return known;
}

/** Whether a Milestones record is of the administration's company: by the company's id, or because it has none. */
async function ofCompany(
  entity: Entity,
  administration: Administration,
  milestones: SideReader,
  signal: AbortSignal,
): Promise<(record: RawRecord) => boolean> {
  const field = entity.fields.find(({ role }) => role === "company");
  if (!field) return () => true;
  const ids = new Set<string>();
  for await (const page of milestones.read({ entity: "Company", fields: [field.name, "Code"] }, signal))
    for (const raw of page) if (plain(raw.Code).trim() === administration.code) ids.add(plain(raw[field.name]).trim());
  if (ids.size === 0) throw new TieoutError("company_unknown", { values: { code: administration.code } });
  return (record) => {
    const id = plain(record[field.name]).trim();
    return id === "" || ids.has(id);
  };
}

/** A side that had records and now gives none has a fault; nothing is concluded from it. */
function refuseEmpty(side: Side, entity: EntityName, records: number, before: number | undefined): void {
  if (records > 0 || !before) return;
  const named = { globe: "Globe", milestones: "Milestones" }[side];
  throw new TieoutError("side_empty", { values: { side: named, entity, records: before } });
}
