// What comes next: a heap of things by number, and one timer for the earliest of several moments.

/** The smallest first. Things that are no longer wanted stay in until they surface or are pruned. */
export class Heap<T> {
  #items: T[] = [];
  readonly #key: (item: T) => number;

  constructor(key: (item: T) => number) {
    this.#key = key;
  }

  get size(): number {
    return this.#items.length;
  }

  first(): T | undefined {
    return this.#items[0];
  }

  push(item: T): void {
    const items = this.#items;
    const key = this.#key(item);
    let at = items.length;
    items.push(item);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = items[parent] as T;
      if (this.#key(above) <= key) break;
      items[at] = above;
      at = parent;
    }
    items[at] = item;
  }

  pop(): T | undefined {
    const items = this.#items;
    const first = items[0];
    const last = items.pop();
    if (last !== undefined && items.length > 0) this.#sink(last);
    return first;
  }

  #sink(item: T): void {
    const items = this.#items;
    const key = this.#key(item);
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= items.length) break;
      const right = items[child + 1];
      if (right !== undefined && this.#key(right) < this.#key(items[child] as T)) child++;
      if (this.#key(items[child] as T) >= key) break;
      items[at] = items[child] as T;
      at = child;
    }
    items[at] = item;
  }

  /** Keeps only what is still wanted. */
  prune(isWanted: (item: T) => boolean): void {
    this.#items = this.#items.filter(isWanted).sort((a, b) => this.#key(a) - this.#key(b));
  }
}

/** Rings at the earliest moment it was set to; then it must be set again. */
export class Alarm {
  #timer: NodeJS.Timeout | undefined;
  #at = Number.POSITIVE_INFINITY;
  readonly #ring: () => void;

  constructor(ring: () => void) {
    this.#ring = ring;
  }

  /** Epoch milliseconds; a later moment than the one set already changes nothing. */
  set(at: number): void {
    if (at >= this.#at) return;
    this.stop();
    this.#at = at;
    // why: longer waits overflow setTimeout; ringing early is harmless.
    const wait = Math.min(Math.max(at - Date.now(), 0), 2 ** 30);
    this.#timer = setTimeout(() => {
      this.#at = Number.POSITIVE_INFINITY;
      this.#ring();
    }, wait);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#at = Number.POSITIVE_INFINITY;
  }
}
