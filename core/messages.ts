// Every message that crosses the bus between worker and agent: named, versioned, validated at both ends.
// Those of a booking stand in booking-messages.ts.
// Queues of an agent: agent-<id>-in (sessions adm-<code>, file-<transferId>) and agent-<id>-out (sessions reply-<worker>, presence).
import { z } from "zod";
import { errorNote, type Values } from "./errors.ts";

/**
 * The version that a message is written in: that in which its kind came to be, so that an older reader takes what it
 * knows. Kinds that came later say so beside their own shape.
 */
export const protocolVersion = 1;

/** What a reader accepts: this version and older ones. To newer ones it answers "too_new". */
export const newestVersion = 2;

/** Of every message but a heartbeat. */
export const envelope = { version: z.number().int().positive(), requestId: z.string().min(1).max(128) };

/** Worker to agent: read this entity of this administration. */
export const readRequest = z.object({
  ...envelope,
  kind: z.literal("read"),
  administration: z.string().min(1),
  /** Entity Services' own names. */
  entity: z.string().min(1),
  fields: z.array(z.string().min(1)).min(1),
  /** Only what moved at or after this time by Globe's own clock. An older agent reads everything, which says no less. */
  since: z.iso.datetime({ local: true }).optional(),
  /** ISO 8601 UTC; after it nobody waits for an answer. */
  deadline: z.iso.datetime(),
});
export type ReadRequest = z.infer<typeof readRequest>;

/** Worker to agent, on the same session: nobody waits for this read any more. */
export const readCancel = z.object({ ...envelope, kind: z.literal("cancel") });
export type ReadCancel = z.infer<typeof readCancel>;

/** Agent to worker, when it takes a request and every 20 s until it has answered: it is at it, or will be. */
export const readGoing = z.object({ ...envelope, kind: z.literal("reading"), bootId: z.string().min(1) });
export type ReadGoing = z.infer<typeof readGoing>;

/** Agent to worker: one page. The body's payload is gzip over JSON records; at most 150 KB. */
export const readPage = z.object({
  ...envelope,
  kind: z.literal("page"),
  page: z.number().int().nonnegative(),
  last: z.boolean(),
  records: z.number().int().nonnegative(),
  /** SHA-256 of the compressed payload, hex. */
  sha256: z.string().length(64),
});
export type ReadPage = z.infer<typeof readPage>;

const errorValues: z.ZodType<Values> = z.record(
  z.string(),
  z.union([
    z.string(),
    z.number(),
    z
      .object({ code: z.string(), message: z.string(), values: z.lazy(() => errorValues).optional() })
      .transform(errorNote),
  ]),
);

/** Agent to worker: the read ended without its last page. */
export const readFailure = z.object({
  ...envelope,
  kind: z.literal("failure"),
  code: z.string().min(1),
  message: z.string(),
  /** What the sentence names, so that it can be told in another language; older agents leave it out. */
  values: errorValues.optional(),
});
export type ReadFailure = z.infer<typeof readFailure>;

/** Agent to worker, every 30 s on the session "presence". */
export const heartbeat = z.object({
  version: z.number().int().positive(),
  kind: z.literal("heartbeat"),
  agent: z.string().min(1),
  agentVersion: z.string().min(1),
  /** New at each start of the agent. */
  bootId: z.string().min(1),
  at: z.iso.datetime(),
  /** Requests taken and not yet answered. */
  inHand: z.number().int().nonnegative(),
  /** Seconds since the request that waits longest for its turn was sent; 0 when none waits. Older agents leave it out. */
  lag: z.number().int().nonnegative().optional(),
  administrations: z.array(z.string()),
});
export type Heartbeat = z.infer<typeof heartbeat>;

export const queuesOf = (agent: string) => ({ in: `agent-${agent}-in`, out: `agent-${agent}-out` });
export const sessionOf = {
  administration: (code: string) => `adm-${code}`,
  reply: (worker: string) => `reply-${worker}`,
  /** A file's chunks, on the in-queue. */
  file: (transferId: string) => `file-${transferId}`,
  presence: "presence",
};
