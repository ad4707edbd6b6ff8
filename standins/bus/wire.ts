// One connection's bytes, over TCP or a WebSocket, in the shape rhea wants of a socket.
// Writes of one turn of the event loop leave as one; what the peer has not yet taken is counted.
import type { Duplex } from "node:stream";
import { bounds } from "./limits.ts";

export class Wire {
  readonly #stream: Duplex;
  readonly #from: string;
  /** The peer has taken what was too much. */
  onRoom: () => void = () => {};
  /** Asked before and after each arrival is read; nothing is read once it says no. */
  onData: () => boolean = () => true;

  /** `from` says who the peer is. */
  constructor(stream: Duplex, from: string) {
    this.#stream = stream;
    this.#from = from;
    stream.on("drain", () => this.onRoom());
  }

  on(event: "data" | "error" | "end", hear: (argument?: unknown) => void): void {
    if (event === "data") {
      this.#stream.on("data", (data) => {
        if (!this.onData()) return;
        hear(data);
        this.onData();
      });
      // why: "close" follows both an end and an error of ours, and comes once.
    } else this.#stream.on(event === "end" ? "close" : "error", hear);
  }

  write(data: Buffer): void {
    if (!this.#stream.writable) return;
    if (this.#stream.writableCorked === 0) {
      this.#stream.cork();
      setImmediate(() => this.#stream.uncork());
    }
    this.#stream.write(data);
  }

  /** False while the peer has too much still to take. */
  hasRoom(): boolean {
    return this.#stream.writableLength < bounds.unsentBytes;
  }

  /** Sends what is still to be sent, then closes. */
  end(): void {
    // A close frame that is still to be written in this turn goes along.
    setImmediate(() => this.#stream.end());
    // why: a peer that never closes its own half must not keep ours.
    setTimeout(() => this.destroy(), 2_000).unref();
  }

  /** Closes now. */
  destroy(): void {
    this.#stream.destroy();
  }

  get_id_string(): string {
    return this.#from;
  }
}
