// What the invoices' pages ask besides the invoices themselves: the pairs that hold them up, and their PDF.
import type { EntityName } from "../core/entities/entity.ts";
import { entities } from "../core/entities/index.ts";
import { comparisonText } from "../core/entities/kinds.ts";
import type { Status } from "../core/reconcile/compare.ts";
import type { Database } from "./database.ts";
import { entityState } from "./entity-state.ts";

export interface NamedPair {
  entity: EntityName;
  key: string;
  /** Null where neither system was seen to have it. */
  pair: { id: number; title: string; status: Status } | null;
}

/** The pairs of these keys, in the order asked, as they stand now. */
export function pairsNamed(
  db: Database,
  administrationId: number,
  named: readonly { entity: EntityName; key: string }[],
): NamedPair[] {
  const find = db.prepare<[number, string, string], { id: number; title: string; status: Status }>(
    `SELECT id, title, status FROM pair WHERE administrationId = ? AND entity = ? AND comparedKey = ?`,
  );
  const comparable = new Map<EntityName, boolean>();
  return named.map(({ entity, key }) => {
    if (!comparable.has(entity)) comparable.set(entity, entityState(db, administrationId, entity).comparable);
    const found = find.get(administrationId, entity, comparisonText(entities[entity].key.kind, key));
    const status = comparable.get(entity) ? found?.status : "not_comparable";
    return { entity, key, pair: found && status ? { ...found, status } : null };
  });
}

/**
 * The PDF that is or will be sent with an invoice: the one frozen at its release, while it is
 * under way or booked; else the last one read.
 */
export function invoicePdf(
  db: Database,
  administrationId: number,
  invoiceId: number,
): { number: string; hash: string } | null {
  const row = db
    .prepare<[number, number], { number: string; hash: string | null }>(
      `SELECT number, ifnull(
         (SELECT pdfHash FROM invoice_export
          WHERE invoiceId = invoice.id AND (endedAt IS NULL OR "end" IN ('booked', 'already_booked'))
          ORDER BY id DESC LIMIT 1),
         pdfHash) AS hash
       FROM invoice WHERE id = ? AND administrationId = ?`,
    )
    .get(invoiceId, administrationId);
  return row?.hash ? { number: row.number, hash: row.hash } : null;
}
