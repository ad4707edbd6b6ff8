// The link from a sender to a queue: takes messages and batches, and answers each once it is on disk.
import { type AmqpLink, accepted, type Inbound, rejected } from "./amqp.ts";
import { arrival, batched, batchFormat } from "./arrival.ts";
import type { Endpoint } from "./endpoint.ts";
import { bounds, limits } from "./limits.ts";
import type { Queue } from "./queue.ts";
import { asRefusal, type Refusal, refusals } from "./refusals.ts";

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
