// Where the grid's rows come from: blocks asked of the server, the first one before the grid itself is there.
import type { PairRow } from "../../prisma/rows.ts";
import type { GridBlock } from "../../prisma/views.ts";

export const blockSize = 100;

export interface RowSource {
  block: (from: number, count: number) => Promise<GridBlock>;
  /** Forgets the first block: the next one asked is new. */
  forget: () => void;
}

export class RowsFailed extends Error {}

export function rowSource(base: string, choice: string): RowSource {
  const ask = async (from: number, count: number): Promise<GridBlock> => {
    const params = new URLSearchParams(choice);
    params.set("from", String(from));
    params.set("count", String(count));
    const answer = await fetch(`${base}/rows?${params}`, { headers: { Accept: "application/json" } });
    if (!answer.ok || answer.redirected) throw new RowsFailed(String(answer.status));
    return answer.json();
  };
  let first: Promise<GridBlock> | null = ask(0, blockSize);
  first.catch(() => {});
  return {
    block(from, count) {
      const early = from === 0 && count === blockSize ? first : null;
      first = null;
      return early ?? ask(from, count);
    },
    forget() {
      first = null;
    },
  };
}

/** The value a row shows for a field on one side; null where the side has no record. */
export const sideText = (row: PairRow, side: "globe" | "milestones", field: string): string | null =>
  row[side] === null ? null : (row[side][field] ?? "");
