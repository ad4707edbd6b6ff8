// Which columns are shown, in which order, and which stay in sight. The grid follows at once; by keyboard as by mouse.
import { useEffect, useRef, useState } from "react";
import { useWords } from "../i18n/use-words.ts";
import { Icon } from "../ui/icon.tsx";
import { SideSheet } from "../ui/side-sheet.tsx";
import type { Address } from "./address.ts";
import { type GridColumns, inOrder } from "./columns.ts";
import type { Change } from "./use-address.ts";

interface ColumnChooserProps {
  columns: GridColumns;
  differing: Readonly<Record<string, number>>;
  address: Address;
  change: Change;
  close: () => void;
}

export function ColumnChooser({ columns, differing, address, change, close }: ColumnChooserProps) {
  const { t, n, field } = useWords();
  const [wanted, setWanted] = useState("");
  const [told, setTold] = useState("");
  const focus = useRef<string | null>(null);
  const { hidden, pinned } = address;
  const names = inOrder(columns, address.order, differing).map(({ name }) => name);
  const movable = names.filter((name) => name !== columns.title);
  const found = names.filter((name) => field(name).toLowerCase().includes(wanted.trim().toLowerCase()));

  // why: what moved in the list is put in its new place by the browser, which drops the focus.
  useEffect(() => {
    if (focus.current) document.getElementById(focus.current)?.focus();
    focus.current = null;
  });

  const without = (list: readonly string[], name: string) => list.filter((one) => one !== name);
  const toggled = (list: readonly string[], name: string) =>
    list.includes(name) ? without(list, name) : [...list, name];

  function move(name: string, by: 1 | -1) {
    const from = movable.indexOf(name);
    const to = from + by;
    if (to < 0 || to >= movable.length) return;
    const order = without(movable, name);
    order.splice(to, 0, name);
    focus.current = idOf(name, by);
    setTold(t("columns.moved", { field: field(name), at: to + 2 }));
    change({ order });
  }

  return (
    <SideSheet
      title={t("columns.title")}
      close={close}
      foot={
        <button
          type="button"
          className="btn"
          title={t("columns.resetMeans")}
          onClick={() => change({ hidden: [], order: [], pinned: [], widths: {} })}
        >
          {t("columns.reset")}
        </button>
      }
    >
      <input
        type="search"
        className="input"
        aria-label={t("columns.search")}
        placeholder={t("columns.search")}
        value={wanted}
        onChange={({ target }) => setWanted(target.value)}
      />
      <div className="chooser-acts">
        <span className="hint flex-1" role="status">
          {t("columns.shown", { shown: n(names.length - hidden.length), total: n(names.length) })}
        </span>
        <button type="button" className="btn btn-small" onClick={() => change({ hidden: [] })}>
          {t("columns.all")}
        </button>
        <button type="button" className="btn btn-small" onClick={() => change({ hidden: movable, pinned: [] })}>
          {t("columns.noneHidden")}
        </button>
      </div>
      <ul className="chooser-list">
        {found.map((name) => (
          <li key={name}>
            <label>
              <input
                type="checkbox"
                checked={!hidden.includes(name)}
                onChange={() => change({ hidden: toggled(hidden, name), pinned: without(pinned, name) })}
              />
              <span className="truncate">{field(name)}</span>
              {(differing[name] ?? 0) > 0 && <span className="chip is-different">{n(differing[name] ?? 0)}</span>}
            </label>
            {name !== columns.title && (
              <>
                <Press
                  icon="pin"
                  label={t("columns.pin", { field: field(name) })}
                  pressed={pinned.includes(name)}
                  disabled={hidden.includes(name)}
                  press={() => change({ pinned: toggled(pinned, name) })}
                />
                <Press
                  icon="up"
                  id={idOf(name, -1)}
                  label={t("columns.up", { field: field(name) })}
                  disabled={name === movable[0]}
                  press={() => move(name, -1)}
                />
                <Press
                  icon="down"
                  id={idOf(name, 1)}
                  label={t("columns.down", { field: field(name) })}
                  disabled={name === movable.at(-1)}
                  press={() => move(name, 1)}
                />
              </>
            )}
          </li>
        ))}
        {found.length === 0 && <li className="hint">{t("columns.nothing")}</li>}
      </ul>
      <p className="sr-only" role="status">
        {told}
      </p>
    </SideSheet>
  );
}

const idOf = (name: string, by: 1 | -1) => `column-${name}-${by === 1 ? "down" : "up"}`;

interface PressProps {
  icon: "pin" | "up" | "down";
  id?: string;
  label: string;
  pressed?: boolean;
  disabled: boolean;
  press: () => void;
}

/** why: aria-disabled, since a button that is disabled while it has the focus drops it. */
function Press({ icon, id, label, pressed, disabled, press }: PressProps) {
  return (
    <button
      type="button"
      id={id}
      className="btn btn-quiet btn-small btn-icon"
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      aria-disabled={disabled || undefined}
      onClick={() => !disabled && press()}
    >
      <Icon name={icon} className="size-3.5" />
    </button>
  );
}
