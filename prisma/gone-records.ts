// The ledger of deletions: what Globe had and a complete run no longer found there, while Milestones still has it; told
// apart from what Globe was never seen to have. Nothing is ever deactivated from here.
import { type EntityName, entities, entityNames } from "../core/entities/index.ts";
import type { Database } from "./database.ts";
import { entityState } from "./entity-state.ts";

const lost = `aside.globeRecords = 0 AND aside.milestonesRecords > 0`;

/** Of the pairs put aside, before they are overwritten. */
export const noteGone = `
  INSERT INTO gone_record (pairId, since)
  SELECT pair.id, @at FROM temp.aside AS aside JOIN pair ON pair.id = aside.known
  WHERE aside.known IS NOT NULL AND pair.globeRecords > 0 AND ${lost}
  ON CONFLICT (pairId) DO NOTHING`;

/** Of the pairs put aside: what is back in Globe is gone no longer. */
export const forgetGone = `
  DELETE FROM gone_record WHERE pairId IN (SELECT known FROM temp.aside AS aside WHERE known IS NOT NULL AND NOT (${lost}))`;

export interface GoneRecord {
  pairId: number;
  entity: EntityName;
  key: string;
  title: string;
  /** When a complete run first missed it; null: never seen in Globe. */
  since: string | null;
  /** Invoices of the customer that are not in Globe's books yet, and their sum in cents by currency. */
  invoices: number;
  sums: { currency: string; total: number }[];
}

type Row = Omit<GoneRecord, "sums"> & { sums: string };

/** The entities whose records Milestones can deactivate. */
const deactivable = entityNames.filter((name) => entities[name].compared.some((field) => field.name === "IsActive"));

const isOpen = `debtor = pair.key AND invoice.administrationId = pair.administrationId AND pair.entity = 'customer'
  AND gone = 0 AND state NOT IN ('booked', 'already_booked')`;

/**
 * What is active in Milestones and not in Globe, what hangs on most money first. An entity that is not comparable now
 * proves nothing and is left out; `incomplete` names it.
 */
export function goneRecords(
  db: Database,
  administrationId: number,
): { records: GoneRecord[]; incomplete: EntityName[] } {
  const incomplete = deactivable.filter((name) => !entityState(db, administrationId, name).comparable);
  const proved = deactivable.filter((name) => !incomplete.includes(name));
  const records = db
    .prepare<[number, string], Row>(
      `SELECT pair.id AS pairId, entity, key, title, since,
         (SELECT count(*) FROM invoice WHERE ${isOpen}) AS invoices,
         (SELECT json_group_array(json_object('currency', currency, 'total', total)) FROM
           (SELECT currency, sum(total) AS total FROM invoice WHERE ${isOpen} GROUP BY currency)) AS sums
       FROM pair LEFT JOIN gone_record ON pairId = pair.id
       WHERE administrationId = ? AND entity IN (SELECT value FROM json_each(?)) AND status = 'only_in_milestones'
         AND milestones ->> '$[0].IsActive' = 'true'
       ORDER BY since IS NULL, invoices DESC, entity, comparedKey LIMIT 5000`,
    )
    .all(administrationId, JSON.stringify(proved));
  return { records: records.map((row) => ({ ...row, sums: JSON.parse(row.sums) })), incomplete };
}
