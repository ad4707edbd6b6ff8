// Many short texts as one long one and the places where each ends: a string each would cost several times its length.
import { Numbers } from "./numbers.ts";

export interface Texts {
  text: string;
  ends: Uint32Array;
}

/** The text at a place. */
export const textAt = ({ text, ends }: Texts, at: number): string => text.slice(at === 0 ? 0 : ends[at - 1], ends[at]);

/** Texts still growing. */
export class GrowingTexts {
  readonly #ends = new Numbers(Uint32Array);
  readonly #joined: string[] = [];
  #parts: string[] = [];
  #end = 0;

  push(text: string): void {
    this.#parts.push(text);
    this.#end += text.length;
    this.#ends.push(this.#end);
    if (this.#parts.length === 4096) this.#join();
  }

  whole(): Texts {
    this.#join();
    return { text: this.#joined.join(""), ends: this.#ends.trimmed() };
  }

  #join(): void {
    this.#joined.push(this.#parts.join(""));
    this.#parts = [];
  }
}
