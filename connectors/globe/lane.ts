// One connection to a service, kept open, on which one request goes at a time. It says over which socket an answer came:
// who is signed in belongs to the socket.
import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import type { Socket } from "node:net";

export interface Asked {
  url: URL;
  method: string;
  headers: Record<string, string>;
  /** "" where there is none. */
  body: string;
  signal?: AbortSignal;
}

export interface Answer {
  /** Whole: its body has come in. */
  response: Response;
  socket: Socket;
}

/** The connection that was to be gone on with is closed; nothing was sent. */
export class ConnectionGone extends Error {}

/** ms after which a connection that lies idle is closed, before the service or a firewall does so unseen. */
const idleFor = 30_000;

export class Lane {
  /** The socket that is signed in, whether it still is open or not. */
  signedIn: Socket | undefined;
  readonly #certificate: string | undefined;
  #agent: http.Agent | undefined;

  constructor(certificate: string | undefined) {
    this.#certificate = certificate;
  }

  get isSignedIn(): boolean {
    return this.signedIn !== undefined && !this.signedIn.destroyed;
  }

  /** Asks once. With `over`, only over that socket: throws ConnectionGone when it is closed. */
  ask({ url, method, headers, body, signal }: Asked, over?: Socket): Promise<Answer> {
    const { request } = url.protocol === "https:" ? https : http;
    const length = method === "GET" ? {} : { "content-length": String(Buffer.byteLength(body)) };
    const options = {
      method,
      headers: { ...headers, ...length },
      agent: this.#agentOf(url),
      ...(signal && { signal }),
    };
    return new Promise((resolve, reject) => {
      const asking = request(url, options);
      asking.once("error", reject);
      asking.once("socket", (socket) => {
        asking.once("response", (incoming) => {
          whole(incoming).then((response) => resolve({ response, socket }), reject);
        });
        if (over !== undefined && socket !== over) asking.destroy(new ConnectionGone("the connection was closed"));
        else asking.end(body);
      });
    });
  }

  #agentOf({ protocol }: URL): http.Agent {
    const options = { keepAlive: true, maxSockets: 1, timeout: idleFor };
    this.#agent ??=
      protocol === "https:"
        ? new https.Agent({ ...options, ...(this.#certificate === undefined ? {} : { ca: this.#certificate }) })
        : new http.Agent(options);
    return this.#agent;
  }
}

async function whole(incoming: IncomingMessage): Promise<Response> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const headers = new Headers();
  for (const [name, values] of Object.entries(incoming.headersDistinct))
    for (const value of values ?? []) headers.append(name, value);
  const status = incoming.statusCode ?? 0;
  return new Response(status === 204 || status === 304 ? null : Buffer.concat(chunks), { status, headers });
}
