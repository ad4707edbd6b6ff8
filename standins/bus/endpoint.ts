// Our end of a link, as its connection knows it, and how a link is refused.
import type { AmqpLink, Inbound } from "./amqp.ts";
import type { Refusal } from "./refusals.ts";

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

/** Answers an attach with no. */
export function refuse(link: AmqpLink, refusal: Refusal): void {
  // why: an echoed source makes the SDK believe that it was accepted.
  link.local.attach.source = undefined;
  link.local.attach.target = undefined;
  link.open();
  link.close(refusal.error);
}

/** Ends a link that is open, or whose attach is still held back. */
export function cut(link: AmqpLink, refusal: Refusal): void {
  if (link.state.local_open) link.close(refusal.error);
  else refuse(link, refusal);
}
