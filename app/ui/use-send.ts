// Sends a form's worth of JSON to an action and gives its answer back; the pages' numbers follow by themselves.
import { useFetcher } from "@remix-run/react";
import { useCallback, useEffect, useState } from "react";
import type { Problem } from "../session/problem.ts";
import { answers } from "./answers.ts";
import { useToken } from "./token.tsx";

export type Answer<Result> = Result | { problem: Problem | null };

type Json = Parameters<ReturnType<typeof useFetcher>["submit"]>[0];

/** What is sent while an answer is awaited goes after it. */
export function useSend<Result extends object>() {
  const { submit, state, data } = useFetcher<Answer<Result>>();
  const csrf = useToken();
  const [{ ask, heard }] = useState(answers<Answer<Result>>);

  // why: `data` may run ahead of `state`, which React shows when it has time: a channel is seen at rest before it was
  // seen at work, with an answer of before or after.
  useEffect(() => {
    if (state === "idle") heard(data as Answer<Result> | undefined);
  }, [state, data, heard]);

  const send = useCallback(
    (action: string, body: Record<string, unknown>) =>
      ask(() => submit({ ...body, csrf } as Json, { method: "post", action, encType: "application/json" })),
    [ask, submit, csrf],
  );
  return { send, busy: state !== "idle" };
}
