// What kind each field of some entities is, for whoever shows a value without the grid's columns.
import { type EntityName, entities } from "../../core/entities/index.ts";
import type { Kind } from "../../core/entities/kinds.ts";

export type Kinds = Partial<Record<EntityName, Record<string, Kind["name"]>>>;

export function kindsOf(names: readonly EntityName[]): Kinds {
  return Object.fromEntries(
    [...new Set(names)].map((name) => [
      name,
      Object.fromEntries(entities[name].fields.map((field) => [field.name, field.kind.name])),
    ]),
  );
}
