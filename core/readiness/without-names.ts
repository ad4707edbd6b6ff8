// A dossier leaves the building: of employees it names codes, never what they are called or what either system says of them.
import type { EntityName } from "../entities/entity.ts";
import type { Note, Row } from "./finding.ts";

/** Whether what is said of this entity is personal data. */
export const isPersonal = (entity: EntityName | string | null): boolean => entity === "employee";

/** The row as a dossier may hold it: of an employee without a name and without values. */
export function withoutNames<Given extends Pick<Row, "kind" | "title" | "notes">>(row: Given): Given {
  const { kind, notes } = row;
  const personal =
    isPersonal(kind) || (kind === "decision" && notes.some(({ values }) => isPersonal(values.entity ?? "")));
  return personal ? { ...row, title: "", notes: notes.map(masked) } : row;
}

const masked = ({ text, values }: Note): Note => ({
  text,
  values: Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, name === "globe" || name === "milestones" ? "…" : value]),
  ),
});
