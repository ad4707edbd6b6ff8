// What came in and waits to be read, one at a time. Whoever puts something in waits until it is taken out, so a slow
// reader slows what brings.

export interface Inbox<Thing> {
  /** Resolves when it was taken out, or when nobody reads any more. */
  put(thing: Thing): Promise<void>;
  /** The next thing; null when none came within `wait` milliseconds. Throws when the signal says stop. */
  next(wait: number): Promise<Thing | null>;
  /** Nobody reads any more. */
  close(): void;
}

export function inbox<Thing>(signal: AbortSignal): Inbox<Thing> {
  const waiting: { thing: Thing; taken: () => void }[] = [];
  let wake: () => void = () => undefined;
  let closed = false;

  function close() {
    closed = true;
    signal.removeEventListener("abort", close);
    for (const { taken } of waiting.splice(0)) taken();
    wake();
  }
  signal.addEventListener("abort", close);

  return {
    put(thing) {
      if (closed) return Promise.resolve();
      return new Promise((taken) => {
        waiting.push({ thing, taken });
        wake();
      });
    },
    async next(wait) {
      signal.throwIfAborted();
      if (waiting.length === 0 && wait > 0) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, wait);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
        signal.throwIfAborted();
      }
      const first = waiting.shift();
      first?.taken();
      return first?.thing ?? null;
    },
    close,
  };
}
