// Tells every open page that something moved, over server-sent events. One look a second at the database for all pages:
// SQLite's own counter of changes by other connections, and a call from our own actions.
import type { RequestHandler, Response } from "express";
import type { Database } from "../prisma/database.ts";

export interface Live {
  moved: () => void;
  /** Answers with the stream. `isSignedIn` is asked again at each beat, so a session that ended ends its stream. */
  stream: (isSignedIn: (request: Parameters<RequestHandler>[0]) => boolean) => RequestHandler;
  close: () => void;
}

const lookEvery = 1000;
const beatEvery = 20_000;

export function live(db: Database): Live {
  const pages = new Set<Response>();
  const version = () => Number(db.pragma("data_version", { simple: true }));
  let seen = version();
  let turn = 0;

  const tell = () => {
    turn += 1;
    for (const page of pages) page.write(`id: ${turn}\nevent: moved\ndata: ${turn}\n\n`);
  };
  const looking = setInterval(() => {
    const found = version();
    if (found === seen) return;
    seen = found;
    tell();
  }, lookEvery);
  looking.unref();

  return {
    moved: tell,
    stream: (isSignedIn) => (request, response) => {
      if (!isSignedIn(request)) {
        response.status(401).end();
        return;
      }
      response.writeHead(200, {
        "Content-Type": "text/event-stream",
        "Cache-Control": "no-store",
        "X-Accel-Buffering": "no",
      });
      response.write(`retry: 2000\nevent: hello\ndata: ${turn}\n\n`);
      pages.add(response);
      const beat = setInterval(() => {
        if (isSignedIn(request)) response.write(": beat\n\n");
        else response.end();
      }, beatEvery);
      response.on("close", () => {
        clearInterval(beat);
        pages.delete(response);
      });
    },
    close() {
      clearInterval(looking);
      for (const page of pages) page.end();
    },
  };
}
