// The values of one field over the rows in view, each with how many pairs say so on either side. What is picked narrows
// the rows at once; the field's own picks do not narrow its list.
import { useEffect, useState } from "react";
import type { FieldValues } from "../../prisma/field-values.ts";
import { useWords } from "../i18n/use-words.ts";
import { SideSheet } from "../ui/side-sheet.tsx";
import type { Address } from "./address.ts";
import type { FieldColumn } from "./columns.ts";
import { shownText } from "./shown.ts";
import type { Change } from "./use-address.ts";

interface ValuesSheetProps {
  base: string;
  choice: string;
  fields: readonly FieldColumn[];
  /** The field to begin with. */
  first: string;
  address: Address;
  change: Change;
  close: () => void;
}

const typingPause = 200;

export function ValuesSheet({ base, choice, fields, first, address, change, close }: ValuesSheetProps) {
  const { t, n, field: nameOf, language } = useWords();
  const [field, setField] = useState(first);
  const [search, setSearch] = useState("");
  // why: the address follows once its rows were asked; a box that is pressed is checked at once.
  const [picks, setPicks] = useState(address.picked);
  const { answer, failed, again } = useValues(base, choice, field, search);
  const kind = fields.find(({ name }) => name === field)?.kind ?? "text";
  const picked = picks.find((one) => one.field === field)?.values ?? [];

  function pick(values: string[]) {
    const others = picks.filter((one) => one.field !== field);
    const next = values.length > 0 ? [...others, { field, values }] : others;
    setPicks(next);
    change({ picked: next });
  }
  const toggle = (value: string) =>
    pick(picked.includes(value) ? picked.filter((one) => one !== value) : [...picked, value]);
  const rest = answer ? answer.found - answer.values.length : 0;

  return (
    <SideSheet
      title={t("values.title")}
      close={close}
      foot={
        <button type="button" className="btn" disabled={picked.length === 0} onClick={() => pick([])}>
          {t("values.none")}
        </button>
      }
    >
      <select
        className="input"
        aria-label={t("values.field")}
        value={field}
        onChange={({ target }) => {
          setField(target.value);
          setSearch("");
        }}
      >
        {fields.map(({ name }) => (
          <option key={name} value={name}>
            {nameOf(name)}
          </option>
        ))}
      </select>
      <input
        type="search"
        className="input"
        aria-label={t("values.search")}
        placeholder={t("values.search")}
        value={search}
        onChange={({ target }) => setSearch(target.value)}
      />
      <div className="min-h-0 overflow-auto">
        <p className="hint mb-1" role="status">
          {failed ? (
            <>
              {t("values.failed")}{" "}
              <button type="button" className="link" onClick={again}>
                {t("values.again")}
              </button>
            </>
          ) : answer ? (
            t("values.found", { found: n(answer.found), all: n(answer.all) })
          ) : (
            t("values.counting")
          )}
        </p>
        <ul className="chooser-list" aria-busy={answer === null}>
          {answer?.values.map(({ value, pairs }) => (
            <li key={value}>
              <label>
                <input type="checkbox" checked={picked.includes(value)} onChange={() => toggle(value)} />
                <span className="min-w-0 flex-1 truncate">
                  {value === "" ? <i>{t("values.empty")}</i> : shownText({ t, language }, kind, value)}
                </span>
                <b className="tabular-nums">{n(pairs)}</b>
              </label>
            </li>
          ))}
        </ul>
        {rest > 0 && <p className="hint">{t("values.more", { count: rest, n: n(rest) })}</p>}
      </div>
    </SideSheet>
  );
}

/** The last answer to what is asked now; null while it is counted. */
function useValues(base: string, choice: string, field: string, search: string) {
  const [answer, setAnswer] = useState<(FieldValues & { field: string }) | null>(null);
  const [failed, setFailed] = useState(false);
  const [turn, setTurn] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another turn asks the same again
  useEffect(() => {
    const stop = new AbortController();
    const pause = setTimeout(
      async () => {
        const params = new URLSearchParams(choice);
        params.set("field", field);
        params.set("find", search);
        try {
          const told = await fetch(`${base}/values?${params}`, { signal: stop.signal });
          if (!told.ok || told.redirected) throw new Error(String(told.status));
          setAnswer({ ...(await told.json()), field });
          setFailed(false);
        } catch {
          if (!stop.signal.aborted) setFailed(true);
        }
      },
      search === "" ? 0 : typingPause,
    );
    return () => {
      clearTimeout(pause);
      stop.abort();
    };
  }, [base, choice, field, search, turn]);

  return { answer: answer?.field === field ? answer : null, failed, again: () => setTurn((now) => now + 1) };
}
