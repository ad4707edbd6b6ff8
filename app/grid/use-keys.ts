// The grid's keys. They rest while someone types or a sheet is open, and leave Ctrl, Alt and Meta to the browser.
import type { GridApi } from "ag-grid-community";
import { type RefObject, useEffect, useRef } from "react";
import type { PairAction } from "../../core/states.ts";
import type { PairRow } from "../../prisma/rows.ts";

interface Keys {
  api: GridApi<PairRow> | null;
  search: RefObject<HTMLInputElement>;
  openPair: number | null;
  open: (id: number | null) => void;
  toggle: (id: number) => void;
  clear: () => void;
  hasSelection: boolean;
  propose: (action: PairAction) => void;
  approve: () => void;
  undo: () => void;
  back: () => void;
  again: () => void;
  nextDifference: () => void;
  refresh: () => void;
  split: () => void;
  columns: () => void;
  values: () => void;
  help: () => void;
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.matches("input:not([type=checkbox]), textarea, select, [contenteditable]") ||
    target.closest("dialog[open], .menu[open]") !== null);

export function useKeys(keys: Keys): void {
  const now = useRef(keys);
  now.current = keys;

  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const typing = isTyping(event.target) || document.querySelector("dialog[open]") !== null;
      if ((event.ctrlKey || event.metaKey) && !event.altKey && !typing && backOrAgain(now.current, event))
        return event.preventDefault();
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      // why: the grid's library takes the space bar for itself and does nothing with it.
      if (event.defaultPrevented && event.key !== " ") return;
      if (typing) return;
      if (act(now.current, event)) event.preventDefault();
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, []);
}

/** Ctrl Z and Ctrl Y, as everywhere; whether it was one of them. */
function backOrAgain(keys: Keys, { key, shiftKey }: KeyboardEvent): boolean {
  const letter = key.toLowerCase();
  if (letter === "z" && !shiftKey) keys.back();
  else if (letter === "y" || (letter === "z" && shiftKey)) keys.again();
  else return false;
  return true;
}

/** Does what the key stands for; whether it stands for something. */
function act(keys: Keys, { key, target }: KeyboardEvent): boolean {
  const onButton = target instanceof HTMLElement && target.matches("button, a, summary");
  switch (key) {
    case "j":
      return step(keys, 1);
    case "k":
      return step(keys, -1);
    case "ArrowDown":
    case "ArrowUp":
      return keys.api?.getFocusedCell() ? false : step(keys, key === "ArrowDown" ? 1 : -1);
    case " ":
      return !onButton && onRow(keys, (row) => keys.toggle(row.id));
    case "Enter":
      return !onButton && onRow(keys, (row) => keys.open(row.id));
    case "a":
      keys.propose("take_globe");
      return true;
    case "h":
      keys.propose("keep_milestones");
      return true;
    case "i":
      keys.propose("ignore");
      return true;
    case "w":
      keys.propose("wait");
      return true;
    case "n":
      keys.nextDifference();
      return true;
    case "g":
      keys.approve();
      return true;
    case "u":
      keys.undo();
      return true;
    case "r":
      keys.refresh();
      return true;
    case "s":
      keys.split();
      return true;
    case "v":
      keys.values();
      return true;
    case "l":
      keys.columns();
      return true;
    case "/":
      keys.search.current?.focus();
      return true;
    case "?":
      keys.help();
      return true;
    case "Escape":
      if (keys.openPair !== null) keys.open(null);
      else if (keys.hasSelection) keys.clear();
      else return false;
      return true;
    default:
      return false;
  }
}

function onRow({ api }: Keys, what: (row: PairRow) => void): boolean {
  const focused = api?.getFocusedCell();
  const row = focused && api?.getDisplayedRowAtIndex(focused.rowIndex)?.data;
  if (row) what(row);
  return row !== null && row !== undefined;
}

/** Moves to the next or previous row; the panel, where it is open, moves along. */
function step(keys: Keys, by: 1 | -1): boolean {
  const { api } = keys;
  if (!api) return false;
  const focused = api.getFocusedCell();
  const last = api.getDisplayedRowCount() - 1;
  const index = focused ? Math.min(last, Math.max(0, focused.rowIndex + by)) : 0;
  api.ensureIndexVisible(index);
  api.setFocusedCell(index, focused?.column ?? "status");
  const row = api.getDisplayedRowAtIndex(index)?.data;
  if (row && keys.openPair !== null) keys.open(row.id);
  return true;
}
