// Short news of what was just done, with its undo; the newest takes the place of the one before. It stays long enough to be read and never takes the focus.
import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from "react";
import { useWords } from "../i18n/use-words.ts";
import { Icon } from "./icon.tsx";

export interface Toast {
  text: string;
  bad?: boolean;
  action?: { label: string; keyCap?: string; run: () => void };
}

const Tell = createContext<(toast: Toast) => void>(() => {});

/** Says something; it goes by itself after a while. */
export const useTell = () => useContext(Tell);

const staysFor = 9000;

export function Toasts({ children }: { children: ReactNode }) {
  const { t } = useWords();
  const [shown, setShown] = useState<(Toast & { id: number }) | null>(null);
  const last = useRef(0);
  const drop = useCallback((id: number) => setShown((now) => (now?.id === id ? null : now)), []);
  const tell = useCallback(
    (toast: Toast) => {
      last.current += 1;
      const id = last.current;
      setShown({ ...toast, id });
      setTimeout(() => drop(id), staysFor);
    },
    [drop],
  );
  return (
    <Tell.Provider value={tell}>
      {children}
      <div className="toasts" role="status" aria-live="polite">
        {shown && (
          <div key={shown.id} className={`toast ${shown.bad ? "note-bad" : ""}`}>
            <span>{shown.text}</span>
            {shown.action && (
              <button
                type="button"
                className="btn btn-small"
                onClick={() => {
                  shown.action?.run();
                  drop(shown.id);
                }}
              >
                {shown.action.label}
                {shown.action.keyCap && <kbd>{shown.action.keyCap}</kbd>}
              </button>
            )}
            <button
              type="button"
              className="btn btn-quiet btn-small btn-icon"
              aria-label={t("pair.close")}
              onClick={() => drop(shown.id)}
            >
              <Icon name="close" className="size-3" />
            </button>
          </div>
        )}
      </div>
    </Tell.Provider>
  );
}
