// How many messages a second each queue takes and gives, over the last minute: its totals, looked at every few seconds.
import type { Queue } from "./queue.ts";

type Totals = Queue["totals"];
type Counting = Pick<Queue, "totals">;

const everyMs = 5_000;
const windowMs = 60_000;

export class Rates {
  readonly #queues: readonly Counting[];
  readonly #timer: NodeJS.Timeout;
  /** The oldest first; the first one is where the window begins. */
  #looks: { at: number; totals: Map<Counting, Totals> }[] = [];

  constructor(queues: readonly Counting[], now = Date.now()) {
    this.#queues = queues;
    this.look(now);
    this.#timer = setInterval(() => this.look(), everyMs).unref();
  }

  /** Notes where the totals stand. */
  look(now = Date.now()): void {
    this.#looks.push({ at: now, totals: new Map(this.#queues.map((queue) => [queue, { ...queue.totals }])) });
    while (now - (this.#looks[1]?.at ?? now) >= windowMs) this.#looks.shift();
  }

  perSecond(queue: Counting, kind: keyof Totals, now = Date.now()): number {
    const [first] = this.#looks;
    const before = first?.totals.get(queue)?.[kind] ?? 0;
    return ((queue.totals[kind] - before) * 1_000) / Math.max(now - (first?.at ?? now), 1_000);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
