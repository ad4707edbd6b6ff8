// The store's side of a pull: opens and closes runs, and writes verdicts only from two complete sides (safety law 1).
import type { EntityName } from "../core/entities/entity.ts";
import { type ErrorNote, TieoutError } from "../core/errors.ts";
import type { Found, Moved, PullStanding, PullStore, RunTrigger } from "../core/ports/pull.ts";
import { noCounts } from "../core/reconcile/compare.ts";
import type { RunState } from "../core/states.ts";
import { rulesOf } from "./compare-rules.ts";
import { type Database, inOneTransaction, instant, roomForMuch, waitPatiently } from "./database.ts";
import { entityState, markBeingWritten, markComplete, markNotComparable } from "./entity-state.ts";
import { appendEvent } from "./events.ts";
import { forgetOutcomes, lapseMoved } from "./lapse.ts";
import { linksOf } from "./links.ts";
import { followPolicy } from "./overwrite-run.ts";
import { lastMove, movesIn, noteMoves } from "./reference-moves.ts";
import { keepingRecords } from "./side-records.ts";
import { type OpenStage, stage } from "./stage.ts";
import { Verdicts } from "./verdicts.ts";

interface Going {
  id: number;
  administrationId: number;
  entity: EntityName;
}

/** On a handle of the pull's own thread: it waits as long as another pull writes. */
export function pullStore(db: Database): PullStore {
  waitPatiently(db);
  roomForMuch(db);
  const stages = new Map<string, OpenStage>();
  return {
    openRun: (run) => openRun(db, run),
    progress(runId, { pages, records }) {
      db.prepare(`UPDATE run SET pages = ?, records = ? WHERE id = ? AND state = 'running'`).run(pages, records, runId);
    },
    standing: (administrationId, entity) => standing(db, administrationId, entity),
    stage(administrationId, entity) {
      const name = `${administrationId} ${entity}`;
      const one = stage(db, administrationId, entity, standing(db, administrationId, entity)?.read ?? null);
      stages.set(name, one);
      const close = () => {
        stages.delete(name);
        one.close();
      };
      return { ...one, close };
    },
    links: (administrationId, entity) => linksOf(db, administrationId, entity),
    rules: (administrationId, entity) => rulesOf(db, administrationId, entity),
    complete: (runId, found) => complete(db, stages, runId, found),
    fail: (runId, state, error) => inOneTransaction(db, () => fail(db, goingRun(db, runId), state, error)),
  };
}

function standing(db: Database, administrationId: number, entity: EntityName): PullStanding | null {
  const row = db
    .prepare<[number, string], { began: string; read: string; marks: string | null; rules: string }>(
      `SELECT run.startedAt AS began, run.read, marks, rules FROM entity_state JOIN run ON run.id = lastCompleteRunId
       WHERE entity_state.administrationId = ? AND entity_state.entity = ?`,
    )
    .get(administrationId, entity);
  return row ? { ...row, read: JSON.parse(row.read), marks: row.marks === null ? null : JSON.parse(row.marks) } : null;
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
  run: {
    administrationId: number;
    entity: EntityName;
    trigger: RunTrigger;
    requestedBy: number | null;
    since?: string | null;
  },
): number | null {
  const { changes, lastInsertRowid } = db
    .prepare(
      `INSERT INTO run (administrationId, entity, trigger, requestedById, state, startedAt, since)
       VALUES (@administrationId, @entity, @trigger, @requestedBy, 'running', @at, @since)
       ON CONFLICT (administrationId, entity) WHERE state = 'running' DO NOTHING`,
    )
    .run({ since: null, ...run, at: instant() });
  return changes === 0 ? null : Number(lastInsertRowid);
}

function goingRun(db: Database, runId: number): Going {
  const run = db
    .prepare<[number], Going>(`SELECT id, administrationId, entity FROM run WHERE id = ? AND state = 'running'`)
    .get(runId);
  if (!run) throw new TieoutError("run_not_going", { values: { run: runId } });
  return run;
}

/** Pairs and records written in one transaction, at most: so many are written in some tens of milliseconds. */
const most = 1_000;

/** Ms between such transactions in which others may write. */
const breath = 15;
const breathe = () => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, breath);

function complete(db: Database, stages: Map<string, OpenStage>, runId: number, found: Found): Moved {
  const of = goingRun(db, runId);
  const { administrationId, entity } = of;
  const stage = stages.get(`${administrationId} ${entity}`);
  const before = entityState(db, administrationId, entity).lastCounts;
  const verdicts = new Verdicts(db, { administrationId, entity }, found.whole, found.whole ? noCounts() : before);
  const asOf = lastMove(db, administrationId);
  const records = stage && keepingRecords(db, stage);
  let begun = false;

  /** One of several transactions: until the last, nothing of the entity is comparable, and the next run reads everything. */
  function part(write: () => void): void {
    inOneTransaction(db, () => {
      goingRun(db, runId);
      if (!begun) markBeingWritten(db, administrationId, entity, instant());
      write();
    });
    begun = true;
    breathe();
  }
  const writeSome = () => part(() => verdicts.write(instant()));

  for (const pair of found.pairs) {
    verdicts.take(pair);
    if (verdicts.waiting >= most * (begun ? 1 : 5)) writeSome();
  }
  verdicts.closeUnseen();
  // why: a record is known as read only once its pair is written, or what was cut off in between would be forgotten.
  if (begun || (records?.left() ?? 0) > most * 5) {
    writeSome();
    while (records && records.left() > most) part(() => records.keep(most));
  }
  return inOneTransaction(db, () => {
    goingRun(db, runId);
    const at = instant();
    verdicts.write(at);
    records?.keep(Number.MAX_SAFE_INTEGER);
    if (stage) noteMoves(db, administrationId, movesIn(stage.scratch));
    const lapsed = lapseMoved(db, administrationId, entity, at);
    forgetOutcomes(db, { administrationId, entity, id: runId });
    const { counts } = verdicts;
    const moved = { ...verdicts.moved, lapsed };
    const { marks, rules, read } = found;
    const isMoved = Object.values(moved).some((count) => count > 0);
    markComplete(db, { administrationId, entity, runId, at, counts, moved: isMoved, marks, rules, asOf });
    followPolicy(db, { administrationId, entity, runId, at });
    db.prepare(`UPDATE run SET state = 'complete', finishedAt = ?, read = ?, counts = ?, moved = ? WHERE id = ?`).run(
      at,
      JSON.stringify(read),
      JSON.stringify(counts),
      JSON.stringify(moved),
      runId,
    );
    const detail = { read, counts, ...moved };
    appendEvent(db, { kind: "run_complete", who: null, administrationId, entity, subject: String(runId), detail }, at);
    return { ...moved, counts };
  });
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
