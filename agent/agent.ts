// The hand on the premises: takes requests from its own in-queue, reads Globe (one read at a time an administration) or
// books into it, and answers on its out-queue; says every half minute that it is there. It connects outward only and
// listens on nothing.
import { randomUUID } from "node:crypto";
import type { BusConnection, BusLog } from "../connectors/bus/connection.ts";
import type { BusMessage } from "../connectors/bus/envelope.ts";
import type { Taken } from "../connectors/bus/held-session.ts";
import type { CheckLine } from "../core/agent-check/line.ts";
import { TieoutError } from "../core/errors.ts";
import { newestVersion, queuesOf, type ReadRequest, sessionOf } from "../core/messages.ts";
import type { SideReader } from "../core/ports/pull.ts";
import { type Probed, type ProbeRequest, probeVersion } from "../core/probe-messages.ts";
import { answered, failureOf, type Send } from "./answer.ts";
import type { Bookings } from "./bookings.ts";
import { heartbeatOf } from "./heartbeat.ts";

export interface AgentParts {
  name: string;
  version: string;
  bus: BusConnection;
  /** The reader of Globe for each administration served, by code. */
  readers: ReadonlyMap<string, SideReader>;
  bookings: Bookings;
  /** Every precondition of one administration. Never throws. */
  check(of: ProbeRequest, signal: AbortSignal): Promise<CheckLine[]>;
  log: BusLog;
}

export interface Agent {
  /** Stops reading, answers what is in hand, and lets the bus go. */
  close(): Promise<void>;
}

const beat = 30_000;
const presenceLife = 90_000;

/** Requests of an administration in hand at once: one is read, the others wait their turn and can be cancelled. */
const concurrent = 16;

/** Request ids remembered, so that a request delivered twice is read once. */
const remembered = 1_000;

export function startedAgent({ name, version, bus, readers, bookings, check, log }: AgentParts): Agent {
  const queues = queuesOf(name);
  const bootId = randomUUID();
  const stop = new AbortController();
  const seen = new Set<string>();
  const reads = new Map<string, AbortController>();
  const turns = new Map<string, Promise<unknown>>();
  /** Since when those wait that wait for their turn, their time in the queue included; by a clock that nobody sets. What
   * still lies in the queue came after them. */
  const waiting = new Map<string, number>();

  function lag(): number {
    const now = performance.now();
    return (now - Math.min(now, ...waiting.values())) / 1_000;
  }

  async function presence(): Promise<void> {
    const self = { name, version, bootId, administrations: [...readers.keys()] };
    const message = heartbeatOf(self, { inHand: reads.size, lag: lag() });
    try {
      const messageId = `${bootId}:${message.at}`;
      await bus.send(queues.out, {
        message,
        messageId,
        correlationId: bootId,
        session: sessionOf.presence,
        timeToLive: presenceLife,
      });
    } catch (thrown) {
      log.warn({ reason: String(thrown) }, "nobody could be told that the agent is here");
    }
  }

  const sending =
    (requestId: string, session: string, until: number): Send =>
    (message, payload) =>
      bus.send(queues.out, {
        message,
        ...(payload ? { payload } : {}),
        messageId: messageIdOf(message),
        correlationId: requestId,
        session,
        timeToLive: until - Date.now(),
      });

  async function refused(requestId: string, session: string, error: TieoutError): Promise<void> {
    log.warn({ requestId, code: error.code }, "a request is refused");
    await sending(requestId, session, Date.now() + 60_000)(failureOf(requestId, error));
  }

  async function take(code: string, taken: Taken): Promise<void> {
    const { replySession: session } = taken;
    if (taken.state === "sound" && taken.message.kind === "cancel") {
      reads.get(taken.message.requestId)?.abort();
      return;
    }
    const requestId = taken.state === "sound" ? requestIdOf(taken) : taken.requestId;
    if (session === null || requestId === null) {
      log.warn({ messageId: taken.messageId }, "a message without a way to answer is dropped");
      return;
    }
    if (taken.state === "too_new") {
      const values = { version: taken.version, known: newestVersion };
      return refused(requestId, session, new TieoutError("protocol_too_new", { values }));
    }
    const { message: request } = taken;
    if (!isRequest(request)) {
      log.warn({ requestId, kind: request.kind }, "a message that is no request is dropped");
      return;
    }
    const reader = request.administration === code ? readers.get(code) : undefined;
    if (!reader) {
      const values = { administration: request.administration };
      return refused(requestId, session, new TieoutError("administration_not_served", { values }));
    }
    if (request.kind === "probe") {
      await taken.settle();
      if (!alreadySeen(requestId)) await probe(request, session);
      return;
    }
    if (request.kind !== "read") {
      const { payload } = taken;
      return bookings.take(request, { payload, replySession: session, settle: () => taken.settle() });
    }
    // why: a read may outlast every lock and has no effect to repeat, so the request is settled before it begins;
    // should the agent die, whoever asked hears nothing more and asks again.
    await taken.settle();
    if (alreadySeen(requestId)) return;
    await read(
      request,
      reader,
      performance.now() - taken.waited,
      sending(requestId, session, Date.parse(request.deadline)),
    );
  }

  async function probe(request: ProbeRequest, session: string): Promise<void> {
    const { requestId, administration } = request;
    const life = Date.parse(request.deadline) - Date.now();
    const lines = await check(request, AbortSignal.any([stop.signal, AbortSignal.timeout(Math.max(0, life))]));
    const of = (outcome: CheckLine["outcome"]) => lines.filter((one) => one.outcome === outcome).length;
    const message: Probed = {
      kind: "probed",
      version: probeVersion,
      requestId,
      administration,
      agentVersion: version,
      lines,
    };
    const messageId = `${requestId}:probed`;
    await bus.send(queues.out, { message, messageId, correlationId: requestId, session, timeToLive: life });
    const counts = { ok: of("ok"), notOk: of("not_ok"), unknown: of("unknown") };
    log.info({ requestId, administration, ...counts }, "the agent's own check is answered");
  }

  function alreadySeen(requestId: string): boolean {
    if (seen.has(requestId)) return true;
    seen.add(requestId);
    for (const oldest of seen) {
      if (seen.size <= remembered) break;
      seen.delete(oldest);
    }
    return false;
  }

  async function read(request: ReadRequest, reader: SideReader, since: number, send: Send): Promise<void> {
    const { requestId, administration, entity } = request;
    const cancelled = new AbortController();
    reads.set(requestId, cancelled);
    waiting.set(requestId, since);
    const turn = (turns.get(administration) ?? Promise.resolve()).then(() => waiting.delete(requestId));
    const answering = answered(request, {
      reader,
      send,
      bootId,
      turn,
      stop: AbortSignal.any([stop.signal, cancelled.signal]),
    });
    // why: a read given up while it waits ends before its turn; the next one's comes only after both.
    turns.set(
      administration,
      turn.then(() => answering),
    );
    const { pages, records, failure } = await answering;
    reads.delete(requestId);
    waiting.delete(requestId);
    const about = { requestId, administration, entity };
    if (cancelled.signal.aborted) log.info(about, "a read is given up: nobody waits for it");
    else if (failure) log.warn({ ...about, code: failure.code }, "a read was not complete");
    else log.info({ ...about, pages, records }, "a read is answered");
  }

  // why: said whenever the bus is found (again), so that nobody waits half a minute to know that the agent is there.
  const onHeld = () => void presence();
  for (const code of readers.keys())
    bus.hold(queues.in, sessionOf.administration(code), { concurrent, take: (taken) => take(code, taken), onHeld });
  const beating = setInterval(() => void presence(), beat);

  return {
    async close() {
      clearInterval(beating);
      stop.abort();
      await bookings.close();
      await bus.close();
    },
  };
}

let signs = 0;

/** The same page has the same id however often it is sent; each sign of life is another message. */
function messageIdOf(message: Parameters<Send>[0]): string {
  if (message.kind === "page") return `${message.requestId}:${message.page}`;
  return message.kind === "failure" ? `${message.requestId}:failure` : `${message.requestId}:reading:${signs++}`;
}

const requests = ["read", "book", "lookup", "probe"] as const;
type Request = Extract<BusMessage, { kind: (typeof requests)[number] }>;
const isRequest = (message: BusMessage): message is Request => requests.some((kind) => kind === message.kind);

const requestIdOf = (taken: Extract<Taken, { state: "sound" }>): string | null =>
  "requestId" in taken.message ? taken.message.requestId : null;
