// The store's side of a pull: opens and closes runs, and writes verdicts only from two complete sides (safety law 1).
import type { EntityName } from "../core/entities/entity.ts";
import { type ErrorNote, TieoutError } from "../core/errors.ts";
import type { Moved, PullStore, RunTrigger, SideTotal } from "../core/ports.ts";
import type { JudgedPair } from "../core/reconcile/pair.ts";
import type { RunState } from "../core/states.ts";
import { rulesOf } from "./compare-rules.ts";
import { type Database, inOneTransaction, instant, waitPatiently, withRoom } from "./database.ts";
import { markComplete, markNotComparable } from "./entity-state.ts";
import { appendEvent } from "./events.ts";
import { forgetOutcomes, lapseMoved } from "./lapse.ts";
import { linksOf } from "./links.ts";
import { followPolicy } from "./overwrite-run.ts";
import { stage } from "./stage.ts";
import { changesOf } from "./verdicts.ts";

interface Going {
  id: number;
  administrationId: number;
  entity: EntityName;
}

/** On a handle of the pull's own thread: it waits as long as another pull writes. */
export function pullStore(db: Database): PullStore {
  waitPatiently(db);
  return {
    openRun: (run) => openRun(db, run),
    progress(runId, { pages, records }) {
      db.prepare(`UPDATE run SET pages = ?, records = ? WHERE id = ? AND state = 'running'`).run(pages, records, runId);
    },
    lastComplete(administrationId, entity) {
      const run = db
        .prepare<[number, string], { globe: number; milestones: number }>(
          `SELECT read ->> '$.globe.records' AS globe, read ->> '$.milestones.records' AS milestones
           FROM run WHERE administrationId = ? AND entity = ? AND state = 'complete' ORDER BY id DESC LIMIT 1`,
        )
        .get(administrationId, entity);
      return run ?? null;
    },
    links: (administrationId, entity) => linksOf(db, administrationId, entity),
    rules: (administrationId, entity) => rulesOf(db, administrationId, entity),
    stage,
    complete: (runId, read, pairs) => complete(db, runId, read, pairs),
    fail: (runId, state, error) => inOneTransaction(db, () => fail(db, goingRun(db, runId), state, error)),
  };
}

/** Closes as failed what a dead worker left going; how many there were. For the start of the only worker. */
export function closeAbandonedRuns(db: Database): number {
  return inOneTransaction(db, () => {
    const left = db.prepare<[], Going>(`SELECT id, administrationId, entity FROM run WHERE state = 'running'`).all();
    const error = new TieoutError("run_abandoned").note;
    for (const run of left) fail(db, run, "failed", error);
    return left.length;
  });
}

function openRun(
  db: Database,
  run: { administrationId: number; entity: EntityName; trigger: RunTrigger; requestedBy: number | null },
): number | null {
  const { changes, lastInsertRowid } = db
    .prepare(
      `INSERT INTO run (administrationId, entity, trigger, requestedById, state, startedAt)
       VALUES (@administrationId, @entity, @trigger, @requestedBy, 'running', @at)
       ON CONFLICT (administrationId, entity) WHERE state = 'running' DO NOTHING`,
    )
    .run({ ...run, at: instant() });
  return changes === 0 ? null : Number(lastInsertRowid);
}

function goingRun(db: Database, runId: number): Going {
  const run = db
    .prepare<[number], Going>(`SELECT id, administrationId, entity FROM run WHERE id = ? AND state = 'running'`)
    .get(runId);
  if (!run) throw new TieoutError("run_not_going", { values: { run: runId } });
  return run;
}

function complete(
  db: Database,
  runId: number,
  read: { globe: SideTotal; milestones: SideTotal },
  pairs: Iterable<JudgedPair>,
): Moved {
  const { administrationId, entity } = goingRun(db, runId);
  const changes = changesOf(db, administrationId, entity, pairs);
  try {
    return withRoom(db, () =>
      inOneTransaction(db, () => {
        goingRun(db, runId);
        const at = instant();
        changes.write(at);
        const lapsed = lapseMoved(db, administrationId, entity, at);
        forgetOutcomes(db, { administrationId, entity, id: runId });
        const { counts, added, changed, closed } = changes;
        const moved = { added, changed, closed, lapsed };
        markComplete(db, { administrationId, entity, runId, at, counts, moved: added + changed + closed + lapsed > 0 });
        followPolicy(db, { administrationId, entity, runId, at });
        db.prepare(
          `UPDATE run SET state = 'complete', finishedAt = ?, read = ?, counts = ?, moved = ?, records = ? WHERE id = ?`,
        ).run(
          at,
          JSON.stringify(read),
          JSON.stringify(counts),
          JSON.stringify(moved),
          read.globe.records + read.milestones.records,
          runId,
        );
        const detail = { read, counts, ...moved };
        appendEvent(
          db,
          { kind: "run_complete", who: null, administrationId, entity, subject: String(runId), detail },
          at,
        );
        return { ...moved, counts };
      }),
    );
  } finally {
    changes.close();
  }
}

function fail(db: Database, run: Going, state: Exclude<RunState, "running" | "complete">, error: ErrorNote): void {
  const { id, administrationId, entity } = run;
  const at = instant();
  const { code, message, values } = error;
  db.prepare(
    `UPDATE run SET state = ?, finishedAt = ?, errorCode = ?, errorMessage = ?, errorValues = ? WHERE id = ?`,
  ).run(state, at, code, message, JSON.stringify(values), id);
  markNotComparable(db, administrationId, entity, at);
  const kind = state === "failed" ? "run_failed" : "run_incomplete";
  appendEvent(db, { kind, who: null, administrationId, entity, subject: String(id), detail: { code, message } }, at);
}
