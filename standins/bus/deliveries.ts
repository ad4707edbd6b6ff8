// What leaves on one AMQP session: transfers within the peer's window, and the answers to their settlement.
// It stands in for rhea's outgoing ring, which holds 2,048 deliveries and is stopped by the oldest unsettled one.
import { type AmqpLink, type AmqpSession, frames, type Performative, rejected, type Typed, whole } from "./amqp.ts";
import { refusals } from "./refusals.ts";

/** What a receiver says of a delivery: its outcome, or undefined when it only settles. */
export type OnOutcome = (outcome: Typed | undefined, settledByPeer: boolean) => void;

interface Pending {
  link: AmqpLink;
  /** No message, but the word that no more comes on this credit. */
  drains?: true;
  id: number;
  tag: Buffer;
  settled: boolean;
  payload: Buffer;
  sent: number;
}

const noTag = Buffer.alloc(0);

export class Deliveries {
  readonly #session: AmqpSession;
  readonly #frameBytes: number;
  #nextId = 0;
  #peerNextId = 0;
  #peerWindow = 0;
  #pending: Pending[] = [];
  #unsettled = new Map<number, OnOutcome>();
  #answers: { id: number; state: Typed | undefined }[] = [];

  /** `frameBytes` is the largest frame that the peer takes. */
  constructor(session: AmqpSession, frameBytes: number, firstWindow: number) {
    this.#session = session;
    this.#frameBytes = frameBytes;
    this.#peerWindow = firstWindow;
  }

  /** Transfers whole messages still waiting for the peer's session window. */
  get waiting(): number {
    return this.#pending.length;
  }

  /** The caller has seen that the link has credit. Returns the delivery's number. */
  send(link: AmqpLink, tag: Buffer, payload: Buffer, onOutcome?: OnOutcome): number {
    const id = this.#nextId;
    this.#nextId = (this.#nextId + 1) >>> 0;
    link.credit--;
    link.delivery_count = (link.delivery_count + 1) >>> 0;
    if (onOutcome) this.#unsettled.set(id, onOutcome);
    this.#pending.push({ link, id, tag, settled: onOutcome === undefined, payload, sent: 0 });
    this.#flush();
    return id;
  }

  /** Forgets a delivery: a later settlement is told that the lock is lost. */
  forget(id: number): void {
    this.#unsettled.delete(id);
  }

  /** Answers the peer's outcome. Consecutive acceptances share one frame. */
  settle(id: number, state: Typed | undefined): void {
    this.#unsettled.delete(id);
    this.#answers.push({ id, state });
    if (this.#answers.length === 1) queueMicrotask(() => this.#answer());
  }

  #answer(): void {
    const answers = this.#answers;
    this.#answers = [];
    if (!this.#session.is_open()) return;
    const isAccepted = (state: Typed | undefined) => state?.descriptor?.value === 0x24;
    for (let at = 0; at < answers.length; ) {
      const { id: first, state } = answers[at] as (typeof answers)[number];
      let last = first;
      at++;
      while (isAccepted(state) && answers[at]?.id === last + 1 && isAccepted(answers[at]?.state)) {
        last++;
        at++;
      }
      this.#session.output(frames.disposition({ role: false, first, last, settled: true, state }));
    }
  }

  /** The peer's session window, from its flow. */
  onFlow(fields: Performative): void {
    // why: a peer that pipelines has not seen our begin and leaves its next incoming id out.
    this.#peerNextId = whole(fields.next_incoming_id);
    this.#peerWindow = whole(fields.incoming_window);
    this.#flush();
  }

  /** The peer settles, or says the outcome of, a range of deliveries. */
  onDisposition(fields: Performative): void {
    const first = whole(fields.first);
    const last = whole(fields.last, first);
    if (last - first < 10_000) {
      for (let id = first; id <= last; id++) this.#outcome(id, fields);
    } else {
      // why: a range of billions must not be counted through.
      for (const id of [...this.#unsettled.keys()]) if (id >= first && id <= last) this.#outcome(id, fields);
    }
  }

  #outcome(id: number, fields: Performative): void {
    const onOutcome = this.#unsettled.get(id);
    const settled = fields.settled === true;
    if (settled) this.#unsettled.delete(id);
    if (onOutcome) onOutcome(fields.state ?? undefined, settled);
    else if (!settled && id < this.#nextId) this.settle(id, rejected(refusals.lockLost()));
  }

  #flush(): void {
    const { outgoing } = this.#session;
    while (this.#pending.length > 0) {
      const next = this.#pending[0] as Pending;
      if (next.drains || !next.link.is_open()) {
        this.#pending.shift();
        if (next.drains) this.#writeDrained(next.link);
        continue;
      }
      const window = this.#peerWindow - ((outgoing.next_transfer_id - this.#peerNextId) >>> 0);
      if (window <= 0) return;
      const room = this.#frameBytes - 50 - next.tag.length;
      const end = Math.min(next.sent + room, next.payload.length);
      const more = end < next.payload.length;
      const { id, tag, settled } = next;
      const handle = next.link.local.handle;
      const fields = { handle, message_format: 0, delivery_id: id, delivery_tag: tag, settled, more };
      outgoing.next_transfer_id = (outgoing.next_transfer_id + 1) >>> 0;
      this.#session.output(frames.transfer(fields), next.payload.subarray(next.sent, end));
      next.sent = end;
      if (!more) this.#pending.shift();
    }
  }

  /** Tells a receiver, after what is under way to it, that no more comes on its credit. */
  drained(link: AmqpLink): void {
    link.delivery_count = (link.delivery_count + link.credit) >>> 0;
    link.credit = 0;
    this.#pending.push({ link, drains: true, id: 0, tag: noTag, settled: true, payload: noTag, sent: 0 });
    this.#flush();
  }

  #writeDrained(link: AmqpLink): void {
    if (!link.is_open()) return;
    const { incoming, outgoing } = this.#session;
    this.#session.output(
      frames.flow({
        next_incoming_id: incoming.next_transfer_id >>> 0,
        incoming_window: incoming.window,
        next_outgoing_id: outgoing.next_transfer_id >>> 0,
        outgoing_window: outgoing.window,
        handle: link.local.handle,
        delivery_count: link.delivery_count,
        link_credit: 0,
        drain: true,
      }),
    );
  }
}
