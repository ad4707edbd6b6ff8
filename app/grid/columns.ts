// The columns of an entity's grid, made from its declaration: the code, the name, then every compared field.
import type { Entity } from "../../core/entities/index.ts";
import type { Kind } from "../../core/entities/kinds.ts";

export interface FieldColumn {
  /** The field's name: in Milestones, and everywhere in Tieout. */
  name: string;
  globe: string;
  kind: Kind["name"];
}

export interface GridColumns {
  key: { name: string; globe: string };
  /** The field that names a record for people; pinned beside the code. */
  title: string;
  /** Globe's and Milestones' own words for the entity. */
  source: { globe: string; milestones: string };
  fields: FieldColumn[];
}

export function gridColumns(entity: Entity): GridColumns {
  return {
    key: { name: entity.key.name, globe: entity.key.globe ?? "" },
    title: entity.title,
    source: { globe: entity.globe, milestones: entity.milestones },
    fields: entity.compared.map(({ name, globe, kind }) => ({ name, globe: globe ?? "", kind: kind.name })),
  };
}

/**
 * The name first, then the fields that someone put in place, then columns with differences, those with most first; then
 * the rest in the order of the field table.
 */
export function inOrder(
  { fields, title }: Pick<GridColumns, "fields" | "title">,
  order: readonly string[],
  differing: Readonly<Record<string, number>>,
): FieldColumn[] {
  const place = ({ name }: FieldColumn): number => {
    if (name === title) return -1;
    const at = order.indexOf(name);
    return at < 0 ? order.length : at;
  };
  return [...fields].sort(
    (left, right) => place(left) - place(right) || (differing[right.name] ?? 0) - (differing[left.name] ?? 0),
  );
}
