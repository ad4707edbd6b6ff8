// Sends a form's worth of JSON to an action and gives its answer back; the pages' numbers follow by themselves.
import { useFetcher } from "@remix-run/react";
import { useCallback, useEffect, useRef } from "react";
import type { Problem } from "../session/problem.ts";
import { useToken } from "./token.tsx";

export type Answer<Result> = Result | { problem: Problem | null };

type Json = Parameters<ReturnType<typeof useFetcher>["submit"]>[0];

export function useSend<Result extends object>() {
  const { submit, state, data } = useFetcher<Answer<Result>>();
  const csrf = useToken();
  const waiting = useRef<((answer: Answer<Result>) => void) | null>(null);

  useEffect(() => {
    if (state !== "idle" || data === undefined) return;
    waiting.current?.(data as Answer<Result>);
    waiting.current = null;
  }, [state, data]);

  const send = useCallback(
    (action: string, body: Record<string, unknown>) =>
      new Promise<Answer<Result>>((resolve) => {
        waiting.current = resolve;
        submit({ ...body, csrf } as Json, { method: "post", action, encType: "application/json" });
      }),
    [submit, csrf],
  );
  return { send, busy: state !== "idle" };
}
