// A raw value as it came, so that blanks and zeros can be seen: texts in quotes, nothing as a dash.
import type { RawRecord } from "../../core/reconcile/references.ts";

export function rawText(raw: RawRecord | undefined, property: string): string {
  const value: unknown = raw?.[property];
  if (value === undefined || value === null) return "–";
  return typeof value === "string" ? `"${value}"` : String(value);
}
