// Where an administration stands, for the first page and for `tieout status`.
import type { EntityName } from "../core/entities/entity.ts";
import { entityNames } from "../core/entities/index.ts";
import type { Counts } from "../core/reconcile/compare.ts";
import { administrations } from "./administrations.ts";
import { atOneMoment, type Database } from "./database.ts";
import { entityState } from "./entity-state.ts";
import { type InvoiceCounts, invoiceCounts } from "./invoices.ts";
import { presenceOf } from "./presence.ts";
import { lastRun, type Run } from "./runs.ts";

export interface EntityOverview {
  entity: EntityName;
  /** As they stand now; where the last run was not complete, every pair counts as not comparable. */
  counts: Counts;
  lastCounts: Counts;
  comparable: boolean;
  notComparableSince: string | null;
  lastCompleteAt: string | null;
  lastRun: Run | null;
  /** Pairs on which a decision stands: waiting for an approver, and approved. */
  proposed: number;
  approved: number;
  dataVersion: number;
}

export interface Overview {
  entities: EntityOverview[];
  /** Decisions waiting for an approver. */
  toApprove: number;
}

export const overview = (db: Database, administrationId: number): Overview =>
  atOneMoment(db, () => overviewNow(db, administrationId));

function overviewNow(db: Database, administrationId: number): Overview {
  const open = new Map(
    db
      .prepare<[number], [string, number]>(
        `SELECT entity || ' ' || iif(decisionState = 'applying', 'approved', decisionState) AS standing, count(*) FROM pair
         WHERE administrationId = ? AND decisionState IS NOT NULL GROUP BY standing`,
      )
      .raw()
      .all(administrationId),
  );
  const found = entityNames.map((entity): EntityOverview => {
    const state = entityState(db, administrationId, entity);
    return {
      entity,
      counts: state.counts,
      lastCounts: state.lastCounts,
      comparable: state.comparable,
      notComparableSince: state.notComparableSince,
      lastCompleteAt: state.lastCompleteAt,
      lastRun: lastRun(db, administrationId, entity),
      proposed: open.get(`${entity} proposed`) ?? 0,
      approved: open.get(`${entity} approved`) ?? 0,
      dataVersion: state.dataVersion,
    };
  });
  // why: a link stands on two pairs, and is approved once.
  const toApprove = db
    .prepare<[number], number>(`SELECT count(*) FROM decision WHERE administrationId = ? AND state = 'proposed'`)
    .pluck()
    .get(administrationId);
  return { entities: found, toApprove: toApprove ?? 0 };
}

type EntityStatus = Counts & { lastRun: { state: Run["state"]; finishedAt: string | null } | null };

/** What `tieout status --json` prints. */
export interface StatusReport {
  administrations: {
    code: string;
    name: string;
    agent: { online: boolean; version: string | null; lastSeen: string | null };
    entities: Record<EntityName, EntityStatus>;
    invoices: InvoiceCounts;
  }[];
}

export function statusReport(db: Database): StatusReport {
  return {
    administrations: administrations(db).map(({ id, code, name, settings }) => {
      const statusOf = ({ entity, counts, lastRun: last }: EntityOverview): [EntityName, EntityStatus] => [
        entity,
        { ...counts, lastRun: last && { state: last.state, finishedAt: last.finishedAt } },
      ];
      const { online, version, lastSeen } = presenceOf(db, settings.agent);
      return {
        code,
        name,
        agent: { online, version, lastSeen },
        entities: Object.fromEntries(overview(db, id).entities.map(statusOf)) as Record<EntityName, EntityStatus>,
        invoices: invoiceCounts(db, id),
      };
    }),
  };
}
