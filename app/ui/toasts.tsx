// Short news of what was just done, with its undo. It stays long enough to be read and never takes the focus.
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
  const [shown, setShown] = useState<(Toast & { id: number })[]>([]);
  const last = useRef(0);
  const drop = useCallback((id: number) => setShown((all) => all.filter((one) => one.id !== id)), []);
  const tell = useCallback(
    (toast: Toast) => {
      last.current += 1;
      const id = last.current;
      setShown((all) => [...all.slice(-2), { ...toast, id }]);
      setTimeout(() => drop(id), staysFor);
    },
    [drop],
  );
  return (
    <Tell.Provider value={tell}>
      {children}
      <div className="toasts" role="status" aria-live="polite">
        {shown.map(({ id, text, bad, action }) => (
          <div key={id} className={`toast ${bad ? "note-bad" : ""}`}>
            <span>{text}</span>
            {action && (
              <button
                type="button"
                className="btn btn-small"
                onClick={() => {
                  action.run();
                  drop(id);
                }}
              >
                {action.label}
                {action.keyCap && <kbd>{action.keyCap}</kbd>}
              </button>
            )}
            <button
              type="button"
              className="btn btn-quiet btn-small btn-icon"
              aria-label={t("pair.close")}
              onClick={() => drop(id)}
            >
              <Icon name="close" className="size-3" />
            </button>
          </div>
        ))}
      </div>
    </Tell.Provider>
  );
}
