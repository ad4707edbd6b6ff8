// A hash over a set of records that does not depend on their order, and to which records can be added and from which they
// can be taken: the sum of each record's SHA-256, modulo 2^256. A side that was read in part thus still proves the whole.
import { hash } from "node:crypto";
import type { RawRecord } from "./references.ts";

const size = 2n ** 256n;

/** SHA-256 of a record as it is kept. */
export const digestOf = (raw: string): Buffer => hash("sha256", raw, "buffer");

/** A record as it is kept: its fields in the order in which they were asked for. */
export const kept = (raw: RawRecord): string => JSON.stringify(raw);

export class SetHash {
  records: number;
  #sum: bigint;

  /** Begins with a set that is known, or with none. */
  constructor(known: { records: number; hash: string } = { records: 0, hash: "0" }) {
    this.records = known.records;
    this.#sum = BigInt(`0x${known.hash}`);
  }

  add(digest: Uint8Array): void {
    this.records += 1;
    this.#sum += number(digest);
  }

  take(digest: Uint8Array): void {
    this.records -= 1;
    this.#sum -= number(digest);
  }

  /** How many records, and 64 hexadecimal digits. */
  get total(): { records: number; hash: string } {
    const sum = ((this.#sum % size) + size) % size;
    return { records: this.records, hash: sum.toString(16).padStart(64, "0") };
  }
}

const number = (digest: Uint8Array) =>
  BigInt(`0x${Buffer.from(digest.buffer, digest.byteOffset, digest.length).toString("hex")}`);
