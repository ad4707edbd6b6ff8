// The HTTP server that every stand-in is: control API first, then faults and pauses, then the system's own answer.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { parseArgs } from "node:util";
import type { Fault, Faults } from "./faults.ts";

export interface Answer {
  status: number;
  body: string | Buffer;
  /** Content type; JSON when left out. */
  type?: string;
  headers?: Record<string, string | string[]>;
}

export interface Asked {
  method: string;
  url: URL;
  headers: IncomingMessage["headers"];
  /** Of what is written; "" otherwise. */
  body: string;
}

export interface System {
  faults: Faults;
  /** The entity whose page is asked for; undefined when the request is for something else. */
  entityOf(url: URL): string | undefined;
  /** What whoever asks gets to hear before anything else, such as that they must sign in; undefined where they may go on. */
  refusal?(request: IncomingMessage): Answer | undefined;
  /** The system's answer, changed by a fault where that is one of content. */
  answer(request: Asked, fault: Fault | undefined): Answer;
  /** An error in the system's own shape. */
  failure(status: number, message: string): Answer;
  /** Answers what stands under /standin/. */
  control(request: { method: string; path: string[]; url: URL; body: string }): Promise<Answer>;
}

export interface Listening {
  url: string;
  stop(): Promise<void>;
}

/** Serves a system until stopped. Port 0 lets the machine choose. */
export async function listen(system: System, at: { host: string; port: number }): Promise<Listening> {
  const server = createServer((request, response) => {
    reply(system, request, response).catch((error) => {
      if (!response.headersSent) write(response, { status: 500, body: String(error), type: "text/plain" });
      else response.destroy();
    });
  });
  await new Promise<void>((ready, failed) => {
    server.once("error", failed);
    server.listen(at.port, at.host, ready);
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://${at.host}:${port}`, stop: () => stopped(system, server) };
}

function stopped(system: System, server: Server): Promise<void> {
  system.faults.release();
  return new Promise((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });
}

async function reply(system: System, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", `http://${request.headers.host ?? "standin"}`);
  const method = request.method ?? "GET";
  const path = url.pathname.split("/").filter((part) => part !== "");
  if (path[0] === "standin") {
    // why: whoever else may reach the system must not be able to change what it holds.
    if (!loopback.test(request.socket.remoteAddress ?? "")) return write(response, { status: 403, body: "{}" });
    const body = await bodyOf(request);
    write(response, await system.control({ method, path: path.slice(1).map(decodeURIComponent), url, body }));
    return;
  }
  const body = method === "GET" ? "" : await bodyOf(request);
  system.faults.atDoor("count");
  if (system.faults.atDoor("no_keep_alive")) response.shouldKeepAlive = false;
  const refusal = system.refusal?.(request);
  if (refusal) return write(response, refusal);
  const entity = ["GET", "POST", "PATCH", "PUT"].includes(method) ? system.entityOf(url) : undefined;
  const kind = method === "GET" ? "GET" : "POST";
  const fault = entity === undefined ? undefined : await system.faults.befall(entity, kind);
  // why: what is written is done also when nobody waits for the answer any more.
  if (response.destroyed && kind === "GET") return;
  let made: Answer | undefined;
  const answer = () => {
    made ??= system.answer({ method, url, headers: request.headers, body }, fault);
    return made;
  };
  if (fault?.done) answer();
  switch (fault?.kind) {
    case "hang":
      return;
    case "die":
      process.kill(process.pid, "SIGKILL");
      return;
    case "cut":
      cut(response, answer());
      return;
    case "truncated": {
      const whole = answer();
      write(response, { ...whole, body: half(whole.body) });
      return;
    }
    case "status": {
      const headers: Record<string, string> = {};
      if (fault.retryAfter !== undefined) headers["retry-after"] = fault.retryAfter;
      if (fault.location !== undefined) headers.location = fault.location;
      const plain = { status: fault.status, body: "Service Unavailable", type: "text/plain" };
      const answered = fault.message === undefined ? plain : system.failure(fault.status, fault.message);
      write(response, { ...answered, headers });
      return;
    }
    case "html":
      write(response, { status: fault.status, body: page, type: "text/html; charset=utf-8" });
      return;
    default:
      write(response, answer());
  }
}

const page = "<!DOCTYPE html><html><head><title>Sign in</title></head><body><h1>Sign in to continue</h1></body></html>";

const loopback = /^(?:::ffff:)?127\.|^::1$/;

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

function write(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, headersOf(answer)).end(answer.body);
}

const headersOf = (answer: Answer) => ({
  "content-type": answer.type ?? "application/json; charset=utf-8",
  "content-length": Buffer.byteLength(answer.body),
  ...answer.headers,
});

function cut(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, headersOf(answer));
  response.write(half(answer.body), () => response.destroy());
}

const half = (body: string | Buffer) =>
  typeof body === "string" ? body.slice(0, body.length >> 1) : body.subarray(0, body.length >> 1);

interface Options {
  dataset: string[];
  host: string;
  port: number;
  pageSize?: number;
  ledger?: string;
  server?: string;
  pdfBytes?: number;
  kept?: string;
  etags?: boolean;
  perMinute?: number;
  moved?: string;
  redirect?: string;
  tokenSeconds?: number;
  consentSeconds?: number;
}

type Start = (options: Options) => Promise<Listening>;

/** Reads the stand-in's command line, starts it, says where it is on one line, and stops it on a signal. */
export async function run(start: Start): Promise<void> {
  try {
    const { url, stop } = await start(options());
    console.log(JSON.stringify({ ready: true, url }));
    for (const signal of ["SIGTERM", "SIGINT"] as const)
      process.once(signal, () => void stop().then(() => process.exit(0)));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  }
}

function options(): Options {
  const { values } = parseArgs({
    options: {
      dataset: { type: "string", multiple: true, default: [] },
      port: { type: "string", default: "0" },
      host: { type: "string", default: "127.0.0.1" },
      "page-size": { type: "string" },
      ledger: { type: "string" },
      server: { type: "string" },
      "pdf-bytes": { type: "string" },
      kept: { type: "string" },
      etags: { type: "boolean" },
      "per-minute": { type: "string" },
      moved: { type: "string" },
      redirect: { type: "string" },
      "token-seconds": { type: "string" },
      "consent-seconds": { type: "string" },
    },
  });
  const { dataset, host, port, "page-size": pageSize, ledger, kept, etags, moved, "pdf-bytes": pdfBytes } = values;
  const { server, "token-seconds": tokenSeconds, "consent-seconds": consentSeconds } = values;
  if (dataset.length === 0) throw new Error("--dataset FOLDER is missing");
  return {
    dataset,
    host,
    port: Number(port),
    ...(pageSize === undefined ? {} : { pageSize: Number(pageSize) }),
    ...(ledger === undefined ? {} : { ledger }),
    ...(server === undefined ? {} : { server }),
    ...(pdfBytes === undefined ? {} : { pdfBytes: Number(pdfBytes) }),
    ...(kept === undefined ? {} : { kept }),
    ...(etags === undefined ? {} : { etags }),
    ...(values["per-minute"] === undefined ? {} : { perMinute: Number(values["per-minute"]) }),
    ...(moved === undefined ? {} : { moved }),
    ...(values.redirect === undefined ? {} : { redirect: values.redirect }),
    ...(tokenSeconds === undefined ? {} : { tokenSeconds: Number(tokenSeconds) }),
    ...(consentSeconds === undefined ? {} : { consentSeconds: Number(consentSeconds) }),
  };
}
