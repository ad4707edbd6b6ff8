// What can be made to go wrong in a stand-in while it runs, and where it can be made to wait.
// A page is an answer with records of an entity; pages are counted from when the fault or pause was set.
import { z } from "zod";

const where = {
  /** Only for this entity; left out: for every one. */
  entity: z.string().optional(),
  /** Lets so many pages through first. */
  afterPages: z.number().int().nonnegative().default(0),
  /** How often it happens; left out: until it is taken away. */
  times: z.number().int().positive().optional(),
  /** Reading, or writing, by whatever method ("POST" stands for all): what is written counts as a page. */
  method: z.enum(["GET", "POST"]).default("GET"),
  /** What is asked is done first, and then it goes wrong. */
  done: z.boolean().default(false),
};

export const fault = z.discriminatedUnion("kind", [
  /** The connection breaks in the middle of the answer. */
  z.object({ kind: z.literal("cut"), ...where }),
  z.object({
    kind: z.literal("status"),
    ...where,
    status: z.number().int().min(300).max(599),
    /** Seconds, or an HTTP date. */
    retryAfter: z.string().optional(),
    /** Where a 302 sends to. */
    location: z.string().optional(),
    /** The system's own error with this message: a right that is missing, locked rows, a licence that has run out. */
    message: z.string().optional(),
  }),
  /** The request is taken and never answered. */
  z.object({ kind: z.literal("hang"), ...where }),
  /** A proxy's or sign-in page instead of data. */
  z.object({ kind: z.literal("html"), ...where, status: z.number().int().default(200) }),
  /** No records and no sign that anything is wrong. */
  z.object({ kind: z.literal("empty"), ...where }),
  /** The body ends in the middle although the answer says it is whole. */
  z.object({ kind: z.literal("truncated"), ...where }),
  /** The page does not say that more follow. */
  z.object({ kind: z.literal("no_next"), ...where }),
  /** The page says that it is followed by itself. */
  z.object({ kind: z.literal("loop"), ...where }),
  /** The user may not see this property: it is left out. */
  z.object({ kind: z.literal("no_rights"), ...where, property: z.string() }),
  /** What is written is answered as done, and is not kept. */
  z.object({ kind: z.literal("forget"), ...where }),
  /** The program ends at once, as at kill -9. */
  z.object({ kind: z.literal("die"), ...where }),
  /** Globe only: what is written is kept, but this text of it no longer than so, without a word. */
  z.object({ kind: z.literal("shorten"), ...where, property: z.string(), length: z.number().int().nonnegative() }),
  /** Globe only: dates that are written are kept a day earlier, as by a service that takes midnight for another zone's. */
  z.object({ kind: z.literal("day_back"), ...where }),
  /** Globe only: its clock is so many minutes off, for what is changed from now on. */
  z.object({ kind: z.literal("clock_off"), ...where, minutes: z.number().int() }),
  /** Globe only: no sign-in comes good, as with a password that has expired. */
  z.object({ kind: z.literal("refuse_sign_in"), ...where }),
  /** Globe only: a connection's sign-in is good for one request. */
  z.object({ kind: z.literal("forget_sign_in"), ...where }),
  /** Nothing goes wrong: it counts what comes in. */
  z.object({ kind: z.literal("count"), ...where }),
  /** Each connection is closed after one answer, as some proxies do. */
  z.object({ kind: z.literal("no_keep_alive"), ...where }),
]);
export type Fault = z.infer<typeof fault>;

/** What happens before it is known what is asked; requests are counted, whatever they are for. */
const doorKinds = ["refuse_sign_in", "forget_sign_in", "no_keep_alive", "count"] as const;
type DoorKind = (typeof doorKinds)[number];
const isDoorKind = (kind: string): kind is DoorKind => doorKinds.some((one) => one === kind);

export const pause = z.object({
  entity: where.entity,
  afterPages: where.afterPages,
  method: where.method,
});

interface Counted {
  id: number;
  seen: number;
}
type Armed = Counted & { fault: Fault; done: number };
type Gate = Counted & {
  pause: z.infer<typeof pause>;
  reached: Promise<void>;
  arrive: () => void;
  open: Promise<void>;
  release: () => void;
};

export class Faults {
  #next = 1;
  #armed: Armed[] = [];
  #gates: Gate[] = [];

  list() {
    return this.#armed.map(({ id, fault, done }) => ({ id, ...fault, done }));
  }

  set(fault: Fault): number {
    const id = this.#next++;
    this.#armed.push({ id, fault, seen: 0, done: 0 });
    return id;
  }

  clear(id?: number): void {
    this.#armed = id === undefined ? [] : this.#armed.filter((one) => one.id !== id);
  }

  /** Sets a pause; the first page after it waits until released. */
  setPause(at: z.infer<typeof pause>): number {
    const id = this.#next++;
    const { promise: reached, resolve: arrive } = later();
    const { promise: open, resolve: release } = later();
    this.#gates.push({ id, pause: at, seen: 0, reached, arrive, open, release });
    return id;
  }

  /** Resolves when a request stands waiting at the pause; undefined when there is no such pause. */
  reached(id: number): Promise<void> | undefined {
    return this.#gates.find((gate) => gate.id === id)?.reached;
  }

  release(id?: number): void {
    for (const gate of this.#gates) {
      if (id !== undefined && gate.id !== id) continue;
      // why: nobody may be left waiting for a page that will never stand here.
      gate.arrive();
      gate.release();
    }
    this.#gates = id === undefined ? [] : this.#gates.filter((gate) => gate.id !== id);
  }

  /**
   * Called for each page asked for: waits at a pause, then says what goes wrong with this page, if anything. A token that
   * is asked for counts only for what names it.
   */
  async befall(entity: string, method: "GET" | "POST"): Promise<Fault | undefined> {
    for (const gate of [...this.#gates]) {
      if (gate.pause.method !== method) continue;
      if (!isMeant(gate.pause.entity, entity)) continue;
      gate.seen += 1;
      if (gate.seen <= gate.pause.afterPages) continue;
      gate.arrive();
      await gate.open;
    }
    for (const armed of this.#armed) {
      if (isDoorKind(armed.fault.kind) || armed.fault.method !== method) continue;
      if (isMeant(armed.fault.entity, entity) && happens(armed)) return armed.fault;
    }
    return undefined;
  }

  /** Whether this goes wrong with a request that has just come in. */
  atDoor(kind: DoorKind): boolean {
    return this.#armed.some((armed) => armed.fault.kind === kind && happens(armed));
  }
}

function happens(armed: Armed): boolean {
  armed.seen += 1;
  const isSpent = armed.fault.times !== undefined && armed.done >= armed.fault.times;
  if (isSpent || armed.seen <= armed.fault.afterPages) return false;
  armed.done += 1;
  return true;
}

const isMeant = (named: string | undefined, entity: string): boolean =>
  named === undefined ? entity !== "Token" : named === entity;

function later(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
