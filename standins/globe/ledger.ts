// The sales ledger of one database: lines wait under their TransactionKey until a header posts them as an entry, and
// documents are put together from chunks. What is posted is never changed and never removed.
import { createHash, randomUUID } from "node:crypto";
import { z } from "zod";
import { Records, type StoredRecord, type Value } from "../dataset.ts";
import { type BookSettings, dateOf, isTrue, known, periodOf, Refusal, trimmed } from "./ledger-books.ts";
import type { LedgerFile, Mark } from "./ledger-file.ts";
import { type LedgerRow, ledgerRows, totalOf } from "./ledger-rows.ts";
import { judged } from "./ledger-rules.ts";
import { localNow, stored } from "./metadata.ts";
import { typed } from "./written.ts";

const record = z.record(z.string(), z.unknown()).transform((value) => value as StoredRecord);
const event = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("line"), record }),
  z.object({
    kind: z.literal("entry"),
    header: record,
    rows: z.array(
      z.object({ kind: z.enum(["A", "B", "K"]), account: z.string(), vatCode: z.string(), amount: z.string() }),
    ),
  }),
  z.object({ kind: z.literal("chunk"), messageId: z.string(), sequence: z.number(), data: z.string() }),
  z.object({ kind: z.literal("document"), record }),
]);
type Event = z.infer<typeof event>;

/** An event as it lies in the file, which several databases share. */
export const ledgerEvent = z.intersection(z.object({ database: z.string() }), event);

export const writable = ["FinancialLine", "FinancialHeader", "Binary", "Document"];

export class Ledger {
  readonly settings: BookSettings;
  readonly #database: string;
  readonly #records: Map<string, Records>;
  readonly #file: LedgerFile;
  readonly #staged = new Map<string, StoredRecord[]>();
  readonly #rows = new Map<string, LedgerRow[]>();
  readonly #chunks = new Map<string, Map<number, Mark>>();
  readonly #content = new WeakMap<StoredRecord, Mark>();
  readonly #lastNumbers = new Map<string, number>();
  readonly #ids = new Map<string, number>();

  /** Over the records of a database, to which posted entries and documents are added. */
  constructor(database: string, records: Map<string, Records>, settings: BookSettings, file: LedgerFile) {
    this.#database = database;
    this.#records = records;
    this.settings = settings;
    this.#file = file;
    for (const entity of writable) {
      const held = records.get(entity) ?? new Records();
      records.set(entity, held);
      this.#ids.set(entity, Math.max(0, ...held.rows.map(({ record: { ID } }) => (typeof ID === "number" ? ID : 0))));
    }
    for (const { record: header } of this.#held("FinancialHeader").rows) this.#numbered(header);
  }

  /** Does again what was done in an earlier life. */
  replay(done: Event, mark: Mark): void {
    this.#apply(done, mark);
  }

  /** Writes a record as it came over the wire and gives what Globe answers. Throws Refusal or QueryError. */
  write(entity: string, body: StoredRecord): StoredRecord {
    const written = stored(entity, typed(entity, body), null);
    switch (entity) {
      case "FinancialLine":
        return this.#line(written);
      case "FinancialHeader":
        return this.#header(written);
      case "Binary":
        return this.#chunk(written);
      default:
        return this.#document(written);
    }
  }

  /** A binary's data in base64, as it came; null where the record is no binary. */
  contentOf(binary: StoredRecord): string | null {
    const mark = this.#content.get(binary);
    if (mark === undefined) return null;
    const found = event.parse(this.#file.read(mark));
    return found.kind === "chunk" ? found.data : null;
  }

  /** Everything in it, for whoever looks behind Globe's back. */
  overview() {
    const byKey = new Map<string, StoredRecord[]>();
    for (const { record: line } of this.#held("FinancialLine").rows) {
      const key = trimmed(line.TransactionKey);
      byKey.set(key, [...(byKey.get(key) ?? []), line]);
    }
    const entries = this.#held("FinancialHeader").rows.map(({ record: header }) => ({
      header,
      lines: byKey.get(trimmed(header.TransactionKey)) ?? [],
      rows: this.#rows.get(trimmed(header.TransactionKey)) ?? [],
    }));
    const documents = this.#held("Document").rows.map(({ record: document }) => {
      const content = this.#joined(trimmed(document.MessageIDDocument));
      const sha256 = content === null ? null : createHash("sha256").update(content).digest("hex");
      return { document, sha256, bytes: content?.length ?? 0 };
    });
    const staged = [...this.#staged].map(([TransactionKey, waiting]) => ({ TransactionKey, lines: waiting }));
    return { settings: this.settings, entries, staged, documents };
  }

  #held(entity: string): Records {
    const found = this.#records.get(entity);
    if (!found) throw new Error(`there are no records of ${entity}`);
    return found;
  }

  #happened(done: Event): void {
    this.#apply(done, this.#file.append({ database: this.#database, ...done }));
  }

  #apply(done: Event, mark: Mark): void {
    if (done.kind === "line") {
      const key = trimmed(done.record.TransactionKey);
      this.#staged.set(key, [...(this.#staged.get(key) ?? []), done.record]);
      this.#used("FinancialLine", done.record);
    } else if (done.kind === "entry") this.#posted(done.header, done.rows);
    else if (done.kind === "document") this.#held("Document").add(done.record);
    else {
      const chunks = this.#chunks.get(done.messageId) ?? new Map<number, Mark>();
      this.#chunks.set(done.messageId, chunks.set(done.sequence, mark));
      const binary = { MessageID: done.messageId, Sequence: done.sequence, Encoded: true };
      this.#content.set(binary, mark);
      this.#held("Binary").add(binary);
    }
  }

  #nextId = (entity: string): number => (this.#ids.get(entity) ?? 0) + 1;

  #used(entity: string, { ID }: StoredRecord): void {
    if (typeof ID === "number") this.#ids.set(entity, Math.max(ID, this.#ids.get(entity) ?? 0));
  }

  #line(written: StoredRecord): StoredRecord {
    if (trimmed(written.GLAccount) === "") throw new Refusal("GLAccount is mandatory.");
    const TransactionKey = trimmed(written.TransactionKey).toLowerCase() || randomUUID();
    this.#expectOpen(TransactionKey);
    const line = { ...written, ID: this.#nextId("FinancialLine"), TransactionKey };
    this.#happened({ kind: "line", record: line });
    return line;
  }

  #expectOpen(key: string): void {
    if (this.#held("FinancialHeader").rows.some(({ record: header }) => trimmed(header.TransactionKey) === key))
      throw new Refusal("The transaction is already processed.");
  }

  #header(written: StoredRecord): StoredRecord {
    const key = trimmed(written.TransactionKey).toLowerCase();
    this.#expectOpen(key);
    const header: StoredRecord = { ...written, EntryDate: written.EntryDate ?? localNow().slice(0, 10) };
    const books = { records: this.#records, settings: this.settings };
    const lines = judged(header, this.#staged.get(key) ?? [], books);
    const date = dateOf(header.EntryDate);
    const period = periodOf(this.#records, date);
    const debtor = known(this.#records, "Account", "DebtorNumber", header.DebtorNumber);
    const journal = known(this.#records, "BrowserData.Journal", "JournalNumber", header.Journal);
    const total = totalOf(lines).toNumber();
    const posted = {
      ...header,
      ID: this.#nextId("FinancialHeader"),
      SysGuid: randomUUID(),
      TransactionKey: key,
      Journal: trimmed(journal?.JournalNumber).padStart(3),
      JournalType: "V",
      EntryNumber: this.#numberFor(header, date),
      EntryDate: date,
      ReportingDate: header.ReportingDate ?? date,
      FinancialYear: Number(period?.FinancialYear),
      FinancialPeriod: Number(period?.FinancialPeriod),
      CurrencyCode: trimmed(header.CurrencyCode) || trimmed(this.#held("Division").rows[0]?.record.CurrencyCode),
      DebtorNumber: trimmed(header.DebtorNumber).padStart(6),
      DebtorName: debtor?.AccountName ?? null,
      Amount: total,
      OutstandingAmount: total,
      EntryLines: String(lines.length),
      Status: "E",
    };
    this.#happened({ kind: "entry", header: posted, rows: ledgerRows(posted, lines, books) });
    return posted;
  }

  #numberFor(header: StoredRecord, date: string): string {
    const series = `${date.slice(2, 4)}${trimmed(header.Journal)}`;
    const given = trimmed(header.EntryNumber);
    const journal = trimmed(header.Journal);
    const taken = this.#held("FinancialHeader").rows.some(
      ({ record: one }) => given !== "" && trimmed(one.EntryNumber) === given && trimmed(one.Journal) === journal,
    );
    if (taken) throw new Refusal(`Entry number already exists: ${given}`);
    const next = (this.#lastNumbers.get(series) ?? 0) + 1;
    return given || `${series}${String(next).padStart(8 - series.length, "0")}`;
  }

  /** Keeps in mind the last number of a journal's year. */
  #numbered(header: StoredRecord): void {
    const series = `${dateOf(header.EntryDate).slice(2, 4)}${trimmed(header.Journal)}`;
    const number = trimmed(header.EntryNumber);
    if (!number.startsWith(series)) return;
    const last = Number(number.slice(series.length));
    this.#lastNumbers.set(series, Math.max(last, this.#lastNumbers.get(series) ?? 0));
  }

  #posted(header: StoredRecord, rows: LedgerRow[]): void {
    const key = trimmed(header.TransactionKey);
    const shared = ["Journal", "EntryNumber", "EntryDate", "ReportingDate", "FinancialYear", "FinancialPeriod"];
    const own = ["CurrencyCode", "DebtorNumber", "YourReference", "OurReference"];
    for (const [at, line] of (this.#staged.get(key) ?? []).entries()) {
      const ofHeader = Object.fromEntries([...shared, ...own].map((name) => [name, header[name] ?? null]));
      this.#held("FinancialLine").add({ ...line, ...ofHeader, LineNumber: at + 1 });
    }
    this.#staged.delete(key);
    this.#rows.set(key, rows);
    this.#held("FinancialHeader").add(header);
    this.#used("FinancialHeader", header);
    this.#numbered(header);
  }

  #chunk(written: StoredRecord): StoredRecord {
    const messageId = trimmed(written.MessageID).toLowerCase();
    if (messageId === "") throw new Refusal("MessageID is mandatory.");
    const sequence = Number(written.Sequence ?? 0);
    if (this.#chunks.get(messageId)?.has(sequence)) throw new Refusal("The chunk already exists.");
    const data = trimmed(written.DataString) || trimmed(written.Data);
    if (data === "" || Buffer.from(data, "base64").length === 0) throw new Refusal("The chunk holds no data.");
    this.#happened({ kind: "chunk", messageId, sequence, data });
    return { MessageID: messageId, Sequence: sequence };
  }

  /** The bytes of a message whose chunks are all there, from 0 on; null otherwise. */
  #joined(messageId: string): Buffer | null {
    const chunks = this.#chunks.get(messageId);
    if (!chunks) return null;
    const parts = [...chunks].sort(([one], [other]) => one - other);
    if (parts.some(([sequence], at) => sequence !== at)) return null;
    return Buffer.concat(
      parts.map(([, mark]) => {
        const found = event.parse(this.#file.read(mark));
        return Buffer.from(found.kind === "chunk" ? found.data : "", "base64");
      }),
    );
  }

  #document(written: StoredRecord): StoredRecord {
    for (const name of ["Subject", "SecurityLevel", "Status"])
      if (trimmed(written[name]) === "") throw new Refusal(`${name} is mandatory.`);
    const type = written.Type ? known(this.#records, "DocumentType", "ID", written.Type) : null;
    if (type === undefined) throw new Refusal(`Document type does not exist: ${trimmed(written.Type)}`);
    const message = trimmed(written.MessageIDDocument).toLowerCase();
    const content = this.#joined(message);
    if (message !== "" && content === null) throw new Refusal("The binary of MessageIDDocument does not exist.");
    if (content && type && !isTrue(type.AllowAttachment ?? true))
      throw new Refusal("The document type does not allow attachments.");
    if (content && content.length > 10 * 1024 * 1024) throw new Refusal("The attachment is too large.");
    const debtor = trimmed(written.DebtorNumber);
    if (debtor !== "" && !known(this.#records, "Account", "DebtorNumber", debtor))
      throw new Refusal(`Debtor does not exist: ${debtor}`);
    const EntryKey: Value = trimmed(written.EntryKey).toLowerCase() || null;
    if (EntryKey !== null && !known(this.#records, "FinancialHeader", "SysGuid", EntryKey))
      throw new Refusal("The transaction of EntryKey does not exist.");
    const document = {
      ...written,
      ID: randomUUID(),
      HID: this.#held("Document").rows.length + 1,
      MessageIDDocument: message || null,
      EntryKey,
      CreatedDate: localNow(),
    };
    this.#happened({ kind: "document", record: document });
    return document;
  }
}
