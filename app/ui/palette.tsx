// Ctrl K: go to any page, or search in any kind of data, without leaving the keyboard.
import { useNavigate } from "@remix-run/react";
import { useEffect, useId, useRef, useState } from "react";
import type { EntityName } from "../../core/entities/index.ts";
import { useWords } from "../i18n/use-words.ts";
import { invoicesAt } from "../invoices/address.ts";
import { Icon } from "./icon.tsx";

interface Destination {
  label: string;
  to: string;
}

export function Palette({ base, entities }: { base: string; entities: readonly EntityName[] }) {
  const { t } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useId();
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const go = useNavigate();
  const found = destinations();

  useEffect(() => {
    const open = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      if (!dialog.current?.open) show();
    };
    document.addEventListener("keydown", open);
    return () => document.removeEventListener("keydown", open);
  });

  function destinations(): Destination[] {
    const wanted = text.trim().toLowerCase();
    const pages: Destination[] = [
      { label: t("nav.overview"), to: base },
      { label: t("invoices.name"), to: `${base}/invoices` },
      ...entities.map((entity) => ({ label: t(`entity.${entity}`), to: `${base}/${entity}` })),
      { label: t("nav.decisions"), to: `${base}/decisions` },
      { label: t("nav.runs"), to: `${base}/runs` },
      { label: t("nav.letters"), to: `${base}/letters` },
    ]
      .filter(({ label }) => label.toLowerCase().includes(wanted))
      .map(({ label, to }) => ({ label: t("palette.goTo", { page: label }), to }));
    if (wanted === "") return pages;
    const searches = entities.map((entity) => ({
      label: t("palette.search", { text: text.trim(), entity: t(`entity.${entity}`) }),
      to: `${base}/${entity}?${new URLSearchParams({ q: text.trim() })}`,
    }));
    const invoices = {
      label: t("palette.search", { text: text.trim(), entity: t("invoices.name") }),
      to: invoicesAt(base, { show: "all", search: text.trim() }),
    };
    return [...pages, invoices, ...searches];
  }

  function show() {
    setText("");
    setAt(0);
    dialog.current?.showModal();
  }

  function choose(destination: Destination | undefined) {
    if (!destination) return;
    dialog.current?.close();
    go(destination.to);
  }

  return (
    <>
      <button type="button" className="ask" onClick={show} aria-keyshortcuts="Control+K">
        <Icon name="search" />
        <span>{t("palette.open")}</span>
        <kbd>Ctrl K</kbd>
      </button>
      <dialog ref={dialog} className="sheet palette" aria-label={t("palette.title")} closedby="any">
        <input
          className="input rounded-b-none border-0 border-b border-line px-5 py-4 text-base"
          role="combobox"
          aria-expanded="true"
          aria-controls={list}
          aria-activedescendant={found[at] ? `${list}-${at}` : undefined}
          aria-label={t("palette.title")}
          placeholder={t("palette.open")}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
          }}
          onKeyDown={(event) => {
            const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
            if (step) {
              event.preventDefault();
              setAt((at + step + found.length) % Math.max(1, found.length));
            }
            if (event.key === "Enter") choose(found[at]);
          }}
        />
        <div id={list} role="listbox" aria-label={t("palette.title")} className="max-h-96 overflow-auto p-2">
          {found.map((destination, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field above
            <div
              key={destination.to}
              id={`${list}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              className="menu-item"
              onClick={() => choose(destination)}
              onPointerMove={() => setAt(index)}
            >
              {destination.label}
            </div>
          ))}
          {found.length === 0 && <p className="hint p-3">{t("palette.nothing")}</p>}
        </div>
      </dialog>
    </>
  );
}
