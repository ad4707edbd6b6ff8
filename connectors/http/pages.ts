// Reading page by page: addresses, the way to the next page, and a record's fields as a reader gives them.
import type { Raw } from "../../core/entities/kinds.ts";
import { TieoutError } from "../../core/errors.ts";
import type { RawRecord } from "../../core/reconcile/references.ts";
import { notUnderstood } from "./index.ts";

/** An address with its query; parameters without a value are left out. */
export function address(base: URL, path: string, parameters: Record<string, string | undefined>): URL {
  const url = new URL(path, base);
  // why: not every service reads the plus that URLSearchParams writes for a blank.
  url.search = Object.entries(parameters)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`]))
    .join("&");
  return url;
}

export interface Source {
  /** The system's name for people. */
  system: string;
  /** What is read, in the system's own words. */
  entity: string;
}

/** The system stopped before all was read, or may have. */
export const incomplete = ({ system, entity }: Source, reason: string) =>
  new TieoutError("source_incomplete", { values: { system, entity, reason } });

/**
 * A link to the next page, on the host that is configured: the system may name its own machine, which cannot be reached
 * from here, and what signs in goes to no other host. Throws when the link leads back to the page that holds it.
 */
export function nextPage(source: Source, base: URL, page: URL, link: string): URL {
  const given = new URL(link, page);
  const next = new URL(given.pathname.slice(given.pathname.lastIndexOf("/") + 1), base);
  next.search = given.search;
  if (next.href === page.href) throw incomplete(source, "its next page is the same page again");
  return next;
}

/** The asked fields of a record, each as `read` gives it. Throws when one is left out: taken as empty it would read as a difference. */
export function chosen(source: Source, fields: readonly string[], read: (field: string) => unknown): RawRecord {
  const found: Record<string, Raw> = {};
  for (const field of fields) {
    const value = read(field);
    if (value === undefined) {
      const reason = `it gives no ${field} of ${source.entity}`;
      throw new TieoutError("source_refused", { values: { system: source.system, reason } });
    }
    if (!isRaw(value)) throw notUnderstood(source.system, `its ${field} of ${source.entity} is no single value`);
    found[field] = value;
  }
  return found;
}

const isRaw = (value: unknown): value is string | number | boolean | null =>
  value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean";
