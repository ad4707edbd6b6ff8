// News from the server: when something moved, the page's numbers are asked again; a lost connection is said, not hidden.
import { useRevalidator } from "@remix-run/react";
import { createContext, type ReactNode, startTransition, useContext, useEffect, useRef, useState } from "react";
import { useWords } from "../i18n/use-words.ts";

interface News {
  /** Goes up each time something moved. */
  turn: number;
  /** Since when the connection is lost; null while it stands. */
  lostAt: string | null;
}

const Live = createContext<News>({ turn: 0, lostAt: null });

export const useLive = (): News => useContext(Live);

const gatherFor = 300;

export function LiveNews({ children }: { children: ReactNode }) {
  const [news, hear] = useState<News>({ turn: 0, lostAt: null });
  const { revalidate } = useRevalidator();
  const again = useRef(revalidate);
  again.current = revalidate;

  useEffect(() => {
    const source = new EventSource("/live");
    let gathering: ReturnType<typeof setTimeout> | undefined;
    let lost = false;
    // why: news may come while the grid is still being brought to life; an update that cannot wait would throw it away.
    const setNews = (next: (before: News) => News) => startTransition(() => hear(next));
    const moved = () => {
      clearTimeout(gathering);
      gathering = setTimeout(() => {
        setNews(({ turn, lostAt }) => ({ turn: turn + 1, lostAt }));
        again.current();
      }, gatherFor);
    };
    source.addEventListener("moved", moved);
    source.addEventListener("hello", () => {
      if (lost) moved();
      lost = false;
      setNews(({ turn }) => ({ turn, lostAt: null }));
    });
    source.addEventListener("error", () => {
      lost = true;
      setNews(({ turn, lostAt }) => ({ turn, lostAt: lostAt ?? new Date().toISOString() }));
      // why: an answer other than a stream (signed out) is final for the browser; asking the page leads to sign-in.
      if (source.readyState === EventSource.CLOSED) again.current();
    });
    return () => {
      clearTimeout(gathering);
      source.close();
    };
  }, []);

  return <Live.Provider value={news}>{children}</Live.Provider>;
}

export function LostConnection() {
  const { lostAt } = useLive();
  const { t, time } = useWords();
  return (
    <div role="status" aria-live="polite" className="lost">
      {lostAt && <p className="note note-stale">{t("live.offline", { time: time(lostAt) })}</p>}
    </div>
  );
}
