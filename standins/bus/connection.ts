// One peer's connection: what it may open, which end of ours each of its links gets, and what ends them.
// Nothing a peer does here may reach another peer or the process: what cannot be answered closes the connection.
import {
  type AmqpConnection,
  type AmqpContext,
  type AmqpLink,
  type AmqpSession,
  type Frame,
  types,
  whole,
} from "./amqp.ts";
import { Claims, pathOf, type Verifier } from "./claims.ts";
import type { Right } from "./config.ts";
import { Deliveries } from "./deliveries.ts";
import { cut, type Endpoint, refuse } from "./endpoint.ts";
import { boundTransfer, rawFormat } from "./incoming.ts";
import { Inlet } from "./inlet.ts";
import { bounds, limits } from "./limits.ts";
import { management } from "./management.ts";
import { Alarm } from "./order.ts";
import { Outlet } from "./outlet.ts";
import type { Queue } from "./queue.ts";
import { asRefusal, refusals } from "./refusals.ts";
import { ReplyLink, RequestLink, type Serve } from "./requests.ts";
import type { Wire } from "./wire.ts";

/** What a connection needs of its broker. */
export interface House {
  /** By path in lower case, dead-letter queues too. */
  queues: ReadonlyMap<string, Queue>;
  verifier: Verifier;
}

const deadLetterPath = "/$deadletterqueue";

interface Opened {
  endpoint: Endpoint;
  /** What the link stands on; undefined for $cbs. */
  needs?: { path: string; rights: Right[] };
}

export class Peer {
  readonly #house: House;
  readonly #wire: Wire;
  readonly #claims = new Claims();
  readonly #opened = new Map<AmqpLink, Opened>();
  readonly #deliveries = new Map<AmqpSession, Deliveries>();
  readonly #expiry = new Alarm(() => this.#cutExpired());

  constructor(house: House, wire: Wire) {
    this.#house = house;
    this.#wire = wire;
    wire.onRoom = () => this.#onRoom();
  }

  /** There is room again, for one session's links or for all. */
  #onRoom(session?: AmqpSession): void {
    for (const [link, { endpoint }] of this.#opened) {
      if (session === undefined || link.session === session) endpoint.onRoom?.();
    }
  }

  // --- sessions

  /** The peer has said what it is. Throws when it asks for what no peer needs. */
  onOpen(connection: AmqpConnection): void {
    const { open } = connection.remote;
    const idle = whole(open.idle_time_out);
    if (open.idle_time_out && idle < bounds.leastIdleMs) throw new Error("an idle time-out that is too short");
    // why: rhea gives half of it to setTimeout, which takes too long a wait for none.
    if (idle > 2 ** 31) open.idle_time_out = 2 ** 31;
  }

  onSession(session: AmqpSession): void {
    if (this.#deliveries.size >= limits.sessionsPerConnection) throw new Error("too many sessions");
    const theirs = whole(session.connection.max_frame_size) || bounds.frameBytes;
    const frameBytes = Math.min(Math.max(theirs, 512), bounds.frameBytes);
    const deliveries = new Deliveries(session, frameBytes, whole(session.remote.begin.incoming_window));
    this.#deliveries.set(session, deliveries);
    const proto = Object.getPrototypeOf(session) as AmqpSession;
    session.on_transfer = (frame) => {
      if (boundTransfer(session, frame)) proto.on_transfer.call(session, frame);
    };
    session.on_flow = (frame) => this.#onFlow(session, deliveries, frame);
    session.on_disposition = (frame) => {
      if (frame.performative.role) deliveries.onDisposition(frame.performative);
    };
  }

  #onFlow(session: AmqpSession, deliveries: Deliveries, frame: Frame): void {
    const fields = frame.performative;
    session.incoming.on_flow(fields);
    const wasFull = deliveries.waiting > 0;
    deliveries.onFlow(fields);
    if (wasFull && deliveries.waiting === 0) this.#onRoom(session);
    const hasHandle = fields.handle !== undefined && fields.handle !== null;
    const link = hasHandle ? session._get_link(frame) : undefined;
    if (link?.is_sender()) {
      const ahead = (whole(fields.delivery_count) - link.delivery_count) | 0;
      link.credit = Math.max(whole(fields.link_credit) + ahead, 0);
      this.#opened.get(link)?.endpoint.onFlow?.(fields.drain === true);
    }
    if (fields.echo === true) session._write_flow(link);
  }

  onSessionClose(session: AmqpSession): void {
    for (const link of [...this.#opened.keys()]) if (link.session === session) this.onLinkClose(link);
    this.#deliveries.delete(session);
  }

  // --- links

  /** The peer attached a link. `theirs` says which end is the peer's. */
  onAttach(link: AmqpLink, theirs: "sender" | "receiver"): void {
    try {
      if (Object.keys(link.session.local.handles).length > limits.linksPerSession)
        throw refusals.full("Too many links.");
      const opened = theirs === "sender" ? this.#fromSender(link) : this.#toReceiver(link);
      this.#opened.set(link, opened);
      if (opened.needs) this.#expiry.set(this.#until(opened.needs));
    } catch (thrown) {
      refuse(link, asRefusal(thrown));
    }
  }

  #fromSender(link: AmqpLink): Opened {
    const address = addressOf(link.target);
    const path = pathOf(address);
    const reply = (to: string) => this.#replyLink(to);
    if (path === "$cbs") return { endpoint: new RequestLink(link, this.#putToken, reply) };
    const { queue, isManagement } = this.#entity(path, address);
    if (isManagement) {
      const needs = this.#checked(path, ["Listen", "Send"]);
      const serve = management(queue, (right) => this.#claims.until(path, right) > 0);
      return { endpoint: new RequestLink(link, serve, reply), needs };
    }
    const needs = this.#checked(path, ["Send"]);
    if (!queue.deadLetters) throw refusals.notAllowed("Messages cannot be sent to a dead-letter queue.");
    return { endpoint: new Inlet(link, queue), needs };
  }

  #toReceiver(link: AmqpLink): Opened {
    const address = addressOf(link.source);
    const path = pathOf(address);
    const deliveries = this.#deliveries.get(link.session) as Deliveries;
    if (path === "$cbs") return { endpoint: new ReplyLink(link, deliveries) };
    const { queue, isManagement } = this.#entity(path, address);
    const needs = this.#checked(path, isManagement ? ["Listen", "Send"] : ["Listen"]);
    if (isManagement) return { endpoint: new ReplyLink(link, deliveries), needs };
    return { endpoint: Outlet.attach({ link, queue, deliveries, wire: this.#wire }), needs };
  }

  #entity(path: string, address: string): { queue: Queue; isManagement: boolean } {
    if (path.includes("/subscriptions/")) throw refusals.notImplemented("Topics and subscriptions are");
    const isManagement = path.endsWith("/$management");
    const queue = this.#house.queues.get(isManagement ? path.slice(0, -"/$management".length) : path);
    if (!queue) throw refusals.unknown(address);
    return { queue, isManagement };
  }

  #replyLink(address: string): ReplyLink | undefined {
    for (const { endpoint } of this.#opened.values()) {
      if (endpoint instanceof ReplyLink && endpoint.isCalled(address)) return endpoint;
    }
    return undefined;
  }

  onMessage({ receiver, message, delivery, format }: AmqpContext): void {
    const { endpoint } = this.#opened.get(receiver as AmqpLink) ?? {};
    if (endpoint?.onMessage) endpoint.onMessage(message, delivery, format ?? rawFormat);
    else delivery.update(true);
  }

  onLinkClose(link: AmqpLink): void {
    const opened = this.#opened.get(link);
    this.#opened.delete(link);
    opened?.endpoint.closed();
  }

  /** The connection is closing or gone: nothing stays locked by its sessions. */
  end(): void {
    this.#expiry.stop();
    for (const link of [...this.#opened.keys()]) this.onLinkClose(link);
    this.#deliveries.clear();
  }

  // --- claims

  readonly #putToken: Serve = ({ properties, body }, answer) => {
    const status = (code: number, says: string) =>
      answer({ properties: { "status-code": types.wrap_int(code), "status-description": says } });
    try {
      if (properties.get("operation") !== "put-token") throw refusals.notImplemented("This operation on $cbs is");
      const audience = String(properties.get("name") ?? "");
      const token = body?.value;
      if (typeof token !== "string") throw refusals.unauthorized("InvalidToken: the token is no text.");
      this.#claims.put(audience, this.#house.verifier.verify(token, audience));
      status(202, "Accepted");
    } catch (thrown) {
      const refusal = asRefusal(thrown);
      status(refusal.status, refusal.message);
    }
  };

  #until({ path, rights }: { path: string; rights: Right[] }): number {
    return Math.max(...rights.map((right) => this.#claims.until(path, right)));
  }

  #checked(path: string, rights: Right[]): { path: string; rights: Right[] } {
    const entity = path.split(deadLetterPath, 1)[0] ?? path;
    const needs = { path, rights };
    if (this.#until(needs) > 0) return needs;
    throw refusals.unauthorized(
      `Unauthorized access. '${rights.join("' or '")}' claim(s) are required on '${entity}'.`,
    );
  }

  #cutExpired(): void {
    let next = Number.POSITIVE_INFINITY;
    for (const [link, { needs }] of [...this.#opened]) {
      if (!needs) continue;
      const until = this.#until(needs);
      if (until > 0) next = Math.min(next, until);
      else {
        this.onLinkClose(link);
        cut(link, refusals.unauthorized("ExpiredToken: the claim that this link stood on has expired."));
      }
    }
    this.#expiry.set(next);
  }
}

function addressOf(terminus: Record<string, unknown> | null): string {
  const address = terminus?.address;
  if (typeof address === "string" && address !== "") return address;
  throw refusals.notImplemented("Links without an address (transactions among them) are");
}
