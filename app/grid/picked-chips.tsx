// Which values were picked, field by field, and the way to let go of them.
import { useWords } from "../i18n/use-words.ts";
import type { Address } from "./address.ts";
import type { GridColumns } from "./columns.ts";
import { shownText } from "./shown.ts";
import type { Change } from "./use-address.ts";

const namedAtMost = 3;

interface PickedChipsProps {
  columns: GridColumns;
  address: Address;
  change: Change;
  open: (field: string) => void;
}

export function PickedChips({ columns, address, change, open }: PickedChipsProps) {
  const { t, field, language } = useWords();
  if (address.picked.length === 0) return null;
  return (
    <ul className="chips mb-2" aria-label={t("values.title")}>
      {address.picked.map(({ field: name, values }) => {
        const kind = columns.fields.find((one) => one.name === name)?.kind ?? "text";
        const named = values.slice(0, namedAtMost).map((value) => shownText({ t, language }, kind, value));
        const more = values.length - named.length;
        return (
          <li key={name} className="flex items-center">
            <button type="button" className="chip chip-button" aria-pressed="true" onClick={() => open(name)}>
              {field(name)}: <b>{named.map((text) => text || t("values.empty")).join(", ")}</b>
              {more > 0 && ` +${more}`}
            </button>
            <button
              type="button"
              className="chip-clear link"
              aria-label={t("values.letGo", { field: field(name) })}
              onClick={() => change({ picked: address.picked.filter((one) => one.field !== name) })}
            >
              ✕
            </button>
          </li>
        );
      })}
    </ul>
  );
}
