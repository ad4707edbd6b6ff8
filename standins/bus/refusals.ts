// Why something asked for is not done: an AMQP error condition and, for $management, a status code. The conditions are
// those that the SDK turns into codes of its own.
import type { Problem } from "./amqp.ts";

export class Refusal extends Error {
  readonly condition: string;
  readonly status: number;
  constructor(condition: string, message: string, status = 400) {
    super(message);
    this.name = "Refusal";
    this.condition = condition;
    this.status = status;
  }
  get error(): Problem {
    return { condition: this.condition, description: this.message };
  }
}

export const refusals = {
  unknown: (entity: string) =>
    new Refusal("amqp:not-found", `The messaging entity '${entity}' could not be found.`, 404),
  unauthorized: (why: string) => new Refusal("amqp:unauthorized-access", why, 401),
  lockLost: () =>
    new Refusal(
      "com.microsoft:message-lock-lost",
      "The lock supplied is invalid. Either the lock expired, or the message has already been removed from the queue.",
      410,
    ),
  sessionLockLost: () =>
    new Refusal("com.microsoft:session-lock-lost", "The session lock has expired. Accept the session again.", 410),
  sessionTaken: (id: string) =>
    new Refusal(
      "com.microsoft:session-cannot-be-locked",
      `The requested session '${id}' cannot be accepted. It may be locked by another receiver.`,
      410,
    ),
  noMessage: () =>
    new Refusal("com.microsoft:message-not-found", "No such message is in a state in which this can be done.", 404),
  notAllowed: (why: string) => new Refusal("amqp:not-allowed", why),
  notImplemented: (what: string) => new Refusal("amqp:not-implemented", `${what} not served by this broker.`, 501),
  badArgument: (why: string) => new Refusal("com.microsoft:argument-error", why),
  malformed: (why: string) => new Refusal("amqp:decode-error", why),
  tooLarge: (bytes: number, limit: number) =>
    new Refusal(
      "amqp:link:message-size-exceeded",
      `The received message (size: ${bytes} bytes) exceeds the limit of ${limit} bytes on this link.`,
      413,
    ),
  full: (why: string) => new Refusal("amqp:resource-limit-exceeded", why, 403),
  timeout: (why: string) => new Refusal("com.microsoft:timeout", why, 408),
  internal: () => new Refusal("amqp:internal-error", "The broker could not do this; its log says why.", 500),
};

/** Any thrown thing as a Refusal: what a peer can be told. */
export function asRefusal(thrown: unknown): Refusal {
  if (thrown instanceof Refusal) return thrown;
  return refusals.malformed(thrown instanceof Error ? thrown.message : "malformed");
}
