// A dialog at the side, beside what it changes at once: there is nothing to confirm, only to close.
import { type ReactNode, useEffect, useId, useRef } from "react";
import { useWords } from "../i18n/use-words.ts";

interface SideSheetProps {
  title: string;
  close: () => void;
  /** What its foot offers beside closing. */
  foot: ReactNode;
  children: ReactNode;
}

export function SideSheet({ title, close, foot, children }: SideSheetProps) {
  const { t } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();

  useEffect(() => dialog.current?.showModal(), []);

  return (
    <dialog ref={dialog} className="sheet sheet-side" aria-labelledby={heading} onClose={close}>
      <div className="sheet-body chooser">
        <h2 id={heading} className="text-lg">
          {title}
        </h2>
        {children}
      </div>
      <div className="sheet-foot">
        {foot}
        <button type="button" className="btn btn-main" onClick={() => dialog.current?.close()}>
          {t("sheet.done")} <kbd>Esc</kbd>
        </button>
      </div>
    </dialog>
  );
}
