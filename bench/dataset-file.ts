// One entity's records on their way to disk, as a data set holds them: a JSON array, and beside it the same as CSV.
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { join } from "node:path";

export type Written = Record<string, string | number | bigint | boolean | null>;

export const filesOf = (folder: string, globe: string, milestones: string) => ({
  globe: new EntityFile(folder, "globe", globe),
  milestones: new EntityFile(folder, "milestones", milestones),
});

/** One entity's file on one side, written twice: as a JSON array, and as CSV with the columns of the first record. */
class EntityFile {
  readonly #json: ReturnType<typeof createWriteStream>;
  readonly #csv: ReturnType<typeof createWriteStream>;
  #texts = { json: "", csv: "" };
  #records = 0;

  constructor(folder: string, side: string, entity: string) {
    this.#json = createWriteStream(join(folder, side, `${entity}.json`));
    this.#csv = createWriteStream(join(folder, "csv", side, `${entity}.csv`));
  }

  async add(record: Written): Promise<void> {
    if (this.#records === 0) this.#texts.csv = `${Object.keys(record).join(",")}\n`;
    this.#texts.json += `${this.#records === 0 ? "[\n" : ",\n"}${jsonOf(record)}`;
    this.#texts.csv += `${Object.values(record).map(cellOf).join(",")}\n`;
    this.#records += 1;
    if (this.#texts.json.length > 1 << 20) await this.#flush();
  }

  async end(): Promise<void> {
    this.#texts.json += this.#records === 0 ? "[]\n" : "\n]\n";
    await this.#flush();
    await Promise.all([this.#json, this.#csv].map((stream) => once(stream.end(), "finish")));
  }

  async #flush(): Promise<void> {
    const texts = this.#texts;
    this.#texts = { json: "", csv: "" };
    for (const [stream, text] of [
      [this.#json, texts.json],
      [this.#csv, texts.csv],
    ] as const)
      if (!stream.write(text)) await once(stream, "drain");
  }
}

const jsonOf = (record: Written): string =>
  `{${Object.entries(record).map(([name, value]) => `"${name}":${typeof value === "bigint" ? value : JSON.stringify(value)}`)}}`;

const cellOf = (value: Written[string]): string => {
  const text = value === null ? "" : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
