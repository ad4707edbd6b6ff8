// Search in this list, which columns, one or two a field, density, and the workbook.
import { type RefObject, useEffect, useState } from "react";
import { midSentence } from "../i18n/format.ts";
import { useWords } from "../i18n/use-words.ts";
import { SendButton } from "../returned/send-workbook.tsx";
import { Icon } from "../ui/icon.tsx";
import { Menu } from "../ui/menu.tsx";
import type { Address } from "./address.ts";
import type { GridColumns } from "./columns.ts";
import type { Change } from "./use-address.ts";

interface ToolbarProps {
  name: string;
  columns: GridColumns;
  address: Address;
  change: Change;
  search: RefObject<HTMLInputElement>;
  onExcel: () => void;
  /** Where a filled workbook goes, and why this person may not send one. */
  send: { base: string; refused: string | null };
}

export function Toolbar({ name, columns, address, change, search, onExcel, send }: ToolbarProps) {
  const { t } = useWords();
  return (
    <div className="toolbar" role="toolbar" aria-label={t("grid.view")}>
      <QuickSearch {...{ name, address, change, search }} />
      <button
        type="button"
        className="btn btn-icon"
        aria-pressed={address.split}
        aria-label={t("grid.split")}
        title={`${t("grid.split")} (S)`}
        onClick={() => change({ split: !address.split })}
      >
        <Icon name="split" />
      </button>
      <button
        type="button"
        className="btn btn-icon"
        aria-pressed={address.compact}
        aria-label={t("grid.density")}
        title={t("grid.density")}
        onClick={() => change({ compact: !address.compact })}
      >
        <Icon name="rows" />
      </button>
      <ColumnsMenu {...{ columns, address, change }} />
      <button type="button" className="btn" title={t("grid.excelHint")} onClick={onExcel}>
        <Icon name="download" />
        {t("grid.excel")}
      </button>
      <SendButton {...send} />
    </div>
  );
}

const typingPause = 200;

function QuickSearch({ name, address, change, search }: Pick<ToolbarProps, "name" | "address" | "change" | "search">) {
  const { t } = useWords();
  const [text, setText] = useState(address.search);
  const label = t("grid.search", { entity: midSentence(name) });

  useEffect(() => setText(address.search), [address.search]);
  useEffect(() => {
    if (text === address.search) return;
    const pause = setTimeout(() => change({ search: text }), typingPause);
    return () => clearTimeout(pause);
  }, [text, address.search, change]);

  return (
    <label className="search">
      <Icon name="search" className="size-3.5" />
      <span className="sr-only">{label}</span>
      <input
        ref={search}
        type="search"
        value={text}
        placeholder={label}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") change({ search: text });
        }}
      />
      <kbd>/</kbd>
    </label>
  );
}

function ColumnsMenu({ columns, address, change }: Pick<ToolbarProps, "columns" | "address" | "change">) {
  const { t, field } = useWords();
  const toggle = (column: string) =>
    change({
      hidden: address.hidden.includes(column)
        ? address.hidden.filter((one) => one !== column)
        : [...address.hidden, column],
    });
  return (
    <Menu
      label={t("grid.columnsTitle")}
      className="btn"
      button={
        <>
          <Icon name="columns" />
          <span className="wide-only">{t("grid.columns")}</span>
        </>
      }
    >
      <fieldset className="max-h-[60vh] w-64 overflow-auto">
        <legend className="menu-head">{t("grid.columnsTitle")}</legend>
        {columns.fields.map(({ name }) => (
          <label key={name} className="menu-item">
            <input type="checkbox" checked={!address.hidden.includes(name)} onChange={() => toggle(name)} />
            {field(name)}
          </label>
        ))}
      </fieldset>
      <button type="button" className="menu-item link mt-1" onClick={() => change({ hidden: [] })}>
        {t("grid.columnsAll")}
      </button>
    </Menu>
  );
}
