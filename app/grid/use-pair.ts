// One pair whole, asked of the server, kept for a moment so that hovering and opening ask once, and asked again on news.
import { useEffect, useState } from "react";
import type { WholePair } from "../../prisma/rows.ts";
import { useLive } from "../ui/live.tsx";

const kept = new Map<string, Promise<WholePair | null>>();

function asked(address: string, turn: number): Promise<WholePair | null> {
  const key = `${address} ${turn}`;
  const known = kept.get(key);
  if (known) return known;
  if (kept.size > 50) kept.clear();
  const answer = fetch(address).then((response): Promise<WholePair> | null =>
    response.ok && !response.redirected ? response.json() : null,
  );
  kept.set(key, answer);
  answer.catch(() => kept.delete(key));
  return answer;
}

/** The pair; undefined while it is asked for the first time, null where it is gone. */
export function usePair(base: string, id: number, fresh: number): WholePair | null | undefined {
  const { turn } = useLive();
  const [pair, setPair] = useState<WholePair | null | undefined>(undefined);
  useEffect(() => {
    let stays = true;
    asked(`${base}/pair/${id}`, turn + fresh / 1e6).then(
      (found) => stays && setPair(found),
      () => {},
    );
    return () => {
      stays = false;
    };
  }, [base, id, turn, fresh]);
  return pair;
}
