// Keeps how a person has the columns, a moment after the last change; a keeping that fails is said.
import { useCallback, useEffect, useRef } from "react";
import { useWords } from "../i18n/use-words.ts";
import { useTell } from "../ui/toasts.tsx";
import { useToken } from "../ui/token.tsx";

const pause = 700;

/** `base`: the grid's address. */
export function useKeptLook(base: string): (look: string) => void {
  const { t } = useWords();
  const tell = useTell();
  const csrf = useToken();
  const waiting = useRef<ReturnType<typeof setTimeout>>();
  const last = useRef<() => void>();
  const send = useRef<(look: string) => Promise<void>>(async () => {});
  send.current = async (look) => {
    // why: kept also where the page is being left; and plain, since no number of the page moves with it.
    const asked = { method: "POST", keepalive: true, headers: { "Content-Type": "application/json" } };
    const answer = await fetch(`${base}/look`, { ...asked, body: JSON.stringify({ look, csrf }) }).catch(() => null);
    if (!answer?.ok || answer.redirected) tell({ text: t("view.lookNotKept"), bad: true });
  };

  useEffect(() => () => last.current?.(), []);

  return useCallback((look) => {
    clearTimeout(waiting.current);
    const now = () => {
      clearTimeout(waiting.current);
      last.current = undefined;
      void send.current(look);
    };
    last.current = now;
    waiting.current = setTimeout(now, pause);
  }, []);
}
