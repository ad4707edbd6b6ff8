// One connection's bytes, over TCP or a WebSocket, in the shape rhea wants of a socket.
// Writes of one turn of the event loop leave as one; what the peer has not yet taken is counted.
import type { Socket } from "node:net";
import type { WebSocket } from "ws";
import { bounds } from "./limits.ts";

export interface Wire {
  on(event: "data" | "error" | "end", handler: (argument?: never) => void): void;
  write(data: Buffer): void;
  /** Sends what is still to be sent, then closes. */
  end(): void;
  /** Closes now. */
  destroy(): void;
  /** False while the peer has too much still to take; onRoom is called when that is over. */
  hasRoom(): boolean;
  onRoom: () => void;
  /** Asked before and after each arrival is read; nothing is read once it says no. */
  onData: () => boolean;
  get_id_string(): string;
}

abstract class BufferedWire implements Wire {
  #waiting: Buffer[] = [];
  #unsent = 0;
  #ended = false;
  onRoom: () => void = () => {};
  onData: () => boolean = () => true;

  /** Sends these together; `sent` is called when the peer has taken them. */
  protected abstract send(all: Buffer[], sent: () => void): void;
  protected abstract finish(): void;
  protected abstract hear(event: "data" | "error" | "end", handler: (argument?: unknown) => void): void;
  abstract destroy(): void;
  abstract get_id_string(): string;

  on(event: "data" | "error" | "end", handler: (argument?: never) => void): void {
    const heard = handler as (argument?: unknown) => void;
    const guarded = (data: unknown) => {
      if (!this.onData()) return;
      heard(data);
      this.onData();
    };
    this.hear(event, event === "data" ? guarded : heard);
  }

  write(data: Buffer): void {
    if (this.#ended) return;
    this.#waiting.push(data);
    this.#unsent += data.length;
    if (this.#waiting.length === 1) setImmediate(() => this.#flush());
  }

  #flush(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    if (waiting.length === 0) return;
    let bytes = 0;
    for (const data of waiting) bytes += data.length;
    this.send(waiting, () => {
      const wasFull = !this.hasRoom();
      this.#unsent -= bytes;
      if (wasFull && this.hasRoom()) this.onRoom();
    });
  }

  hasRoom(): boolean {
    return this.#unsent < bounds.unsentBytes;
  }

  end(): void {
    // A close frame that is still to be written in this turn goes along.
    setImmediate(() => {
      if (this.#ended) return;
      this.#flush();
      this.#ended = true;
      this.finish();
      // why: a peer that never closes its own half must not keep ours.
      setTimeout(() => this.destroy(), 2_000).unref();
    });
  }
}

const large = 16_384;

/** Large pieces as they are, the small ones between them as one. */
function joined(all: Buffer[]): Buffer[] {
  const pieces: Buffer[] = [];
  let small: Buffer[] = [];
  const join = () => {
    if (small.length > 0) pieces.push(small.length === 1 ? (small[0] as Buffer) : Buffer.concat(small));
    small = [];
  };
  for (const data of all) {
    if (data.length < large) small.push(data);
    else {
      join();
      pieces.push(data);
    }
  }
  join();
  return pieces;
}

export class TcpWire extends BufferedWire {
  readonly #socket: Socket;
  constructor(socket: Socket) {
    super();
    this.#socket = socket;
    socket.setNoDelay(true);
  }
  protected hear(event: "data" | "error" | "end", handler: (argument?: unknown) => void): void {
    // why: "close" follows both an end and an error of ours, and comes once.
    this.#socket.on(event === "end" ? "close" : event, handler);
  }
  protected send(all: Buffer[], sent: () => void): void {
    // Many small ones are cheaper copied, large ones cheaper as they are.
    const pieces = joined(all);
    this.#socket.cork();
    for (const data of pieces) this.#socket.write(data, data === pieces.at(-1) ? sent : undefined);
    this.#socket.uncork();
  }
  protected finish(): void {
    this.#socket.end();
  }
  destroy(): void {
    this.#socket.destroy();
  }
  get_id_string(): string {
    return `${this.#socket.remoteAddress}:${this.#socket.remotePort}`;
  }
}

export class WebSocketWire extends BufferedWire {
  readonly #socket: WebSocket;
  readonly #from: string;
  constructor(socket: WebSocket, from: string) {
    super();
    this.#socket = socket;
    this.#from = from;
    socket.binaryType = "nodebuffer";
  }
  protected hear(event: "data" | "error" | "end", handler: (argument?: unknown) => void): void {
    if (event === "data") {
      this.#socket.on("message", (data, isBinary) => (isBinary ? handler(data) : this.destroy()));
    } else this.#socket.on(event === "end" ? "close" : "error", handler);
  }
  protected send(all: Buffer[], sent: () => void): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    const pieces = joined(all);
    for (const data of pieces) this.#socket.send(data, { binary: true }, data === pieces.at(-1) ? sent : undefined);
  }
  protected finish(): void {
    this.#socket.close();
  }
  destroy(): void {
    this.#socket.terminate();
  }
  get_id_string(): string {
    return this.#from;
  }
}
