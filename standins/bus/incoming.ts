// A peer's transfers before rhea sees them: bounded, and left as the bytes that they are.
import { type AmqpSession, type Frame, whole } from "./amqp.ts";
import { limits } from "./limits.ts";
import { outcome } from "./outcome.ts";
import { refusals } from "./refusals.ts";

/** The format given to rhea for a message that it must not decode. */
export const rawFormat = 0x7fffffff;

// Of a transfer's fields, the state: rhea's own name for it gives a value without its kind.
const stateAt = 7;

/** Keeps one delivery from filling the memory, and its bytes as they came. False when there is no more to do. */
export function boundTransfer(session: AmqpSession, frame: Frame): boolean {
  const fields = frame.performative;
  // why: rhea would decode, and lose types of, what has format 0.
  if (!fields.message_format) fields.message_format = rawFormat;
  if (outcome(fields.value?.[stateAt])?.kind === "transactional") throw refusals.notImplemented("Transactions are");
  const link = session._get_link(frame);
  const delivery = link._incomplete;
  if (!delivery) {
    if (link.credit <= 0) throw new Error("a transfer without credit");
    if (whole(fields.delivery_id, -1) < 0) throw new Error("a transfer without a delivery id");
    return true;
  }
  if (fields.aborted === true) {
    delivery.settled = true;
    link._incomplete = undefined;
    link.credit--;
    link.delivery_count++;
    session.incoming.next_transfer_id++;
    return false;
  }
  delivery.bytes = (delivery.bytes ?? delivery.frames[0]?.length ?? 0) + (frame.payload?.length ?? 0);
  // What goes beyond the limit is dropped as it comes; the delivery is refused at its end.
  if (delivery.bytes > limits.messageBytes) frame.payload = undefined;
  return true;
}
