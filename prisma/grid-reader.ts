// The web server's front to the grid: any block of any view, however deep. A view's list of numbers is made once, in a
// thread, and kept until a verdict moves; a block is then a slice of it, read by number.
import { localDay } from "../core/schedule.ts";
import { askedThread } from "./asked-thread.ts";
import type { Choosing, chosenGroups } from "./chosen.ts";
import { atOneMoment, openDatabase } from "./database.ts";
import { entityState } from "./entity-state.ts";
import type { Facets } from "./facets.ts";
import type { FieldValues, ValuesAsked } from "./field-values.ts";
import { rowsOf } from "./rows.ts";
import type { View } from "./view.ts";
import type { Question } from "./view-thread.ts";
import { type GridBlock, gridBlock, isServedByIndex } from "./views.ts";

export interface GridReader {
  block(view: View, from: number, count: number): Promise<GridBlock>;
  facets(view: View): Promise<Facets>;
  /** Numbers of all the view's pairs, in its order: for selecting all. */
  ids(view: View): Promise<Int32Array>;
  /** What a choice of its pairs comes to, now. */
  chosen(choosing: Choosing): Promise<ReturnType<typeof chosenGroups>>;
  /** The values of a field with their counts. */
  values(asked: ValuesAsked): Promise<FieldValues>;
  close(): Promise<void>;
}

/** How much memory kept answers may take. */
const keptBytes = 256 * 1024 * 1024;

/** Rows of a view that an index gives in no time. */
const soon = 1000;

/** To be closed. The thread starts at the first question. */
export function gridReader(dataDir: string): GridReader {
  const db = openDatabase(dataDir, { readonly: true });
  const module = new URL("./view-thread.js", import.meta.url).href;
  const thread = askedThread<Question>(module, { dataDir });
  // why: counting a million values takes seconds, and nobody's rows should wait for them.
  const counting = askedThread<Question>(module, { dataDir });
  const kept = keptAnswers(keptBytes);

  /** The answer as of now: kept, under way, or asked. */
  const answered = <Result>(about: "list" | "facets", view: View): Promise<Result> => {
    const { version, dataVersion } = entityState(db, view.administrationId, view.entity);
    // why: a list does not move with decisions, unless it is about them.
    const moves = about === "facets" || dependsOnDecisions(view) ? dataVersion : version;
    // why: at midnight what was due yesterday is overdue.
    const day = about === "facets" ? localDay(new Date()) : "";
    return kept.of(`${about} ${moves} ${day} ${JSON.stringify(view)}`, () =>
      thread.ask({ about, view }),
    ) as Promise<Result>;
  };

  return {
    async block(view, from, count) {
      const list = answered<Int32Array>("list", view);
      // why: the first rows are on screen before a million numbers are listed.
      const isSoon = isServedByIndex(view) && from + count <= soon && !(await isSettled(list));
      return isSoon ? gridBlock(db, view, from, count) : sliced(view, await list, from, count);
    },
    facets: (view) => answered<Facets>("facets", view),
    ids: (view) => answered<Int32Array>("list", view),
    chosen: (choosing) => thread.ask({ about: "chosen", ...choosing }) as ReturnType<GridReader["chosen"]>,
    values: (asked) => counting.ask({ about: "values", ...asked }) as Promise<FieldValues>,
    async close() {
      await Promise.all([thread.close(), counting.close()]);
      db.close();
    },
  };

  function sliced(view: View, list: Int32Array, from: number, count: number): GridBlock {
    return atOneMoment(db, () => {
      const { comparable, dataVersion } = entityState(db, view.administrationId, view.entity);
      return { rows: rowsOf(db, list.subarray(from, from + count), comparable), total: list.length, dataVersion };
    });
  }
}

const isSettled = (promise: Promise<unknown>): Promise<boolean> =>
  Promise.race([
    promise.then(
      () => true,
      () => true,
    ),
    new Promise<boolean>((resolve) => setImmediate(resolve, false)),
  ]);

const dependsOnDecisions = (view: View): boolean =>
  view.decision !== undefined ||
  view.assignedTo !== undefined ||
  view.dueBefore !== undefined ||
  view.sort.some(({ column }) => column === "decision" || column === "due");

/** Answers by question, the longest unused dropped first. */
function keptAnswers(limit: number) {
  const answers = new Map<string, Promise<unknown>>();
  const sizes = new Map<string, number>();
  let bytes = 0;
  const drop = (key: string) => {
    bytes -= sizes.get(key) ?? 0;
    sizes.delete(key);
    answers.delete(key);
  };
  return {
    of(key: string, ask: () => Promise<unknown>): Promise<unknown> {
      const known = answers.get(key);
      const answer = known ?? ask();
      answers.delete(key);
      answers.set(key, answer);
      if (known) return known;
      answer.then(
        (given) => {
          if (!answers.has(key)) return;
          sizes.set(key, given instanceof Int32Array ? given.byteLength : 4096);
          bytes += sizes.get(key) ?? 0;
          for (const oldest of answers.keys()) {
            if (bytes <= limit) break;
            if (sizes.has(oldest) && oldest !== key) drop(oldest);
          }
        },
        () => drop(key),
      );
      return answer;
    },
  };
}
