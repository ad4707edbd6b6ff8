// One side's files, read into indexes: of each record its key, its company, a digest of what is compared and where it
// lies in the file. The texts themselves are read again, and only for the records that differ.

import { checkedCell } from "../../connectors/files/cell.ts";
import { checkColumns, isCodeColumn, keyMissing, openTable } from "../../connectors/files/inputs.ts";
import type { Row, Table } from "../../connectors/files/row.ts";
import { type Entity, type EntityName, entities, entityNames, type Field } from "../../core/entities/index.ts";
import { canonicalGlobe, canonicalMilestones, comparisonText, plain, type Raw } from "../../core/entities/kinds.ts";
import { type CompareRules, mappedField } from "../../core/reconcile/compare-rules.ts";
import type { Side } from "../../core/reconcile/normalise.ts";
import { type RawRecord, References } from "../../core/reconcile/references.ts";
import { Digest, type FoldTable, foldingOf, foldTable } from "./digest.ts";
import { Numbers } from "./numbers.ts";
import { GrowingTexts, type Texts, textAt } from "./texts.ts";

/** What the other thread needs to know of a side's records of one entity. By record, in the file's order. */
export interface SideIndex {
  records: number;
  /** Printed keys. */
  keys: Texts;
  /** Company codes (Globe) or ids (Milestones), and each record's place among them; "" is none. */
  companies: string[];
  company: Uint32Array;
  digestA: Int32Array;
  digestB: Int32Array;
  /** Compared columns that no record had. */
  absent: string[];
  /** Code columns of a workbook that held numbers. */
  numericCodes: string[];
}

export interface Opened {
  columns: Partial<Record<EntityName, readonly string[]>>;
  /** Of all files together. */
  bytes: number;
}

interface FieldPlan {
  field: Field;
  name: string;
  column: number;
  fold: FoldTable | undefined;
  /** Comparison texts by raw text, for kinds with few values. */
  known: Map<string, string> | undefined;
}

interface Indexed {
  plans: FieldPlan[];
  offsets: Float64Array;
  lengths: Uint32Array;
  numbers: Uint32Array;
}

export class SideReader {
  readonly side: Side;
  readonly references = new References();
  readonly #tables = new Map<EntityName, Table & { numericCodes?: readonly string[] }>();
  readonly #indexed = new Map<EntityName, Indexed>();
  readonly #digest = new Digest();

  constructor(side: Side) {
    this.side = side;
  }

  /** Opens these files and checks their headers. */
  async open(files: Partial<Record<EntityName, string>>): Promise<Opened> {
    const columns: Opened["columns"] = {};
    let bytes = 0;
    for (const name of entityNames) {
      const path = files[name];
      if (path === undefined) continue;
      const entity = entities[name];
      const table = await openTable(path, (column) => isCodeColumn(entity, this.side, column));
      this.#tables.set(name, table);
      checkColumns(table, entity, this.side);
      columns[name] = table.columns;
      bytes += table.size;
    }
    return { columns, bytes };
  }

  /** Reads a file that is only pointed at. */
  learn(name: EntityName, progress: (bytes: number) => void): void {
    const entity = entities[name];
    const wanted = this.#learnable(entity);
    this.#table(name).scan(wanted, (row) => this.#learn(entity, recordOf(wanted, row)), progress);
  }

  /**
   * Reads and checks all records of an entity that take part, of whatever company. `compared` names the fields; of `rules`
   * only what Globe's letters mean counts here.
   */
  index(
    name: EntityName,
    compared: readonly string[],
    rules: CompareRules,
    progress: (bytes: number) => void,
  ): SideIndex {
    const entity = entities[name];
    const fields = entity.compared
      .filter((field) => compared.includes(field.name))
      .map((field) => mappedField(field, rules[field.name]));
    const table = this.#table(name);
    const columnOf = (field: Field) => (this.side === "globe" ? (field.globe ?? field.name) : field.name);
    const company = this.side === "globe" ? "CompanyCode" : "CompanyId";
    // why: first what takes part and points, so that these are the first places of every row.
    const edge = [...new Set([columnOf(entity.key), company, ...this.#learnable(entity), ...this.#extra(entity)])];
    const wanted = [...new Set([...edge, ...fields.map(columnOf)])];
    const plans = fields.map((field): FieldPlan => {
      const folding = foldingOf(field.kind);
      return {
        field,
        name: columnOf(field),
        column: wanted.indexOf(columnOf(field)),
        fold: folding && foldTable(folding),
        known: folding || field.kind.name === "reference" ? undefined : new Map(),
      };
    });
    // What points at the entity itself is only known when all of it is read.
    const isLate = (plan: FieldPlan) => plan.field.kind.name === "reference" && plan.field.kind.to === name;
    const early = plans.filter((plan) => !isLate(plan));
    const late = plans.filter(isLate);

    const keys = new GrowingTexts();
    const companies = new Map<string, number>();
    const companyOf = new Numbers(Uint32Array);
    const digestA = new Numbers(Int32Array);
    const digestB = new Numbers(Int32Array);
    const offsets = new Numbers(Float64Array);
    const lengths = new Numbers(Uint32Array);
    const numbers = new Numbers(Uint32Array);
    const lateRaw = late.map(() => new GrowingTexts());
    let read = 0;
    const digest = this.#digest;

    table.scan(
      wanted,
      (row) => {
        read += 1;
        const record = recordOf(edge, row);
        this.#learn(entity, record);
        digest.restart();
        for (const plan of early) this.#fold(plan, row, table);
        if (this.side === "globe" && !entity.takesPart(record)) return;
        for (const [at, plan] of late.entries()) lateRaw[at]?.push(plain(row.raw(plan.column)).trim());
        keys.push(this.#canonical(entity.key, record[edge[0] as string]));
        companyOf.push(placeOf(companies, plain(record[company]).trim()));
        digestA.push(digest.a);
        digestB.push(digest.b);
        offsets.push(row.offset);
        lengths.push(row.length);
        numbers.push(row.number);
      },
      progress,
    );
    // why: without a header only the last record tells that none had the key.
    if (read > 0 && table.absent.has(columnOf(entity.key))) throw keyMissing(table.file, columnOf(entity.key));
    for (const [at, plan] of late.entries()) {
      const raw = (lateRaw[at] as GrowingTexts).whole();
      for (let record = 0; record < raw.ends.length; record += 1) {
        digest.restart(digestA.values[record], digestB.values[record]);
        digest.foldText(this.#canonical(plan.field, textAt(raw, record)));
        digestA.values[record] = digest.a;
        digestB.values[record] = digest.b;
      }
    }
    this.#indexed.set(name, {
      plans,
      offsets: offsets.trimmed(),
      lengths: lengths.trimmed(),
      numbers: numbers.trimmed(),
    });
    return {
      records: offsets.length,
      keys: keys.whole(),
      companies: [...companies.keys()],
      company: companyOf.trimmed(),
      digestA: digestA.trimmed(),
      digestB: digestB.trimmed(),
      absent: read === 0 ? [] : [...new Set(fields.map(columnOf))].filter((column) => table.absent.has(column)),
      numericCodes: (table.numericCodes ?? []).filter((column) => wanted.includes(column)),
    };
  }

  /** Canonical texts of these records' compared fields, in the order of the fields. */
  values(name: EntityName, records: readonly number[]): string[][] {
    const indexed = this.#indexed.get(name);
    const table = this.#table(name);
    if (!indexed) throw new Error(`${name} was not indexed`);
    return records.map((record) => {
      const row = table.rowAt(
        indexed.offsets[record] as number,
        indexed.lengths[record] as number,
        indexed.numbers[record] as number,
      );
      return indexed.plans.map((plan) => this.#canonical(plan.field, this.#cell(plan, row, table)));
    });
  }

  close(): void {
    for (const table of this.#tables.values()) table.close();
  }

  #fold(plan: FieldPlan, row: Row, table: Table): void {
    const { fold, known, column } = plan;
    const digest = this.#digest;
    const start = row.start[column] as number;
    if (fold && start >= 0 && digest.foldBytes(row.bytes, start, row.end[column] as number, fold)) return;
    const raw = row.raw(column);
    const written = typeof raw === "string" ? raw : undefined;
    const before = written === undefined ? undefined : known?.get(written);
    if (before !== undefined) {
      digest.foldText(before);
      return;
    }
    const text = comparisonText(plan.field.kind, this.#canonical(plan.field, this.#cell(plan, row, table)));
    if (written !== undefined) known?.set(written, text);
    digest.foldText(text);
  }

  #cell(plan: FieldPlan, row: Row, table: Table): Raw {
    return checkedCell(plan.field.kind, this.side, row.raw(plan.column), () => ({
      file: table.file,
      row: row.number,
      column: plan.name,
    }));
  }

  #canonical({ kind }: Field, raw: Raw): string {
    const { references } = this;
    if (kind.name === "reference")
      return this.side === "globe" ? references.fromGlobe(kind, raw) : references.fromMilestones(kind, raw);
    return this.side === "globe" ? canonicalGlobe(kind, raw) : canonicalMilestones(kind, raw);
  }

  /** Columns by which others point at this entity. */
  #learnable(entity: Entity): string[] {
    if (this.side === "milestones") return isTarget(entity.name) ? [entity.id, entity.key.name] : [];
    return entity.name === "customer" ? ["DebtorCode", "DebtorNumber", "AccountCode"] : [];
  }

  #extra(entity: Entity): readonly string[] {
    return this.side === "globe" ? entity.globeExtra : [];
  }

  #learn(entity: Entity, record: RawRecord): void {
    if (this.side === "globe") {
      if (entity.name === "customer") this.references.learnAccount(record);
    } else if (isTarget(entity.name)) this.references.learnMilestones(entity.name, record);
  }

  #table(name: EntityName): Table & { numericCodes?: readonly string[] } {
    const table = this.#tables.get(name);
    if (!table) throw new Error(`${name} was not opened`);
    return table;
  }
}

type Target = "vatCode" | "costCenter" | "employee" | "customer";

const isTarget = (name: EntityName): name is Target =>
  name === "vatCode" || name === "costCenter" || name === "employee" || name === "customer";

function recordOf(columns: readonly string[], row: Row): RawRecord {
  const record: Record<string, Raw> = {};
  for (let place = 0; place < columns.length; place += 1) record[columns[place] as string] = row.raw(place);
  return record;
}

function placeOf(places: Map<string, number>, name: string): number {
  const known = places.get(name);
  if (known !== undefined) return known;
  places.set(name, places.size);
  return places.size - 1;
}
