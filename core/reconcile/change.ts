// Decided changes against a record as it stands now, and their new values as Milestones takes them. Applying computes
// nothing: what is written is what was frozen when it was decided.
import type { Entity } from "../entities/entity.ts";
import { type Kind, verdict } from "../entities/kinds.ts";
import type { Values } from "./normalise.ts";

/** One decided new value of a field in Milestones; canonical texts, "" is empty. */
export interface Change {
  field: string;
  from: string;
  to: string;
}

/** All that a new record in Milestones gets: its key as printed, and each compared field that Globe has filled. */
export function newRecord({ compared, key }: Entity, printed: string, values: Values): Change[] {
  const filled = compared.flatMap(({ name }) => (values[name] ? [{ field: name, from: "", to: values[name] }] : []));
  return [{ field: key.name, from: "", to: printed }, ...filled];
}

/** Where a record stands: nothing of the changes is there yet, all of them are, or (`elsewhere`) these fields are not. */
export type Standing = { at: "before" } | { at: "after" } | { at: "elsewhere"; fields: string[] };

/** `values`: the record's canonical texts of at least the changed fields. The key, which says which record it is, is left out. */
export function standing(entity: Entity, changes: readonly Change[], values: Values): Standing {
  const compared = changes.flatMap((change) => {
    const field = entity.compared.find(({ name }) => name === change.field);
    return field ? [{ ...change, kind: field.kind, now: values[change.field] ?? "" }] : [];
  });
  const notYet = compared.filter(({ kind, to, now }) => !verdict(kind, to, now).equal);
  if (notYet.length === 0) return { at: "after" };
  const moved = compared.filter(({ from, now }) => from !== now);
  if (moved.length === 0) return { at: "before" };
  return { at: "elsewhere", fields: moved.map(({ field }) => field) };
}

/** A value as Milestones takes it; numbers and ids by their digits, since no float may stand in between. */
export type Writable = string | boolean | null | { digits: string };

/** A canonical text as a value to write; undefined for one that nobody could read. References need their id: see apply. */
export function writable(kind: Exclude<Kind, { name: "reference" }>, canonical: string): Writable | undefined {
  switch (kind.name) {
    case "flag":
      return canonical === "true" || canonical === "false" ? canonical === "true" : undefined;
    case "number":
      if (canonical.startsWith("?")) return undefined;
      return canonical === "" ? null : { digits: canonical };
    case "date":
    case "choice":
      if (canonical.startsWith("?")) return undefined;
      return canonical === "" ? null : canonical;
    default:
      // why: an empty e-mail address is no valid one to a service that checks, and nothing at all is.
      return canonical === "" ? null : canonical;
  }
}
