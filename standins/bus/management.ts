// The $management operations of one queue, as the SDK's senders and receivers ask for them.
import { entries, type Typed, types } from "./amqp.ts";
import { arrival } from "./arrival.ts";
import { cancelScheduled, peek, purge, receiveDeferred, setSessionState } from "./by-number.ts";
import type { Right } from "./config.ts";
import { abandon, complete, deadLetter, defer } from "./endings.ts";
import { transferOf } from "./entry.ts";
import { limits } from "./limits.ts";
import type { Queue } from "./queue.ts";
import { asRefusal, type Refusal, refusals } from "./refusals.ts";
import type { Response, Serve } from "./requests.ts";

type Body = Record<string, unknown> | undefined;
type Answer = (failure: Refusal | undefined, body?: Body) => void;

interface Operation {
  right: Right;
  run(queue: Queue, given: Map<string, Typed>, answer: Answer): void;
}

const field = (given: Map<string, Typed>, key: string): unknown => types.unwrap(given.get(key));

/** A whole number, also one that arrived as eight bytes. */
function whole(value: unknown): number {
  const number = Buffer.isBuffer(value) && value.length === 8 ? Number(value.readBigInt64BE()) : Number(value);
  if (!Number.isFinite(number)) throw refusals.badArgument("A number was expected.");
  return number;
}

function list(given: Map<string, Typed>, key: string): unknown[] {
  const value = field(given, key);
  if (!Array.isArray(value)) throw refusals.badArgument(`'${key}' should be a list.`);
  return value;
}

const tokens = (given: Map<string, Typed>): string[] =>
  list(given, "lock-tokens").map((token) => (Buffer.isBuffer(token) ? token.toString("hex") : String(token)));

const numbers = (given: Map<string, Typed>): number[] => list(given, "sequence-numbers").map(whole);

const sessionOf = (given: Map<string, Typed>): string | undefined => {
  const id = field(given, "session-id");
  return typeof id === "string" ? id : undefined;
};

const longs = (values: number[]): Typed => types.wrap_array(values, 0x81);
const timestamps = (values: number[]): Typed => types.wrap_array(values, 0x83);

/** Runs a step for each, and answers when all are done: with the first failure, if there is one. */
function each<T>(items: T[], step: (item: T, done: (failure?: Refusal) => void) => void, done: Answer): void {
  let left = items.length;
  let first: Refusal | undefined;
  if (left === 0) done(undefined);
  const ended = (failure?: Refusal) => {
    first ??= failure;
    left--;
    if (left === 0) done(first);
  };
  for (const item of items) {
    try {
      step(item, ended);
    } catch (thrown) {
      ended(asRefusal(thrown));
    }
  }
}

const operations: Record<string, Operation> = {
  "renew-lock": {
    right: "Listen",
    run: (queue, given, answer) =>
      answer(undefined, { expirations: timestamps(tokens(given).map((token) => queue.renew(token))) }),
  },
  "renew-session-lock": {
    right: "Listen",
    run: (queue, given, answer) => {
      const session = sessions(queue).heldOne(sessionOf(given) ?? "");
      answer(undefined, { expiration: types.wrap_timestamp(sessions(queue).renew(session)) });
    },
  },
  "peek-message": {
    right: "Listen",
    run: (queue, given, answer) => {
      const most = Math.min(whole(field(given, "message-count")), limits.peekedMessages);
      const withBody = field(given, "omit-message-body") !== true;
      const found: { message: Typed }[] = [];
      let bytes = 0;
      for (const entry of peek(queue, whole(field(given, "from-sequence-number")), sessionOf(given))) {
        if (found.length >= most) break;
        const message = transferOf(entry, queue.shelf.contentOf(entry), undefined, withBody);
        bytes += message.length;
        if (found.length > 0 && bytes > limits.peekedBytes) break;
        found.push({ message: types.wrap_binary(message) });
      }
      answer(undefined, found.length > 0 ? { messages: found } : undefined);
    },
  },
  "schedule-message": {
    right: "Send",
    run: (queue, given, answer) => {
      const items = given.get("messages")?.value as Typed[] | undefined;
      const arrivals = (items ?? []).map((item) => {
        const bytes = entries(item).get("message")?.value;
        if (!Buffer.isBuffer(bytes)) throw refusals.badArgument("A message to schedule has no bytes.");
        if (bytes.length > limits.messageBytes) throw refusals.tooLarge(bytes.length, limits.messageBytes);
        return arrival(bytes);
      });
      queue.send(arrivals, (failure, seqs) => answer(failure, { "sequence-numbers": longs(seqs) }));
    },
  },
  "cancel-scheduled-message": {
    right: "Send",
    run: (queue, given, answer) => cancelScheduled(queue, numbers(given), (failure) => answer(failure)),
  },
  "receive-by-sequence-number": {
    right: "Listen",
    run: (queue, given, answer) => {
      const deletes = whole(field(given, "receiver-settle-mode") ?? 1) === 0;
      receiveDeferred(queue, numbers(given), { deletes, session: sessionOf(given) }, (failure, received) => {
        const messages = received.map(({ entry, content, token }) => ({
          message: types.wrap_binary(transferOf(entry, content, deletes ? undefined : entry.lockedUntil)),
          "lock-token": types.wrap_uuid(token),
        }));
        answer(failure, { messages });
      });
    },
  },
  "update-disposition": {
    right: "Listen",
    run: (queue, given, answer) => {
      const status = field(given, "disposition-status");
      const properties = entries(given.get("properties-to-modify"));
      const why = new Map(properties);
      const reason = given.get("deadletter-reason");
      const description = given.get("deadletter-description");
      if (reason?.value) why.set("DeadLetterReason", reason);
      if (description?.value) why.set("DeadLetterErrorDescription", description);
      const step = (token: string, done: (failure?: Refusal) => void): void => {
        const entry = queue.locked(token);
        if (status === "completed") complete(queue, entry, done);
        else if (status === "abandoned") abandon(queue, entry, properties, done);
        else if (status === "defered" || status === "deferred") defer(queue, entry, properties, done);
        else if (status === "suspended") deadLetter(queue, entry, why, done);
        else throw refusals.badArgument(`The disposition '${status}' is unknown.`);
      };
      each(tokens(given), step, answer);
    },
  },
  "get-session-state": {
    right: "Listen",
    run: (queue, given, answer) => {
      const { state } = sessions(queue).heldOne(sessionOf(given) ?? "");
      answer(undefined, { "session-state": state ? types.wrap_binary(state) : null });
    },
  },
  "set-session-state": {
    right: "Listen",
    run: (queue, given, answer) => {
      const state = given.get("session-state")?.value;
      if (Buffer.isBuffer(state) && state.length > limits.sessionStateBytes) {
        throw refusals.tooLarge(state.length, limits.sessionStateBytes);
      }
      const kept = Buffer.isBuffer(state) ? Buffer.from(state) : undefined;
      setSessionState(queue, sessionOf(given) ?? "", kept, (failure) => answer(failure));
    },
  },
  "get-message-sessions": {
    right: "Listen",
    run: (queue, given, answer) => {
      const skip = whole(field(given, "skip") ?? 0);
      const ids = [...sessions(queue).ids()].slice(skip, skip + whole(field(given, "top") ?? 100));
      answer(undefined, ids.length > 0 ? { skip: types.wrap_int(skip + ids.length), "sessions-ids": ids } : undefined);
    },
  },
  "batch-delete-messages": {
    right: "Listen",
    run: (queue, given, answer) => {
      const before = field(given, "enqueued-time-utc");
      const moment = before instanceof Date ? before.getTime() : Date.now();
      purge(queue, whole(field(given, "message-count")), moment, (failure, removed) =>
        answer(failure, removed > 0 ? { "message-count": types.wrap_int(removed) } : undefined),
      );
    },
  },
};

function sessions(queue: Queue) {
  if (!queue.sessions) throw refusals.notAllowed(`The queue '${queue.name}' has no sessions.`);
  return queue.sessions;
}

function response(failure: Refusal | undefined, body: Body, isEmpty: boolean): Response {
  if (failure) {
    const status = { statusCode: types.wrap_int(failure.status), statusDescription: failure.message };
    return { properties: { ...status, errorCondition: types.wrap_symbol(failure.condition) } };
  }
  const code = isEmpty ? 204 : 200;
  return { properties: { statusCode: types.wrap_int(code), statusDescription: isEmpty ? "No Content" : "OK" }, body };
}

// These say "nothing there" with a status of its own.
const mayBeEmpty = new Set(["peek-message", "get-message-sessions", "batch-delete-messages"]);

/** Serves a queue's management node to a peer that holds rights. */
export function management(queue: Queue, hasRight: (right: Right) => boolean): Serve {
  return (request, respond) => {
    const name = String(request.properties.get("operation") ?? "").replace(/^com\.microsoft:/, "");
    const answer: Answer = (failure, body) =>
      respond(response(failure, body ?? {}, !failure && body === undefined && mayBeEmpty.has(name)));
    try {
      const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
      if (!operation) throw refusals.notImplemented(`The operation '${name}' is`);
      if (!hasRight(operation.right)) {
        throw refusals.unauthorized(`The '${operation.right}' claim is required for '${name}' on '${queue.name}'.`);
      }
      operation.run(queue, entries(request.body), answer);
    } catch (thrown) {
      answer(asRefusal(thrown));
    }
  };
}
