// The list's keys. They rest while someone types or a sheet is open, and leave Ctrl, Alt and Meta to the browser.
import { useEffect, useRef } from "react";

/** By key; what gives false leaves the key to the browser. */
export type Keys = Readonly<Record<string, () => unknown>>;

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.matches("input:not([type=checkbox]), textarea, select");

export function useListKeys(keys: Keys): void {
  const now = useRef(keys);
  now.current = keys;

  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (isTyping(event.target) || document.querySelector("dialog[open], .menu[open]")) return;
      const does = now.current[event.key];
      if (does && does() !== false) event.preventDefault();
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, []);
}

const rowsShown = () => [...document.querySelectorAll<HTMLElement>("tr[data-row]")];

/** The number of the row that has the focus; null for none. */
export function rowInFocus(): number | null {
  const row = document.activeElement?.closest<HTMLElement>("tr[data-row]");
  return row ? Number(row.dataset.row) : null;
}

/** Moves the focus to the next or previous row's link. */
export function stepRow(by: 1 | -1): boolean {
  const rows = rowsShown();
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const next = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))];
  next?.querySelector<HTMLElement>("a")?.focus();
  return next !== undefined;
}
