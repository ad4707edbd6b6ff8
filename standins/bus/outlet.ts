// The link from a queue, or one session of it, to a receiver: brings messages as far as credit and room reach, and
// carries out what the receiver says of them.
import { randomBytes } from "node:crypto";
import { type AmqpLink, accepted, rejected, type Typed, types, whole } from "./amqp.ts";
import type { Content } from "./arrival.ts";
import type { Deliveries } from "./deliveries.ts";
import { abandon, complete, deadLetter, defer } from "./endings.ts";
import { type Endpoint, refuse } from "./endpoint.ts";
import { type Entry, transferOf } from "./entry.ts";
import { swappedGuid } from "./envelope.ts";
import { bounds, limits } from "./limits.ts";
import { type Outcome, outcome } from "./outcome.ts";
import type { Queue } from "./queue.ts";
import { asRefusal, type Refusal, refusals } from "./refusals.ts";
import type { Session, SessionHolder } from "./sessions.ts";
import type { Wire } from "./wire.ts";

const sessionFilter = "com.microsoft:session-filter";

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
    const other = Object.keys(filter).find((name) => name !== sessionFilter);
    if (other !== undefined) throw refusals.notImplemented(`The filter '${other}' is`);
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
    if (typeof wanted === "string" && wanted.length > limits.idLength) {
      throw refusals.badArgument(`The session id is longer than ${limits.idLength} characters.`);
    }
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
    const asked = Math.min(whole(link.properties?.["com.microsoft:timeout"], 60_000), bounds.sessionWaitMs);
    // The answer should come before whoever asked gives up.
    const wait = asked - Math.min(asked / 10, 2_000);
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
      if (said?.kind === "transactional") throw refusals.notImplemented("Transactions are");
      if (said?.kind === "accepted") complete(this.#queue, entry, done);
      else if (said?.kind === "rejected") deadLetter(this.#queue, entry, said.info, done);
      else if (said?.kind === "modified") {
        if (said.elsewhere) defer(this.#queue, entry, said.properties, done);
        else abandon(this.#queue, entry, said.properties, done);
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
