// What was changed in a database through the control API, as it is kept, and put back when the stand-in starts again.
import type { Records, StoredRecord, Value } from "../dataset.ts";
import { keyOf } from "./metadata.ts";

/** `key`: of the record as it was; `record` null: it is removed. */
export interface ByHand {
  database: string;
  entity: string;
  key: Value;
  record: StoredRecord | null;
}

export function putBack(
  { database, entity, key, record }: ByHand,
  recordsOf: (database: string) => ReadonlyMap<string, Records> | undefined,
): void {
  const held = recordsOf(database)?.get(entity);
  const row = held?.find(keyOf(entity), String(key));
  if (row && record) held?.change(row, record);
  else if (row) held?.remove(row);
  else if (record) held?.add(record);
}
