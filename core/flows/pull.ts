// The story of a pull: both sides are read at once and staged; only when both are whole are their pairs judged and the
// verdicts written. Whatever else happens closes the run without touching a verdict: an incomplete pull proves nothing.
// Once there was a complete run, a side is asked only for what moved since, and only that is judged anew.
import { createHash } from "node:crypto";
import type { Administration } from "../administration.ts";
import type { Entity, EntityName } from "../entities/entity.ts";
import { entities } from "../entities/index.ts";
import { asTieoutError, TieoutError } from "../errors.ts";
import type { CodeLink, GoneKey, Moved, PullStore, RunTrigger, SideReader, Stage } from "../ports/pull.ts";
import { type CompareRules, mappedField } from "../reconcile/compare-rules.ts";
import { type JudgedPair, judge } from "../reconcile/pair.ts";
import { type LinkedCodes, referencedBy, resolvedBy } from "../reconcile/references.ts";
import { readSides } from "./pull-sides.ts";

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
  /** Whether everything is read and judged anew, as each night. */
  whole?: boolean;
}

export type PullEnd =
  | { runId: number; state: "complete"; moved: Moved }
  | { runId: number; state: "incomplete" | "failed"; error: TieoutError };

/** To be raised when records that stay as they are may be judged otherwise than before. */
const judgedAs = 1;

/**
 * Names what an entity is judged by: its fields, the administration's own rules for them, and links of what it points at.
 * By anything else everything is read and judged anew.
 */
const judgedByOf = (entity: Entity, rules: CompareRules, links: LinkedCodes): string =>
  createHash("sha256")
    .update(JSON.stringify([judgedAs, entity.key, entity.compared, rules, ...links]))
    .digest("hex")
    .slice(0, 16);

/**
 * Pulls one entity of one administration; null where a run of it is still going. Throws only what the store throws:
 * everything else ends in the run.
 */
export async function pull(
  { store, globe, milestones }: PullPorts,
  { administration, entity: name, trigger, requestedBy, whole = false }: PullTask,
  signal: AbortSignal,
): Promise<PullEnd | null> {
  const entity = entities[name];
  const standing = store.standing(administration.id, name);
  const own = store.links(administration.id, name);
  const links = new Map(
    referencedBy(name).milestones.map((target) => [target, store.links(administration.id, target)] as const),
  );
  const rules = store.rules(administration.id, name);
  const judgedBy = judgedByOf(entity, rules, links);
  const marks = whole || standing?.rules !== judgedBy ? null : standing.marks;
  const since = marks === null ? null : (standing?.began ?? null);
  const runId = store.openRun({ administrationId: administration.id, entity: name, trigger, requestedBy, since });
  if (runId === null) return null;
  const stage = store.stage(administration.id, name);
  try {
    let noted = 0;
    let far = { pages: 0, records: 0 };
    const onPage = (read: { pages: number; records: number }) => {
      far = read;
      // why: each note is a write to disk; twice a second is enough for whoever looks on.
      if (Date.now() - noted < 500) return;
      noted = Date.now();
      store.progress(runId, far);
    };
    const before = (target: EntityName) => store.standing(administration.id, target)?.read ?? null;
    const reached = await readSides(
      { globe, milestones, stage, administration, entity, marks, before, onPage },
      signal,
    );
    store.progress(runId, far);
    signal.throwIfAborted();
    const moved = store.complete(runId, {
      whole: marks === null,
      read: stage.totals(),
      pairs: judged(entity, stage, { every: marks === null, own, links, rules }),
      marks: reached,
      rules: judgedBy,
    });
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

interface JudgedBy {
  /** Whether every held pair is judged, or those that moved only. */
  every: boolean;
  own: readonly CodeLink[];
  links: LinkedCodes;
  rules: CompareRules;
}

function* judged(entity: Entity, stage: Stage, { every, own, links, rules }: JudgedBy): Iterable<JudgedPair | GoneKey> {
  const references = resolvedBy(stage, links);
  const fields = entity.compared.map((field) => mappedField(field, rules[field.name]));
  for (const held of stage.held(every, own)) {
    if (held.globe.length + held.milestones.length === 0) yield { gone: held.comparedKey };
    else yield judge(entity, fields, references, held, rules);
  }
}
