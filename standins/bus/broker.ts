// The broker as a whole: its queues over one store, its two transports, its certificate and its status page.
// AMQP over TCP for development, AMQP over WebSockets with TLS as Azure offers it; both reach the same queues.
import type { ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { createWebSocketStream, type WebSocket, WebSocketServer } from "ws";
import { type AmqpConnection, type AmqpContext, container } from "./amqp.ts";
import { certificate } from "./certificate.ts";
import { Verifier } from "./claims.ts";
import { busNamespace, type QueueConfig } from "./config.ts";
import { type House, Peer } from "./connection.ts";
import { fromRow } from "./entry.ts";
import { bounds, limits } from "./limits.ts";
import { Queue } from "./queue.ts";
import { Rates } from "./rates.ts";
import { asRefusal } from "./refusals.ts";
import { statusServer } from "./status-page.ts";
import { Store, type StoreOptions } from "./store.ts";
import { Wire } from "./wire.ts";

export interface BrokerOptions extends Pick<StoreOptions, "sync" | "maxBytes"> {
  /** The content of a Config.json. */
  config: unknown;
  /** The folder for the store and the certificate. */
  data: string;
  host?: string;
  /** 0 or absent: a free port. */
  port?: number;
  tlsPort?: number;
  /** Absent: no status page. */
  httpPort?: number;
  log?: (level: "info" | "warn" | "error", message: string, facts?: object) => void;
}

export interface Broker {
  port: number;
  tlsPort: number;
  httpPort: number | undefined;
  /** Path of the PEM file that clients pin. */
  certificate: string;
  close(): Promise<void>;
}

const webSocketPath = "/$servicebus/websocket";
const subProtocol = "AMQPWSB10";
const day = 86_400_000;

/** Starts a broker; answers when both transports listen. Throws when the configuration or the folder is not usable. */
export async function startBroker(options: BrokerOptions): Promise<Broker> {
  const { data, host = "127.0.0.1", log = () => {} } = options;
  const namespace = busNamespace(options.config);
  const names = namespace.Queues.flatMap(({ Name }) => [Name, deadLetterName(Name)]);
  const { sync, maxBytes } = options;
  const store = await Store.open({ folder: data, queues: names, sync, maxBytes }, (error) =>
    log("error", "the store could not do something", { error: error.message }),
  );
  const queues = queuesOf(namespace.Queues, store);
  const house: House = { queues, verifier: new Verifier(namespace) };
  const wires = new Set<Wire>();
  const amqp = container();

  const accept = (wire: Wire): void => {
    if (wires.size >= limits.connections) {
      wire.destroy();
      return;
    }
    wires.add(wire);
    const connection = amqp.create_connection({
      container_id: "tieout-bus",
      max_frame_size: bounds.frameBytes,
      channel_max: 4_999,
      idle_time_out: bounds.idleMs,
      autoaccept: false,
      credit_window: 0,
      autosettle: false,
      treat_modified_as_released: false,
      reconnect: false,
    });
    serve(connection, new Peer(house, wire), wire, {
      onError: (error) => log("warn", "a connection was closed", { from: wire.get_id_string(), error: error.message }),
      onEnd: () => wires.delete(wire),
    });
    connection.accept(wire);
  };

  const plain = createServer({ noDelay: true }, (socket) => accept(new Wire(socket, addressOf(socket))));
  const { path, cert, key } = await certificate(data, host);
  const secure = createTlsServer({ cert, key }, (_, response) => noAdministration(response));
  const upgrades = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: 1_048_576,
    handleProtocols: (offered) => (offered.has(subProtocol) ? subProtocol : false),
  });
  secure.on("upgrade", (request, socket, head) => {
    socket.on("error", () => socket.destroy());
    if (request.url?.split("?", 1)[0] !== webSocketPath) return void socket.end("HTTP/1.1 404 Not Found\r\n\r\n");
    upgrades.handleUpgrade(request, socket, head, (webSocket) =>
      accept(new Wire(streamOf(webSocket), addressOf(request.socket))),
    );
  });
  const renewal = setInterval(async () => secure.setSecureContext(await certificate(data, host)), day);
  renewal.unref();

  const rates = new Rates([...queues.values()]);
  const page =
    options.httpPort === undefined
      ? undefined
      : statusServer(() => ({ connections: wires.size, queues, commits: store.commits, rates }));
  const servers: Server[] = [plain, secure, ...(page ? [page] : [])];
  const close = async (): Promise<void> => {
    clearInterval(renewal);
    rates.stop();
    const closed = servers.map((server) => new Promise((end) => server.close(end)));
    page?.closeAllConnections();
    for (const wire of wires) wire.destroy();
    await Promise.all(closed);
    for (const queue of queues.values()) queue.close();
    await store.close();
  };
  try {
    const [port, tlsPort] = [
      await listening(plain, options.port, host),
      await listening(secure, options.tlsPort, host),
    ];
    const httpPort = page && (await listening(page, options.httpPort, host));
    return { port, tlsPort, httpPort, certificate: path, close };
  } catch (thrown) {
    await close();
    throw thrown;
  }
}

const addressOf = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress}:${remotePort}`;

/** A WebSocket as a stream of bytes; what is written together is one WebSocket message. */
function streamOf(webSocket: WebSocket): Duplex {
  return createWebSocketStream(webSocket, {
    allowHalfOpen: false,
    writev: (chunks, sent) => webSocket.send(Buffer.concat(chunks.map(({ chunk }) => chunk)), sent),
  });
}

const deadLetterName = (name: string): string => `${name}/$DeadLetterQueue`;

/** All queues, their dead-letter queues too, by path in lower case. */
function queuesOf(configs: QueueConfig[], store: Store): Map<string, Queue> {
  const queues = new Map<string, Queue>();
  for (const { Name, Properties } of configs) {
    const deadLetters = new Queue(deadLetterName(Name), { ...Properties, RequiresSession: false }, store);
    queues.set(deadLetters.name.toLowerCase(), deadLetters);
    queues.set(Name.toLowerCase(), new Queue(Name, Properties, store, deadLetters));
  }
  const stored = store.messages(fromRow);
  for (const queue of queues.values()) queue.restore(stored);
  return queues;
}

/** Whoever asks over HTTPS means the administration API. */
function noAdministration(response: ServerResponse): void {
  response.writeHead(501, { "content-type": "application/xml; charset=utf-8" });
  response.end(
    "<Error><Code>501</Code><Detail>amqp:not-implemented: the administration API is not served by this broker. " +
      "Its queues stand in its configuration.</Detail></Error>",
  );
}

interface Hears {
  onError(error: Error): void;
  onEnd(): void;
}

/** Joins rhea's events of one connection to our end of it. */
function serve(connection: AmqpConnection, peer: Peer, wire: Wire, { onError, onEnd }: Hears): void {
  const opening = setTimeout(() => wire.destroy(), bounds.openMs);
  const end = () => {
    clearTimeout(opening);
    peer.end();
    onEnd();
  };
  const fail = (thrown: unknown): void => {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    onError(error);
    if (connection.is_open()) connection.close(asRefusal(thrown).error);
    wire.end();
  };
  const on = (event: string, hear: (context: AmqpContext) => void): void =>
    connection.on(event, (context) => {
      try {
        hear(context);
      } catch (thrown) {
        fail(thrown);
      }
    });
  on("connection_open", () => {
    clearTimeout(opening);
    peer.onOpen(connection);
  });
  on("session_open", ({ session }) => peer.onSession(session));
  on("session_close", ({ session }) => peer.onSessionClose(session));
  on("receiver_open", ({ receiver }) => receiver && peer.onAttach(receiver, "sender"));
  on("sender_open", ({ sender }) => sender && peer.onAttach(sender, "receiver"));
  on("message", (context) => peer.onMessage(context));
  on("receiver_close", ({ receiver }) => receiver && peer.onLinkClose(receiver));
  on("sender_close", ({ sender }) => sender && peer.onLinkClose(sender));
  on("connection_close", () => peer.end());
  // why: rhea says nothing of the socket's end once both sides have closed.
  wire.on("end", end);
  on("disconnected", end);
  // why: an event without a listener would end the process.
  for (const event of ["connection_error", "session_error", "sender_error", "receiver_error"]) on(event, () => {});
  for (const event of ["protocol_error", "error"]) connection.on(event, (error) => fail(error));
  // why: what rhea does later, outside of reading, throws into the event loop.
  const later = connection._process;
  connection._process = () => {
    try {
      later.call(connection);
    } catch (thrown) {
      fail(thrown);
    }
  };
  wire.onData = () => {
    if (connection.saved_error) return false;
    if ((connection.frame_size ?? 0) <= bounds.frameBytes) return true;
    fail(new Error("a frame larger than was agreed"));
    return false;
  };
}

function listening(server: Server, port = 0, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.removeListener("error", reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
