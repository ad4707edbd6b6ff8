// Pages in the order of their numbers, however they arrive, and the proof that all of them came: numbered without a gap
// up to one last page. The same page may come again; anything that does not fit is refused with a reason.

export interface NumberedPage<Content> {
  page: number;
  last: boolean;
  /** Hash of what was sent: by it a page that comes again is known to be the same. */
  sha256: string;
  content: Content;
}

/** Pages kept while an earlier one is on its way, at most. */
const mostAhead = 64;

export class PageOrder<Content> {
  readonly #ahead = new Map<number, Content>();
  readonly #hashes = new Map<number, string>();
  #next = 0;
  #last: number | null = null;

  /** Whether every page has been given out. */
  get isWhole(): boolean {
    return this.#last !== null && this.#next > this.#last;
  }

  /** The page that later ones wait for; null where none waits. */
  get missing(): number | null {
    return this.#ahead.size > 0 ? this.#next : null;
  }

  /** Whether this very page came before. Throws where another one with its number did. */
  cameBefore({ page, sha256 }: Pick<NumberedPage<Content>, "page" | "sha256">): boolean {
    const before = this.#hashes.get(page);
    if (before !== undefined && before !== sha256) throw new Error(`page ${page} came twice, and not the same`);
    return before !== undefined;
  }

  /** Takes a page in, and gives out those whose turn it now is. Throws where it does not fit. */
  add({ page, last, sha256, content }: NumberedPage<Content>): Content[] {
    const furthest = Math.max(this.#next - 1, ...this.#ahead.keys());
    const isAfterLast = this.#last !== null && (last || page > this.#last);
    if (isAfterLast || (last && furthest > page)) throw new Error("pages came after the last one");
    if (last) this.#last = page;
    this.#hashes.set(page, sha256);
    this.#ahead.set(page, content);
    if (this.#ahead.size > mostAhead) throw new Error(`page ${this.#next} is missing`);
    const due: Content[] = [];
    for (let next = this.#ahead.get(this.#next); next !== undefined; next = this.#ahead.get(this.#next)) {
      due.push(next);
      this.#ahead.delete(this.#next);
      this.#next += 1;
    }
    return due;
  }
}
