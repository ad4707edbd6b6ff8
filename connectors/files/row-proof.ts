// What lets a filled workbook come back: the last column, hidden, tells of each row which pair it shows and proves every
// cell that was written; its header tells what the workbook asks and proves that. Other columns may be added, columns and
// rows moved, rows taken out: each row stands for itself.
import { createHash } from "node:crypto";
import { z } from "zod";
import type { EntityName } from "../../core/entities/entity.ts";
import { entityNames } from "../../core/entities/index.ts";
import type { Prover } from "../../core/ports/prover.ts";
import { type AskedColumn, askedColumns, type SheetColumn, type SheetRow } from "../../core/views/sheet.ts";
import { cellSays, keepable } from "./dossier-cells.ts";
import { writtenValue } from "./workbook.ts";

const format = "tieout-decisions-1";

const book = z.object({
  administration: z.object({ id: z.number().int().positive(), code: z.string() }),
  entity: z.enum(entityNames),
  key: z.string(),
  /** Titles of the columns that are proved, in the order in which they are. */
  proved: z.array(z.string()),
  /** Titles of those to be filled. */
  asked: z.record(z.enum(askedColumns), z.string()),
});

/** What a sheet asks, about which records. */
export type Book = z.infer<typeof book>;

export interface ProvedRow {
  pairId: number;
  fingerprint: string;
}

/** What a cell says, however the program that saved it last writes the same text. */
export function provedText(value: unknown): string {
  const said = cellSays(value);
  if (!said.startsWith("s:")) return said;
  const text = keepable(said.slice(2)).replace(/\ufffd+/g, "\ufffd");
  return text === "" ? "" : `s:${text}`;
}

/** The columns with the one that proves them, and a maker of its cell. */
export function provedColumns(
  columns: readonly SheetColumn[],
  about: Pick<Book, "administration" | "entity">,
  prover: Prover,
): { columns: SheetColumn[]; proved: (row: SheetRow, pair: ProvedRow) => SheetRow } {
  const keyAt = columns.findIndex(({ id }) => id === "key");
  const at = columns.flatMap(({ asks }, place) => (asks ? [] : [place]));
  const told: Book = {
    ...about,
    key: columns[keyAt]?.title ?? "",
    proved: at.map((place) => columns[place]?.title ?? ""),
    asked: Object.fromEntries(
      columns.flatMap(({ id, title, asks }) => (asks ? [[id as AskedColumn, title]] : [])),
    ) as Book["asked"],
  };
  const text = Buffer.from(JSON.stringify(told)).toString("base64url");
  const title = [format, prover.name, text, prover.prove(`${format} ${text}`)].join(".");
  return {
    columns: [...columns, { id: "proof", title, content: "text", width: 4, side: null, hidden: true }],
    proved(row, pair) {
      const says = at.map((place) =>
        provedText(writtenValue(row.texts[place] ?? "", columns[place]?.content ?? "text")),
      );
      const { administration, entity } = about;
      const proof = prover.prove(toldOfRow(told, pair, says));
      const parts = [prover.name, administration.id, entity, pair.pairId, pair.fingerprint, proof];
      return { ...row, texts: [...row.texts, parts.join(".")] };
    },
  };
}

const toldOfRow = ({ administration, entity, proved }: Book, pair: ProvedRow, says: readonly string[]): string =>
  JSON.stringify([format, administration.id, entity, titlesPrint(proved), pair.pairId, pair.fingerprint, says]);

const prints = new WeakMap<readonly string[], string>();

function titlesPrint(titles: readonly string[]): string {
  const known = prints.get(titles) ?? createHash("sha256").update(JSON.stringify(titles)).digest("base64url");
  prints.set(titles, known);
  return known;
}

export const isBookTitle = (title: string): boolean => title.startsWith(`${format}.`);

/** What the header of a proof says; why it cannot be taken where it is not this installation's, or was altered. */
export function bookOf(title: string, prover: Prover): Book | "foreign" | "altered" {
  const [, name = "", text = "", proof = ""] = title.split(".");
  if (!prover.knows(name)) return "foreign";
  if (!prover.proves(name, `${format} ${text}`, proof)) return "altered";
  return book.parse(JSON.parse(Buffer.from(text, "base64url").toString()));
}

/** The pair that a row stands for; why not, where it is of another administration, or any of its cells was altered. */
export function provedRow(
  cell: string,
  told: Book,
  says: readonly string[],
  prover: Prover,
): ProvedRow | "foreign" | "altered" {
  const [name = "", administrationId = "", entity = "", pairId = "", fingerprint = "", proof = ""] = cell.split(".");
  if (
    !prover.knows(name) ||
    administrationId !== String(told.administration.id) ||
    (entity as EntityName) !== told.entity
  )
    return "foreign";
  const pair = { pairId: Number(pairId), fingerprint };
  return prover.proves(name, toldOfRow(told, pair, says), proof) ? pair : "altered";
}
