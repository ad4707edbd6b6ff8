// Records made and changed over the API: POST, PATCH (what is given) and PUT (the whole). Ids are given out here. With a
// file, what was written is on disk before anybody is told, and is there again after kill -9.
import { createHash } from "node:crypto";
import { type Entity, entities } from "../../core/entities/index.ts";
import { exactJson, exactParse, type Records, type Row, type StoredRecord, type Value } from "../dataset.ts";
import { type KeptLines, keptLines } from "../kept-lines.ts";
import { invalidInvoice } from "./invoice-rules.ts";
import { idOf, type Model, propertiesOf } from "./model.ts";
import { type Invalid, invalid, kept } from "./rules.ts";
import { fieldsInV2, setInV3, type Version } from "./versions.ts";

export type Made = { record: StoredRecord } | { invalid: Invalid } | { malformed: string };

export class Writes {
  readonly #model: Model;
  readonly #lines: KeptLines;

  constructor(model: Model, file: string | undefined) {
    this.#model = model;
    this.#lines = keptLines(file);
    for (const line of this.#lines.all()) this.#replay(line as Line);
  }

  /** Keeps what someone changed through the control API; `record` null: it is removed. */
  byHand(set: string, id: Value, record: StoredRecord | null): void {
    this.#lines.add(record === null ? { set, removed: id, byHand: true } : { set, record, byHand: true });
  }

  /** A new record, or the one in `row` changed. `whole`: what is not given is emptied. `forget`: it is not kept. */
  write(
    set: string,
    version: Version,
    body: string,
    { row, whole, forget }: { row?: Row; whole: boolean; forget: boolean },
  ): Made {
    const given = this.#given(set, version, body);
    if (!("record" in given)) return given;
    const records = this.#model.sets.get(set);
    if (!records) throw new Error(`there is no set ${set}`);
    const before = row && !whole ? row.record : emptied(set, records, row?.record);
    const id = idOf(set);
    const own = row ? { [id]: row.record[id] ?? null } : {};
    const record = kept(this.#model.movedNow(set, { ...before, ...given.record, ...own }));
    const wrong =
      set === "Invoice" && row
        ? invalidInvoice(record, row.record)
        : invalid(set, record, this.#model.sets, row?.place ?? null);
    if (wrong.size > 0) return { invalid: wrong };
    if (!row) {
      const next = this.#nextId();
      record[id] = next;
      if (set === "Customer") record.CustomerId = this.#nextId(BigInt(next));
    }
    if (forget) return { record };
    this.#store(records, id, record);
    this.#lines.add({ set, record });
    return { record };
  }

  #given(set: string, version: Version, body: string): Made {
    let parsed: unknown;
    try {
      parsed = exactParse(body);
    } catch {
      return { malformed: "The request body is not valid JSON." };
    }
    if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed))
      return { malformed: "The request body must be an object." };
    const shown = this.#model.shown(version, version === "V2" ? set : setInV3(set));
    for (const name of Object.keys(parsed))
      if (!shown?.properties.has(name))
        return {
          malformed: `The property '${name}' does not exist on type 'QicsUnity.Api.Areas.${version}.Models.${shown?.name ?? set}'. Make sure to only use property names that are defined by the type.`,
        };
    const record = parsed as StoredRecord;
    return { record: version === "V2" ? record : fieldsInV2(record) };
  }

  #store(records: Records, id: string, record: StoredRecord): void {
    const known = records.find(id, String(record[id]));
    if (known) records.change(known, record);
    else records.add(record);
  }

  /** Above every id of any set: a number while a JS number can hold it. */
  #nextId(after = 0n): number | bigint {
    let highest = after;
    for (const [set, { rows }] of this.#model.sets)
      for (const { record } of rows)
        for (const value of [record[idOf(set)], record.CustomerId])
          if (typeof value === "number" || typeof value === "bigint") {
            const id = BigInt(value);
            if (id > highest) highest = id;
          }
    const next = highest + 1n;
    return next <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(next) : next;
  }

  #replay(line: Line): void {
    const records = this.#model.sets.get(line.set);
    if (records && "record" in line) this.#store(records, idOf(line.set), line.record);
    const row = "removed" in line ? records?.find(idOf(line.set), String(line.removed)) : undefined;
    if (row) records?.remove(row);
  }
}

type Line = { set: string } & ({ record: StoredRecord } | { removed: Value });

const entityOfSet = new Map<string, Entity>(Object.values(entities).map((one) => [one.milestones, one]));

/** A record with nothing in it yet: flags are off, and what stands beside the fields of the API stays. */
function emptied(set: string, records: Records, beside: StoredRecord = {}): StoredRecord {
  const fields = entityOfSet.get(set)?.fields ?? propertiesOf(set, records).map((name) => ({ name, kind: null }));
  const nothing = Object.fromEntries(fields.map(({ name, kind }) => [name, kind?.name === "flag" ? false : null]));
  return { ...beside, ...nothing };
}

/** An entity tag over what a record says. */
export const tagOf = (record: StoredRecord): string =>
  `W/"${createHash("sha256").update(exactJson(record)).digest("hex").slice(0, 16)}"`;
