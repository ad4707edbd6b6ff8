// How often Milestones lets one client ask: so many requests a minute, with some in reserve for a burst. Whoever asks more
// often is told when to come again, and nothing of what they asked is done.
import type { Answer } from "../listen.ts";

/** Of a whole minute's requests, what may come at once. */
const reserve = 1 / 6;

export class Rate {
  readonly #perSecond: number;
  readonly #most: number;
  readonly #clock: () => number;
  readonly #left = new Map<string, { tokens: number; at: number }>();

  /** `clock`: ms. */
  constructor(perMinute: number, clock: () => number = () => performance.now()) {
    this.#perSecond = perMinute / 60;
    this.#most = Math.max(1, perMinute * reserve);
    this.#clock = clock;
  }

  /** What a client that asks too often gets to hear; undefined where its request may go on. */
  refusal(client: string): Answer | undefined {
    const now = this.#clock();
    const { tokens, at } = this.#left.get(client) ?? { tokens: this.#most, at: now };
    const held = Math.min(this.#most, tokens + ((now - at) / 1_000) * this.#perSecond);
    this.#left.set(client, { tokens: held < 1 ? held : held - 1, at: now });
    if (held >= 1) return undefined;
    const wait = Math.ceil((1 - held) / this.#perSecond);
    const body = JSON.stringify({ Message: `API calls quota exceeded. Try again in ${wait} seconds.` });
    return { status: 429, body, headers: { "retry-after": String(wait) } };
  }
}
