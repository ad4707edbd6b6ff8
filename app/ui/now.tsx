// One clock a page: the server's instant first, so that both renderings say the same, then moving on.
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";

const Now = createContext("");

export const useNow = (): string => useContext(Now);

export function Clock({ start, children }: { start: string; children: ReactNode }) {
  const [now, setNow] = useState(start);
  useEffect(() => {
    setNow(new Date().toISOString());
    const ticking = setInterval(() => setNow(new Date().toISOString()), 20_000);
    return () => clearInterval(ticking);
  }, []);
  return <Now.Provider value={now}>{children}</Now.Provider>;
}
