// A text file as bytes: which encoding it is in, and its records block by block, each block ending at a whole record.
import { isUtf8 } from "node:buffer";
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { TieoutError } from "../../core/errors.ts";
import type { Decode } from "./row.ts";

const blockSize = 1 << 20;

export class ByteFile {
  readonly file: string;
  readonly size: number;
  readonly decode: Decode;
  /** Bytes of the byte order mark. */
  readonly mark: number;
  readonly #handle: number;

  /** Looks through the whole file once. Throws a TieoutError when it is empty or no text. */
  constructor(path: string, file = path) {
    this.file = file;
    this.#handle = openSync(path, "r");
    try {
      this.size = fstatSync(this.#handle).size;
      const { utf8, mark } = this.#encoding();
      this.mark = mark;
      this.decode = utf8
        ? (bytes, start, end) => bytes.toString("utf8", start, end)
        : (bytes, start, end) => windowsText(bytes.toString("latin1", start, end));
    } catch (thrown) {
      this.close();
      throw thrown;
    }
  }

  /** UTF-8 when all of it is, else Windows-1252. */
  #encoding(): { utf8: boolean; mark: number } {
    const block = Buffer.allocUnsafe(blockSize);
    let utf8 = true;
    let mark = 0;
    for (let at = 0, carried = 0; ; ) {
      const read = readSync(this.#handle, block, carried, blockSize - carried, at);
      const limit = carried + read;
      if (at === 0 && limit === 0) throw new TieoutError("file_empty", { values: { file: this.file } });
      if (at === 0 && block[0] === 0xef && block[1] === 0xbb && block[2] === 0xbf) mark = 3;
      const zero = block.subarray(carried, limit).indexOf(0);
      if (zero >= 0) throw new TieoutError("file_binary", { values: { file: this.file, byte: at + zero + 1 } });
      if (read === 0) {
        if (utf8 && carried > 0) utf8 = isUtf8(block.subarray(0, carried));
        break;
      }
      at += read;
      const whole = utf8 ? wholeCharacters(block, limit) : limit;
      utf8 &&= isUtf8(block.subarray(0, whole));
      carried = utf8 ? limit - whole : 0;
      block.copyWithin(0, limit - carried, limit);
    }
    if (this.size === mark) throw new TieoutError("file_empty", { values: { file: this.file } });
    return { utf8, mark };
  }

  /**
   * Gives the bytes from an offset on, block by block. `take` reads the records that are whole and answers where it
   * stopped, or -1 for enough; what is left comes again at the front of the next block.
   */
  blocks(
    from: number,
    take: (block: { bytes: Buffer; limit: number; offset: number; last: boolean }) => number,
    progress?: (bytes: number) => void,
  ): void {
    let bytes = Buffer.allocUnsafe(blockSize);
    let offset = from;
    for (let kept = 0; ; ) {
      // why: one record longer than the block needs a longer block.
      if (kept === bytes.length) bytes = Buffer.concat([bytes], bytes.length * 2);
      const read = readSync(this.#handle, bytes, kept, bytes.length - kept, offset + kept);
      const limit = kept + read;
      const last = offset + limit >= this.size || read === 0;
      const taken = take({ bytes, limit, offset, last });
      if (taken < 0) return;
      offset += taken;
      kept = limit - taken;
      progress?.(offset);
      if (last) return;
      bytes.copyWithin(0, taken, limit);
    }
  }

  at(offset: number, length: number): Buffer {
    const bytes = Buffer.allocUnsafe(length);
    readSync(this.#handle, bytes, 0, length, offset);
    return bytes;
  }

  close(): void {
    closeSync(this.#handle);
  }
}

/** How many of the bytes hold whole UTF-8 characters: up to three at the end may begin one. */
function wholeCharacters(bytes: Buffer, limit: number): number {
  for (let at = limit - 1; at >= Math.max(0, limit - 4); at -= 1) {
    const byte = bytes[at] as number;
    if (byte < 0x80) return limit;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return at + length > limit ? at : limit;
  }
  return limit;
}

// Where Windows-1252 differs from Latin-1: 0x80 to 0x9f. The five that it leaves open stay control characters.
// why: the runtime's own decoder takes it for Latin-1.
const windowsLetters = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

const windowsText = (latin: string): string =>
  latin.replace(/[\u0080-\u009f]/g, (letter) => windowsLetters[letter.charCodeAt(0) - 0x80] ?? letter);
