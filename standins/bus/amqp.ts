// The one door to rhea: the AMQP 1.0 codec and its endpoints, with the parts of their inside that a broker needs.
// Nothing a peer sends may make it loop or allocate without bound: counts inside frames are checked here.
import { createRequire } from "node:module";
import type { Typed } from "rhea";

// why: rhea exports an instance, and its frames are not part of its typed surface.
const require = createRequire(import.meta.url);

export type { Typed } from "rhea";

/** The fields of one frame; absent fields are null or undefined. */
// biome-ignore lint/suspicious/noExplicitAny: a frame's fields are whatever the peer sent; each reader checks its own.
export type Performative = Record<string, any>;

export interface Frame {
  channel: number;
  performative: Performative;
  payload?: Buffer;
}

/** Why a link, a session or a connection ends, or a message is refused. */
export interface Problem {
  condition: string;
  description: string;
}

interface EndpointState {
  local_open: boolean;
  open_requests: number;
}

/** A delivery from the peer to us. */
export interface Inbound {
  id: number;
  settled: boolean;
  remote_settled: boolean;
  /** Of a delivery in several frames: how much has come. */
  bytes?: number;
  update(settled: boolean, state?: unknown): void;
}

export interface AmqpLink {
  name: string;
  session: AmqpSession;
  connection: AmqpConnection;
  credit: number;
  delivery_count: number;
  state: EndpointState;
  local: { handle: number; attach: Performative; detach: Performative };
  remote: { attach: Performative };
  source: Performative | null;
  target: Performative | null;
  properties: Record<string, unknown> | undefined;
  snd_settle_mode: number | undefined;
  rcv_settle_mode: number | undefined;
  _incomplete?: Inbound & { frames: (Buffer | undefined)[] };
  is_open(): boolean;
  is_sender(): boolean;
  open(): void;
  close(error?: Problem): void;
  set_source(fields: Performative): void;
  set_target(fields: Performative): void;
  add_credit(credit: number): void;
  on_flow(frame: Frame): void;
}

export interface AmqpSession {
  connection: AmqpConnection;
  local: { channel: number; handles: Record<number, AmqpLink> };
  remote: { begin: Performative };
  outgoing: { next_transfer_id: number; window: number };
  incoming: { next_transfer_id: number; window: number; on_flow(fields: Performative): void };
  is_open(): boolean;
  output(frame: unknown, payload?: Buffer): void;
  end(error?: Problem): void;
  _get_link(frame: Frame): AmqpLink;
  _write_flow(link?: AmqpLink): void;
  on_transfer(frame: Frame): void;
  on_flow(frame: Frame): void;
  on_disposition(frame: Frame): void;
}

export interface AmqpConnection {
  /** Size of a frame of which only a part has arrived. */
  frame_size?: number;
  /** The largest frame that the peer takes; 0 or undefined when it did not say. */
  max_frame_size?: number;
  /** What went wrong while reading; nothing after it is read. */
  saved_error?: Error;
  remote: { open: Performative };
  accept(socket: unknown): void;
  on(event: string, listener: (context: AmqpContext) => void): void;
  is_open(): boolean;
  close(error?: Problem): void;
  _register(): void;
  /** Everything that rhea does later than at once. */
  _process(): void;
}

export interface AmqpContext {
  connection: AmqpConnection;
  session: AmqpSession;
  sender?: AmqpLink;
  receiver?: AmqpLink;
  message: Buffer;
  delivery: Inbound;
  format?: number;
}

interface Container {
  sasl_server_mechanisms: Record<string, unknown> & { enable_anonymous(): void };
  create_connection(options: object): AmqpConnection;
}

interface Writer {
  write(value: Typed): void;
  toBuffer(): Buffer;
}

interface Types {
  Reader: new (buffer: Buffer) => { read(): Typed; remaining(): number; position: number };
  Writer: new (buffer?: Buffer) => Writer;
  wrap(value: unknown): Typed;
  wrap_string(value: string): Typed;
  wrap_symbol(value: string): Typed;
  wrap_ulong(value: number): Typed;
  wrap_uint(value: number): Typed;
  wrap_int(value: number): Typed;
  Long(value: number): Typed;
  wrap_timestamp(value: number): Typed;
  wrap_uuid(value: Buffer): Typed;
  wrap_binary(value: Buffer): Typed;
  wrap_list(value: unknown[]): Typed;
  wrap_map(value: Record<string, unknown>): Typed;
  wrap_symbolic_map(value: Record<string, unknown>): Typed;
  wrap_array(values: unknown[], code: number): Typed;
  Map32(items: Typed[]): Typed;
  described(descriptor: Typed, value: Typed): Typed;
  unwrap(value: unknown): unknown;
}

interface Rhea {
  create_container(options: object): Container;
  types: Types;
  message: Record<"accepted" | "rejected", (fields?: object) => { described(): Typed }> & {
    encode(message: object): Buffer;
  };
}

const rhea = require("rhea") as Rhea;
export const types = rhea.types;
export const encodedMessage = (message: object): Buffer => rhea.message.encode(message);
export const frames = require("rhea/lib/frames.js") as Record<
  "transfer" | "disposition" | "flow",
  (f: object) => object
>;

// why: rhea believes the counts in a peer's lists and arrays, and would build millions of elements out of a few bytes.
// Every element of a valid list has at least one byte left; the check changes nothing for valid frames.
const reader = types.Reader.prototype as unknown as Record<
  "read_n" | "read_array_items",
  (n: number, t?: unknown) => unknown
> & {
  remaining(): number;
};
for (const method of ["read_n", "read_array_items"] as const) {
  const original = reader[method];
  reader[method] = function (this: typeof reader, n: number, type?: unknown) {
    if (n > Math.max(this.remaining(), 0)) throw new Error("a list longer than its frame");
    return original.call(this, n, type);
  };
}

/** A container of its own, with the ways to sign in that Azure offers; the real check is the claim put on $cbs. */
export function container(): Container {
  const made = rhea.create_container({ id: "tieout-bus" });
  made.sasl_server_mechanisms.enable_anonymous();
  const welcome = () => ({
    outcome: undefined as boolean | undefined,
    start() {
      this.outcome = true;
    },
  });
  made.sasl_server_mechanisms.MSSBCBS = welcome;
  made.sasl_server_mechanisms.EXTERNAL = welcome;
  return made;
}

export const accepted = (): Typed => rhea.message.accepted().described();
export const rejected = ({ error }: { error: Problem }): Typed => rhea.message.rejected({ error }).described();

/** The bytes of one AMQP value. */
export function encoded(value: Typed): Buffer {
  const writer = new types.Writer(Buffer.allocUnsafe(256));
  writer.write(value);
  return writer.toBuffer();
}

/** A field that should be a whole number, whatever the peer put there. */
export const whole = (field: unknown, otherwise = 0): number =>
  typeof field === "number" && Number.isInteger(field) && field >= 0 ? field : otherwise;

/** A map's entries with their AMQP types kept; empty when the value is no map. */
export function entries(value: Typed | null | undefined): Map<string, Typed> {
  const found = new Map<string, Typed>();
  if (!value || !Array.isArray(value.value)) return found;
  for (let i = 0; i + 1 < value.value.length; i += 2) found.set(String(value.value[i]), value.value[i + 1]);
  return found;
}
