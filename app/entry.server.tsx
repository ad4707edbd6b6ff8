// Renders a page to a stream; a page that a robot asks for is sent whole.
import { randomBytes } from "node:crypto";
import { PassThrough } from "node:stream";
import type { ActionFunctionArgs, AppLoadContext, EntryContext, LoaderFunctionArgs } from "@remix-run/node";
import { createReadableStreamFromReadable } from "@remix-run/node";
import { RemixServer } from "@remix-run/react";
import { isbot } from "isbot";
import { renderToPipeableStream } from "react-dom/server";
import { Nonce } from "./ui/nonce.ts";

export const streamTimeout = 10_000;

export default function page(
  request: Request,
  status: number,
  headers: Headers,
  entry: EntryContext,
  { nonce }: AppLoadContext,
): Promise<Response> {
  const whole = isbot(request.headers.get("User-Agent"));
  return new Promise((resolve, reject) => {
    let answer = status;
    const answered = () => {
      headers.set("Content-Type", "text/html; charset=utf-8");
      headers.set("Cache-Control", "no-store");
      const body = new PassThrough();
      resolve(new Response(createReadableStreamFromReadable(body), { headers, status: answer }));
      pipe(body);
    };
    const { pipe, abort } = renderToPipeableStream(
      <Nonce.Provider value={nonce}>
        <RemixServer context={entry} url={request.url} nonce={nonce} abortDelay={streamTimeout} />
      </Nonce.Provider>,
      {
        nonce,
        [whole ? "onAllReady" : "onShellReady"]: answered,
        onShellError: reject,
        onError() {
          answer = 500;
        },
      },
    );
    setTimeout(abort, streamTimeout + 1000).unref();
  });
}

/** Unexpected errors of loaders and actions, with a code that the page shows too. Never what was sent. */
export function handleError(error: unknown, { request, context }: LoaderFunctionArgs | ActionFunctionArgs) {
  if (request.signal.aborted) return;
  const { pathname } = new URL(request.url);
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  context.log?.(
    { path: pathname, method: request.method, reason, reference: randomBytes(4).toString("hex") },
    "A request failed",
  );
}
