// A dialog that says what follows before anything is done. Escape closes it; Ctrl and Enter press its button.
import { type ReactNode, useEffect, useId, useRef } from "react";
import { useWords } from "../i18n/use-words.ts";

interface SheetProps {
  title: string;
  close: () => void;
  submit: () => void;
  /** What its button says; null: there is nothing to do but close it. */
  act: string | null;
  isBad?: boolean;
  disabled: boolean;
  children: ReactNode;
}

export function Sheet({ title, close, submit, act, isBad = false, disabled, children }: SheetProps) {
  const { t } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const heading = useId();

  useEffect(() => dialog.current?.showModal(), []);

  return (
    <dialog
      ref={dialog}
      className="sheet"
      aria-labelledby={heading}
      onClose={close}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) button.current?.click();
      }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <div className="sheet-body">
          <h2 id={heading} className="text-lg">
            {title}
          </h2>
          {children}
        </div>
        <div className="sheet-foot">
          <button type="button" className="btn" onClick={() => dialog.current?.close()}>
            {t("decide.cancel")} <kbd>Esc</kbd>
          </button>
          {act !== null && (
            <button ref={button} type="submit" className={`btn ${isBad ? "btn-bad" : "btn-main"}`} disabled={disabled}>
              {act} <kbd>Ctrl ↵</kbd>
            </button>
          )}
        </div>
      </form>
    </dialog>
  );
}
