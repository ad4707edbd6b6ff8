// Links between a peer and a queue: an Inlet takes what a sender sends, an Outlet brings messages to a receiver
// and carries out what it says of them.
import { randomBytes } from "node:crypto";
import {
  type AmqpLink,
  accepted,
  asRefusal,
  entries,
  type Inbound,
  type Refusal,
  refusals,
  rejected,
  type Typed,
  types,
} from "./amqp.ts";
import type { Deliveries } from "./deliveries.ts";
import { type Entry, transferOf } from "./entry.ts";
import { bounds, limits } from "./limits.ts";
import { arrival, batched, batchFormat, type Content, swappedGuid } from "./message.ts";
import type { Queue } from "./queue.ts";
import type { Session, SessionHolder } from "./sessions.ts";
import type { Wire } from "./wire.ts";

/** Our end of one link. */
export interface Endpoint {
  readonly link: AmqpLink;
  onMessage?(bytes: Buffer, delivery: Inbound, format: number): void;
  /** The peer gave credit (already counted on the link), and perhaps wants to know when there is no more. */
  onFlow?(isDraining: boolean): void;
  /** The connection takes messages again. */
  onRoom?(): void;
  /** The link, its session or its connection is no more. Comes once. */
  closed(): void;
}

const sessionFilter = "com.microsoft:session-filter";

/** Answers an attach with no. */
export function refuse(link: AmqpLink, refusal: Refusal): void {
  // why: an echoed source makes the SDK believe that it was accepted.
  link.local.attach.source = undefined;
  link.local.attach.target = undefined;
  link.open();
  link.close(refusal.error);
}

/** A sender's messages on their way into a queue. */
export class Inlet implements Endpoint {
  readonly link: AmqpLink;
  readonly #queue: Queue;
  #owed = 0;

  constructor(link: AmqpLink, queue: Queue) {
    this.link = link;
    this.#queue = queue;
    link.set_source({ address: link.source?.address ?? undefined });
    link.set_target({ address: link.target?.address });
    link.local.attach.max_message_size = limits.messageBytes;
    link.add_credit(bounds.senderCredit);
  }

  onMessage(bytes: Buffer, delivery: Inbound, format: number): void {
    const answer = (failure?: Refusal) => {
      if (!this.link.is_open()) return;
      delivery.update(true, failure ? rejected(failure) : accepted());
      this.#owed++;
      if (this.#owed < bounds.senderCredit / 4) return;
      this.link.add_credit(this.#owed);
      this.#owed = 0;
    };
    try {
      const size = Math.max(bytes.length, delivery.bytes ?? 0);
      if (size > limits.messageBytes) throw refusals.tooLarge(size, limits.messageBytes);
      const messages = format === batchFormat ? batched(bytes) : [bytes];
      this.#queue.send(messages.map(arrival), answer);
    } catch (thrown) {
      answer(asRefusal(thrown));
    }
  }

  closed(): void {}
}

/** What a receiver said of a delivery. */
type Outcome =
  | { kind: "accepted" | "released" }
  | { kind: "modified"; elsewhere: boolean; properties: Map<string, Typed> }
  | { kind: "rejected"; info: Map<string, Typed> };

const outcomeNames: Record<string, Outcome["kind"]> = {
  ...{ 36: "accepted", 37: "rejected", 38: "released", 39: "modified" },
  ...{ "amqp:accepted:list": "accepted", "amqp:rejected:list": "rejected" },
  ...{ "amqp:released:list": "released", "amqp:modified:list": "modified" },
};

function outcome(state: Typed | undefined): Outcome | undefined {
  const kind = outcomeNames[String(state?.descriptor?.value)];
  const fields: Typed[] = Array.isArray(state?.value) ? state.value : [];
  if (kind === "modified") return { kind, elsewhere: fields[1]?.value === true, properties: entries(fields[2]) };
  if (kind === "rejected") {
    const error: Typed[] = Array.isArray(fields[0]?.value) ? fields[0].value : [];
    const info = entries(error[2]);
    const says = error[1]?.value;
    if (info.size === 0 && typeof says === "string") info.set("DeadLetterReason", types.wrap_string(says));
    return { kind, info };
  }
  return kind ? { kind } : undefined;
}

export interface OutletOptions {
  link: AmqpLink;
  queue: Queue;
  deliveries: Deliveries;
  wire: Wire;
}

/** A queue's, or one session's, messages on their way to a receiver. */
export class Outlet implements Endpoint, SessionHolder {
  readonly link: AmqpLink;
  readonly deletes: boolean;
  readonly #queue: Queue;
  readonly #deliveries: Deliveries;
  readonly #wire: Wire;
  #session: Session | undefined;
  #expected = 0;
  #unsettled = 0;
  #isDraining = false;
  #isClosed = false;
  #stopWaiting = () => {};

  private constructor({ link, queue, deliveries, wire }: OutletOptions) {
    this.link = link;
    this.#queue = queue;
    this.#deliveries = deliveries;
    this.#wire = wire;
    // Sent settled means: received is gone.
    this.deletes = link.snd_settle_mode === 1;
    link.local.attach.snd_settle_mode = link.snd_settle_mode;
    link.local.attach.rcv_settle_mode = link.rcv_settle_mode;
    link.set_target({ address: link.target?.address ?? undefined });
  }

  /** Attaches a receiver to a queue, or to a session of it, now or when there is one. Throws a Refusal. */
  static attach(options: OutletOptions): Outlet {
    const { link, queue } = options;
    const filter: Record<string, unknown> = link.source?.filter ?? {};
    const outlet = new Outlet(options);
    if (sessionFilter in filter !== (queue.sessions !== undefined)) {
      throw refusals.notAllowed(
        queue.sessions
          ? `The queue '${queue.name}' requires sessions: it is possible to receive only from a session.`
          : `The queue '${queue.name}' has no sessions: it is not possible to accept one.`,
      );
    }
    if (!queue.sessions) {
      link.set_source({ address: link.source?.address });
      queue.addConsumer(outlet);
      return outlet;
    }
    const given = filter[sessionFilter] as string | Typed | null;
    // why: other SDKs describe the filter's value.
    const wanted = typeof given === "object" ? (given?.value as string | null | undefined) : given;
    if (typeof wanted === "string") queue.sessions.accept(wanted, (session) => outlet.#granted(session));
    else outlet.#acceptNext();
    return outlet;
  }

  #granted(session: Session): this {
    this.#stopWaiting();
    this.#session = session;
    const ticks = session.lockedUntil * 10_000 + 621_355_968_000_000_000;
    this.link.local.attach.properties = { "com.microsoft:locked-until-utc": types.Long(ticks) };
    this.link.set_source({ address: this.link.source?.address, filter: { [sessionFilter]: session.id } });
    this.link.open();
    this.#queue.wake(session);
    return this;
  }

  #acceptNext(): void {
    const { link } = this;
    // Our attach is the answer: it is held back until there is a session.
    link.state.local_open = false;
    link.state.open_requests = 0;
    const asked = Number(link.properties?.["com.microsoft:timeout"] ?? 60_000);
    const wait = Math.max(asked - Math.min(asked / 10, 2_000), 0);
    const timer = setTimeout(() => {
      this.#stopWaiting();
      refuse(link, refusals.timeout("No session became available in the time given."));
    }, wait);
    let stop = () => {};
    this.#stopWaiting = () => {
      clearTimeout(timer);
      stop();
    };
    const stopNext = this.#queue.sessions?.acceptNext((session) => this.#granted(session));
    if (this.#session === undefined) stop = () => stopNext?.();
  }

  room(): number {
    if (
      this.#isClosed ||
      !this.link.is_open() ||
      !this.#wire.hasRoom() ||
      this.#deliveries.waiting > bounds.waitingPerSession
    )
      return 0;
    return Math.min(this.link.credit, bounds.unsettledPerLink - this.#unsettled) - this.#expected;
  }

  expect(): void {
    this.#expected++;
  }

  miss(): void {
    this.#expected--;
    this.#finishDrain();
  }

  take(entry: Entry, content: Content, token: Buffer | undefined): boolean {
    this.#expected--;
    if (this.#isClosed || !this.link.is_open()) return false;
    const lockedUntil = token ? entry.lockedUntil : undefined;
    const bytes = transferOf(entry, content, lockedUntil);
    if (token) {
      this.#unsettled++;
      const tag = swappedGuid(token);
      const held = token.toString("hex");
      let isAnswering = false;
      const id = this.#deliveries.send(this.link, tag, bytes, (state, isSettled) => {
        if (isAnswering) return;
        isAnswering = true;
        this.#settle(held, outcome(state), (failure) => {
          this.#unsettled--;
          if (this.#unsettled === bounds.unsettledPerLink - 1) this.onRoom();
          if (!isSettled) this.#deliveries.settle(id, failure ? rejected(failure) : accepted());
        });
      });
    } else {
      this.#deliveries.send(this.link, randomBytes(16), bytes);
      this.#finishDrain();
    }
    return true;
  }

  #settle(token: string, said: Outcome | undefined, done: (failure?: Refusal) => void): void {
    try {
      const entry = this.#queue.locked(token);
      if (said?.kind === "accepted") this.#queue.complete(entry, done);
      else if (said?.kind === "rejected") this.#queue.deadLetter(entry, said.info, done);
      else if (said?.kind === "modified") {
        if (said.elsewhere) this.#queue.defer(entry, said.properties, done);
        else this.#queue.abandon(entry, said.properties, done);
      } else {
        this.#queue.release([entry], false);
        done();
      }
    } catch (thrown) {
      done(asRefusal(thrown));
    }
  }

  onFlow(isDraining: boolean): void {
    this.onRoom();
    if (!isDraining) return;
    this.#isDraining = true;
    // After the delivery round that was just asked for.
    setImmediate(() => this.#finishDrain());
  }

  #finishDrain(): void {
    if (!this.#isDraining || this.#expected > 0 || !this.link.is_open()) return;
    this.#isDraining = false;
    this.#deliveries.drained(this.link);
  }

  onRoom(): void {
    this.#queue.wake(this.#session);
  }

  lost(why: Refusal): void {
    this.#session = undefined;
    this.#isClosed = true;
    this.link.close(why.error);
  }

  closed(): void {
    this.#isClosed = true;
    this.#stopWaiting();
    this.#queue.removeConsumer(this);
    if (this.#session) this.#queue.releaseSession(this.#session, false);
    this.#session = undefined;
  }
}
