// Suggestions that a person turned down, and what stands alone on both sides: what suggestions are made from.
import type { EntityName } from "../core/entities/entity.ts";
import { refusal } from "../core/permissions.ts";
import type { Side, Values } from "../core/reconcile/normalise.ts";
import type { Candidate } from "../core/suggest/profile.ts";
import { type Database, inOneTransaction, instant, prepared } from "./database.ts";
import { entityState } from "./entity-state.ts";
import { appendEvent, type Person } from "./events.ts";

interface About {
  administrationId: number;
  entity: EntityName;
}

/** Keys as printed. */
export interface Codes {
  globe: string;
  milestones: string;
}

export interface RejectedSuggestion extends Codes {
  reason: string;
  comment: string;
  by: string;
  at: string;
}

/** Newest first. */
export function rejectedSuggestions(db: Database, about: About): RejectedSuggestion[] {
  return db
    .prepare<[About], RejectedSuggestion>(
      `SELECT globeKey AS globe, milestonesKey AS milestones, reason, comment, displayName AS by, rejectedAt AS at
       FROM rejected_suggestion JOIN account ON account.id = rejectedById
       WHERE administrationId = @administrationId AND entity = @entity
       ORDER BY rejectedAt DESC, globeKey, milestonesKey`,
    )
    .all(about);
}

/** Notes that these codes are not the same; how many that was news of. Writes nothing else: one person's word is enough. */
export function rejectSuggestions(
  db: Database,
  who: Person,
  { codes, reason, comment, ...about }: About & { codes: readonly Codes[]; reason: string; comment: string },
): number {
  if (refusal(who, "propose")) return 0;
  return inOneTransaction(db, () => {
    const at = instant();
    const put = prepared<[Record<string, unknown>]>(
      db,
      `INSERT INTO rejected_suggestion VALUES (@administrationId, @entity, @globe, @milestones, @reason, @comment, @who, @at)
       ON CONFLICT DO NOTHING`,
    );
    const news = codes.filter((one) => put.run({ ...about, ...one, reason, comment, who: who.id, at }).changes > 0);
    for (const { globe, milestones } of news)
      appendEvent(db, {
        ...{ kind: "suggestion_rejected", who, ...about, subject: globe },
        detail: { partner: milestones, reason },
      });
    return news.length;
  });
}

/** Takes that back: they may be suggested again. */
export function restoreSuggestions(
  db: Database,
  who: Person,
  { codes, ...about }: About & { codes: readonly Codes[] },
): number {
  if (refusal(who, "propose")) return 0;
  return inOneTransaction(db, () => {
    const drop = prepared<[Record<string, unknown>]>(
      db,
      `DELETE FROM rejected_suggestion WHERE administrationId = @administrationId AND entity = @entity
         AND globeKey = @globe AND milestonesKey = @milestones`,
    );
    const back = codes.filter(({ globe, milestones }) => drop.run({ ...about, globe, milestones }).changes > 0);
    for (const { globe, milestones } of back)
      appendEvent(db, {
        ...{ kind: "suggestion_restored", who, ...about, subject: globe },
        detail: { partner: milestones },
      });
    return back.length;
  });
}

/** Moves when suggestions may come out otherwise: with any verdict or value, and with what people turned down. */
export function suggestionVersion(db: Database, { administrationId, entity }: About): string {
  const rejected = prepared<[number, string], string>(
    db,
    `SELECT count(*) || ' ' || coalesce(max(rejectedAt), '') FROM rejected_suggestion WHERE administrationId = ? AND entity = ?`,
  )
    .pluck()
    .get(administrationId, entity);
  return `${entityState(db, administrationId, entity).version} ${rejected}`;
}

/** A record that stands alone, with its pair's number. */
export type Alone = Candidate & { id: number };

/** What stands alone on each side; nothing while nothing may be called missing. */
export function alone(db: Database, { administrationId, entity }: About): Record<Side, Alone[]> {
  if (!entityState(db, administrationId, entity).comparable) return { globe: [], milestones: [] };
  const of = (side: Side): Alone[] =>
    db
      .prepare<[number, string, string], { id: number; key: string; record: string }>(
        `SELECT id, key, json(${side}) AS record FROM pair
         WHERE administrationId = ? AND entity = ? AND status = ? ORDER BY comparedKey`,
      )
      .all(administrationId, entity, side === "globe" ? "only_in_globe" : "only_in_milestones")
      .map(({ id, key, record }) => ({ id, key, values: (JSON.parse(record) as Values[])[0] ?? {} }));
  return { globe: of("globe"), milestones: of("milestones") };
}
