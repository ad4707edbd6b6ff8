// A message of core/messages.ts as it lies on the bus: the message itself as JSON in one application property, its kind
// and version beside it for whoever looks into a queue, and the payload as the binary body.
import { z } from "zod";
import { bookingAnswers, bookingRequests } from "../../core/booking-messages.ts";
import {
  heartbeat,
  newestVersion,
  readCancel,
  readFailure,
  readGoing,
  readPage,
  readRequest,
} from "../../core/messages.ts";
import { probed, probeRequest } from "../../core/probe-messages.ts";

const busMessage = z.discriminatedUnion("kind", [
  readRequest,
  readCancel,
  readGoing,
  readPage,
  readFailure,
  heartbeat,
  ...bookingRequests,
  ...bookingAnswers,
  probeRequest,
  probed,
]);
export type BusMessage = z.infer<typeof busMessage>;

/** What a message on the bus turns out to be. */
export type Read =
  | { state: "sound"; message: BusMessage; payload: Uint8Array }
  /** Of a later protocol than ours: whoever sent it is told so. */
  | { state: "too_new"; version: number; requestId: string | null }
  | { state: "unreadable"; reason: string };

export interface Envelope {
  applicationProperties: { kind: string; version: number; message: string };
  body: Buffer;
}

export function encoded(message: BusMessage, payload: Uint8Array = new Uint8Array()): Envelope {
  const sound = busMessage.parse(message);
  return {
    applicationProperties: { kind: sound.kind, version: sound.version, message: JSON.stringify(sound) },
    body: Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength),
  };
}

const outside = z.object({ kind: z.string(), version: z.number(), message: z.string() });
const newer = z.object({ version: z.number().int(), requestId: z.string().min(1).max(128).optional() });

/** Reads what came from the bus; never throws. */
export function decoded(applicationProperties: unknown, body: unknown): Read {
  const found = outside.safeParse(applicationProperties);
  if (!found.success) return { state: "unreadable", reason: "its properties are not those of a message" };
  const { kind, version, message } = found.data;
  let parsed: unknown;
  try {
    parsed = JSON.parse(message);
  } catch {
    return { state: "unreadable", reason: "the message is not JSON" };
  }
  if (version > newestVersion) {
    const known = newer.safeParse(parsed);
    return { state: "too_new", version, requestId: known.success ? (known.data.requestId ?? null) : null };
  }
  const read = busMessage.safeParse(parsed);
  if (!read.success) return { state: "unreadable", reason: `${kind}: ${z.prettifyError(read.error)}` };
  if (!(body instanceof Uint8Array)) return { state: "unreadable", reason: "the body is not binary" };
  return { state: "sound", message: read.data, payload: body };
}
