// Which rows a bulk is about, put down one by one before the first is done, as whoever asked saw them.
import { z } from "zod";
import { TieoutError } from "../core/errors.ts";
import { decisionActions, offeredActions, scopes } from "../core/states.ts";
import { chosenPairs, chosenParams } from "./chosen.ts";
import type { Database } from "./database.ts";
import { entityState } from "./entity-state.ts";
import { viewSchema } from "./view.ts";

const chosen = z.object({
  view: viewSchema,
  /** All of the view save `ids`; or `ids` alone. */
  all: z.boolean(),
  ids: z.array(z.number().int().positive()).max(100_000),
  /** The entity's version when whoever asked looked: where a verdict moved since, nothing is done. */
  version: z.number().int().nonnegative(),
});

const rows = z.union([
  z.object({ chosen }),
  /** All that waited for an answer when the last of them had this number, of one entity or of all. */
  z.object({
    waiting: z.object({ administrationId: z.number().int(), entity: z.string().nullable(), upTo: z.number().int() }),
  }),
  /** The decisions that another bulk made or moved. */
  z.object({ job: z.number().int().positive() }),
]);

/** Why a row of a workbook cannot be taken: by what proves it, or by what was filled in. */
export const readRefusals = [
  "unmarked",
  "foreign",
  "altered",
  "twice",
  "action_missing",
  "action_unknown",
  "reason_missing",
  "reason_unknown",
  "until_unreadable",
  "comment_long",
] as const;

export type ReadRefusal = (typeof readRefusals)[number];

const said = z.string().trim().max(2000).default("");

/** A pair as it was seen; of a link's row its other half. */
export const linkedRow = z.object({ id: z.number().int().positive(), fingerprint: z.string().max(100) });

export const bulkTask = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("propose"),
    rows: z.object({ chosen }),
    action: z.enum(decisionActions),
    scope: z.enum(scopes).default("pair"),
    until: z.iso.date().nullable().default(null),
    reason: z.string().max(50),
    comment: said,
  }),
  z.object({ kind: z.enum(["approve", "reject"]), rows, comment: said }),
  z.object({ kind: z.enum(["undo", "redo"]), rows }),
  /** Marking as the same: what only Globe has beside what only Milestones has, each as it was seen. */
  z.object({
    kind: z.literal("link"),
    rows: z.object({ links: z.array(z.object({ globe: linkedRow, milestones: linkedRow })).max(20_000) }),
    reason: z.string().max(50),
    comment: said,
  }),
  /** Left out: as it was. */
  z.object({
    kind: z.literal("assign"),
    rows: z.object({ chosen }),
    assigneeId: z.number().int().nullable().optional(),
    dueOn: z.iso.date().nullable().optional(),
  }),
  /** What was filled in, row by row, in a workbook that was exported here: a stored file, by its hash. */
  z.object({
    kind: z.literal("workbook"),
    rows: z.object({ file: z.string().regex(/^[0-9a-f]{64}$/) }),
    fileName: z.string().max(200),
    /** What each word stands for, in every language that people fill in. */
    words: z.object({
      actions: z.record(z.string(), z.enum(decisionActions)),
      reasons: z.record(z.string(), z.string().max(50)),
    }),
  }),
]);

export type BulkTask = z.infer<typeof bulkTask>;

export type WorkbookTask = Extract<BulkTask, { kind: "workbook" }>;

/** What a filled row says, in the product's own words. */
export const filledRow = z.object({
  action: z.enum(decisionActions),
  reason: z.string().max(50),
  until: z.iso.date().nullable(),
  comment: said,
});

/** A row of a filled workbook, as it was read: what it proposes, or why it cannot be taken. */
export interface ReadRow {
  sheetRow: number;
  key: string;
  pairId: number;
  fingerprint: string;
  said: z.infer<typeof filledRow> | null;
  refused: ReadRefusal | null;
}

/** Puts down what a workbook says; how many rows. */
export function putDownRead(db: Database, jobId: number, rows: readonly ReadRow[]): number {
  const put = db.prepare(
    `INSERT INTO bulk_row (jobId, place, subjectId, fingerprint, refused, sheetRow, key, said)
     VALUES (@jobId, @place, @pairId, @fingerprint, @refused, @sheetRow, @key, @said)`,
  );
  rows.forEach((row, at) => {
    put.run({ ...row, jobId, place: at + 1, said: row.said && JSON.stringify(row.said) });
  });
  return rows.length;
}

/** Puts the rows down; how many. Throws bulk_moved where what was chosen is no longer what was seen. */
export function putDown(db: Database, jobId: number, who: number, task: Exclude<BulkTask, WorkbookTask>): number {
  if (task.kind === "link") {
    const one = db.prepare(`INSERT INTO bulk_row (jobId, place, subjectId, fingerprint, said) VALUES (?, ?, ?, ?, ?)`);
    task.rows.links.forEach(({ globe, milestones }, at) => {
      one.run(jobId, at + 1, globe.id, globe.fingerprint, JSON.stringify(milestones));
    });
    return task.rows.links.length;
  }
  const put = (select: string, given: Record<string, unknown>) =>
    db
      .prepare(
        `INSERT INTO bulk_row (jobId, place, subjectId, fingerprint)
         SELECT @jobId, row_number() OVER (ORDER BY place), id, fingerprint FROM (${select})`,
      )
      .run({ jobId, ...given }).changes;

  if ("job" in task.rows)
    return put(
      `SELECT place, decisionId AS id, '' AS fingerprint FROM bulk_row
       WHERE jobId = @of AND decisionId IS NOT NULL AND refused IS NULL`,
      { of: task.rows.job },
    );
  if ("waiting" in task.rows)
    return put(
      `SELECT id AS place, id, '' AS fingerprint FROM decision
       WHERE administrationId = @administrationId AND state = 'proposed' AND id <= @upTo
         AND (@entity IS NULL OR entity = @entity) AND proposedById <> @who`,
      { ...task.rows.waiting, who },
    );
  const { view, version } = task.rows.chosen;
  if (entityState(db, view.administrationId, view.entity).version !== version) throw new TieoutError("bulk_moved");
  const given = chosenParams(db, task.rows.chosen);
  if (task.kind === "assign")
    return put(`SELECT wanted.key AS place, pair.id AS id, '' AS fingerprint FROM ${chosenPairs}`, given);
  if (task.kind !== "propose") {
    const states = task.kind === "undo" ? `('proposed', 'approved')` : `('proposed')`;
    return put(
      `SELECT wanted.key AS place, decisionId AS id, '' AS fingerprint FROM ${chosenPairs} WHERE decisionState IN ${states}`,
      given,
    );
  }
  const offered = Object.entries(offeredActions).filter(([, actions]) => actions.includes(task.action));
  return put(
    `SELECT wanted.key AS place, pair.id AS id, fingerprint FROM ${chosenPairs} WHERE decisionState IS NULL
       AND status IN (SELECT value FROM json_each(@offered))`,
    { ...given, offered: JSON.stringify(offered.map(([status]) => status)) },
  );
}
