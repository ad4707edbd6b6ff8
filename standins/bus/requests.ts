// Request and response over a pair of links, as $cbs and $management speak it: read a request, find where its answer
// goes, answer it once. Answers wait for the peer's credit.
import { type AmqpLink, accepted, encodedMessage, entries, type Inbound, rejected, type Typed, types } from "./amqp.ts";
import type { Deliveries } from "./deliveries.ts";
import type { Endpoint } from "./endpoint.ts";
import { bounds } from "./limits.ts";
import { asRefusal, refusals } from "./refusals.ts";

export interface Request {
  id: Typed;
  replyTo: string;
  /** Application properties. */
  properties: Map<string, unknown>;
  body: Typed | undefined;
}

export interface Response {
  properties: Record<string, unknown>;
  body?: Record<string, unknown>;
}

function request(bytes: Buffer): Request {
  const reader = new types.Reader(bytes);
  const read: Request = { id: types.wrap(null), replyTo: "", properties: new Map(), body: undefined };
  while (reader.remaining() > 0) {
    const section = reader.read();
    const code = section.descriptor?.value;
    if (code === 0x73 && Array.isArray(section.value)) {
      read.id = section.value[0] ?? read.id;
      read.replyTo = String(section.value[4]?.value ?? "");
    } else if (code === 0x74) {
      for (const [key, value] of entries(section)) read.properties.set(key, types.unwrap(value));
    } else if (code === 0x77) read.body = section;
  }
  return read;
}

/** Where answers go: links on which the peer receives. Found by the link's name or its target's address. */
export class ReplyLink implements Endpoint {
  readonly link: AmqpLink;
  readonly #deliveries: Deliveries;
  readonly #waiting: Buffer[] = [];

  constructor(link: AmqpLink, deliveries: Deliveries) {
    this.link = link;
    this.#deliveries = deliveries;
    link.set_source({ address: link.source?.address });
    link.set_target({ address: link.target?.address ?? undefined });
  }

  isCalled(address: string): boolean {
    return this.link.name === address || this.link.target?.address === address;
  }

  send(message: Buffer): void {
    if (this.#waiting.length >= bounds.repliesWaiting) this.link.close(refusals.full("Answers are not taken.").error);
    this.#waiting.push(message);
    this.onFlow();
  }

  onFlow(): void {
    while (this.#waiting.length > 0 && this.link.is_open() && this.link.credit > 0) {
      this.#deliveries.send(this.link, Buffer.from([this.link.delivery_count & 0xff]), this.#waiting.shift() as Buffer);
    }
  }

  closed(): void {
    this.#waiting.length = 0;
  }
}

/** Carries out requests. `answer` is called once for each, and only when what was asked is on disk. */
export type Serve = (request: Request, answer: (response: Response) => void) => void;

export class RequestLink implements Endpoint {
  readonly link: AmqpLink;
  readonly #serve: Serve;
  readonly #reply: (address: string) => ReplyLink | undefined;

  constructor(link: AmqpLink, serve: Serve, reply: (address: string) => ReplyLink | undefined) {
    this.link = link;
    this.#serve = serve;
    this.#reply = reply;
    link.set_source({ address: link.source?.address ?? undefined });
    link.set_target({ address: link.target?.address });
    link.add_credit(bounds.senderCredit);
  }

  onMessage(bytes: Buffer, delivery: Inbound): void {
    try {
      const asked = request(bytes);
      delivery.update(true, accepted());
      this.#serve(asked, (response) => {
        if (this.link.is_open()) this.link.add_credit(1);
        const reply = this.#reply(asked.replyTo);
        // why: a transfer on a link that is closing ends the client's connection.
        if (!reply?.link.is_open()) return;
        const application_properties = response.properties;
        const body = response.body === undefined ? null : types.wrap_map(response.body);
        reply.send(encodedMessage({ correlation_id: asked.id, application_properties, body }));
      });
    } catch (thrown) {
      delivery.update(true, rejected(asRefusal(thrown)));
      if (this.link.is_open()) this.link.add_credit(1);
    }
  }

  closed(): void {}
}
