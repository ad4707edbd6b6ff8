// The three lists, the search, and what the list is narrowed to. All of it stands in the address.
import { Link } from "@remix-run/react";
import { type RefObject, useEffect, useRef, useState } from "react";
import { useWords } from "../i18n/use-words.ts";
import { Icon } from "../ui/icon.tsx";
import { type InvoiceAddress, invoicesAt, listOf, lists } from "./address.ts";
import type { Stage } from "./amounts.ts";

interface ListToolsProps {
  base: string;
  address: InvoiceAddress;
  change: (moved: Partial<InvoiceAddress>) => void;
  stages: readonly Stage[];
  waiting: number;
  search: RefObject<HTMLInputElement>;
}

export function ListTools({ base, address, change, stages, waiting, search }: ListToolsProps) {
  const { t, n } = useWords();
  const count = (name: Stage["name"]) => stages.find((one) => one.name === name)?.invoices ?? 0;
  const counts = {
    waiting,
    attention: count("attention"),
    booked: count("booked"),
    all: stages.reduce((sum, { invoices }) => sum + invoices, 0),
  };
  const { show, code, cause } = address;
  const narrowed = !lists.some((name) => name === show);
  return (
    <div className="list-tools">
      <nav className="tabs" aria-label={t("invoices.lists")}>
        {lists.map((name) => (
          <Link
            key={name}
            to={invoicesAt(base, { show: name, search: address.search })}
            aria-current={listOf(show) === name ? "page" : undefined}
            preventScrollReset
          >
            {t(`invoices.list.${name}`)}{" "}
            <span className={name === "attention" && counts[name] > 0 ? "text-bad" : ""}>{n(counts[name])}</span>
          </Link>
        ))}
      </nav>
      {narrowed && (
        <button type="button" className="chip chip-button" onClick={() => change({ show: listOf(show) })}>
          {t(`invoices.only.${show as "draft"}`)} <span aria-hidden="true">✕</span>
          <span className="sr-only">, {t("invoices.clear")}</span>
        </button>
      )}
      {code && (
        <button type="button" className="chip chip-button" onClick={() => change({ code: "", cause: "" })}>
          {t("invoices.oneCause", { cause: cause || code })} <span aria-hidden="true">✕</span>
          <span className="sr-only">, {t("invoices.clear")}</span>
        </button>
      )}
      <span className="flex-1" />
      <SearchBox text={address.search} onText={(text) => change({ search: text })} box={search} />
    </div>
  );
}

const restFor = 250;

function SearchBox(props: { text: string; onText: (text: string) => void; box: RefObject<HTMLInputElement> }) {
  const { t } = useWords();
  const { text, onText, box } = props;
  const [typed, setTyped] = useState(text);
  const waiting = useRef<ReturnType<typeof setTimeout>>();
  const asked = useRef(text);
  // why: the address may have moved while the last letters rested.
  const latest = useRef(onText);
  latest.current = onText;

  useEffect(() => {
    // why: the address may move by a link too; what is being typed stays.
    if (text !== asked.current) setTyped(text);
    asked.current = text;
  }, [text]);
  useEffect(() => () => clearTimeout(waiting.current), []);

  function type(next: string) {
    setTyped(next);
    clearTimeout(waiting.current);
    waiting.current = setTimeout(() => {
      asked.current = next.trim();
      latest.current(next.trim());
    }, restFor);
  }

  return (
    <div className="search">
      <Icon name="search" className="size-3.5" />
      <input
        ref={box}
        type="search"
        value={typed}
        aria-label={t("invoices.search")}
        placeholder={t("invoices.searchHint")}
        onChange={(event) => type(event.target.value)}
        aria-keyshortcuts="/"
      />
      <kbd>/</kbd>
    </div>
  );
}
