// Search in this list, saved views, which columns, one or two a field, density, and the workbook.
import { type RefObject, useEffect, useState } from "react";
import { midSentence } from "../i18n/format.ts";
import { useWords } from "../i18n/use-words.ts";
import { SendButton } from "../returned/send-workbook.tsx";
import { Icon } from "../ui/icon.tsx";
import type { Address, Look } from "./address.ts";
import type { GridPageData } from "./page-data.ts";
import type { Change } from "./use-address.ts";
import { ViewsMenu } from "./views-menu.tsx";

interface ToolbarProps {
  page: GridPageData;
  base: string;
  address: Address;
  change: Change;
  look: Look;
  search: RefObject<HTMLInputElement>;
  onColumns: () => void;
  onValues: () => void;
  onExcel: () => void;
  /** Where a filled workbook goes, and why this person may not send one. */
  send: { base: string; refused: string | null };
}

export function Toolbar({
  page,
  base,
  address,
  change,
  look,
  search,
  onColumns,
  onValues,
  onExcel,
  send,
}: ToolbarProps) {
  const { t } = useWords();
  return (
    <div className="toolbar" role="toolbar" aria-label={t("grid.view")}>
      <QuickSearch {...{ name: page.title, address, change, search }} />
      <ViewsMenu {...{ page, base, address, change, look }} />
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
      <button
        type="button"
        className="btn"
        aria-haspopup="dialog"
        title={`${t("columns.button")} (L)`}
        onClick={onColumns}
      >
        <Icon name="columns" />
        <span className="wide-only">{t("columns.button")}</span>
      </button>
      <button
        type="button"
        className="btn"
        aria-haspopup="dialog"
        title={`${t("values.title")} (V)`}
        onClick={onValues}
      >
        <Icon name="filter" />
        <span className="wide-only">{t("values.button")}</span>
      </button>
      <button type="button" className="btn" title={t("grid.excelHint")} onClick={onExcel}>
        <Icon name="download" />
        {t("grid.excel")}
      </button>
      <SendButton {...send} />
    </div>
  );
}

const typingPause = 200;

type QuickSearchProps = Pick<ToolbarProps, "address" | "change" | "search"> & { name: string };

function QuickSearch({ name, address, change, search }: QuickSearchProps) {
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
