// Every key of the grid, on one sheet.
import { useEffect, useRef } from "react";
import { useWords } from "../i18n/use-words.ts";

const keys = [
  ["J ↓", "next"],
  ["K ↑", "previous"],
  ["␣", "select"],
  ["↵", "details"],
  ["A", "take"],
  ["H", "keep"],
  ["I", "ignore"],
  ["W", "wait"],
  ["N", "nextDifference"],
  ["G", "approve"],
  ["U", "undo"],
  ["Ctrl Z", "back"],
  ["Ctrl Y", "again"],
  ["R", "refresh"],
  ["S", "split"],
  ["L", "columns"],
  ["V", "values"],
  ["/", "search"],
  ["Ctrl K", "palette"],
  ["?", "help"],
  ["Esc", "escape"],
] as const;

export function KeyHelp({ open, close }: { open: boolean; close: () => void }) {
  const { t } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open && !dialog.current?.open) dialog.current?.showModal();
  }, [open]);
  return (
    <dialog ref={dialog} className="sheet" aria-labelledby="keys" onClose={close}>
      <div className="sheet-body">
        <h2 id="keys" className="text-lg">
          {t("keys.title")}
        </h2>
        <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-2 sm:grid-cols-[auto_1fr_auto_1fr]">
          {keys.map(([caps, name]) => (
            <div key={name} className="contents">
              <dt className="flex gap-1">
                {caps.split(" ").map((cap) => (
                  <kbd key={cap}>{cap}</kbd>
                ))}
              </dt>
              <dd>{t(`keys.${name}`)}</dd>
            </div>
          ))}
        </dl>
      </div>
      <div className="sheet-foot">
        <button type="button" className="btn" onClick={() => dialog.current?.close()}>
          {t("pair.close")} <kbd>Esc</kbd>
        </button>
      </div>
    </dialog>
  );
}
