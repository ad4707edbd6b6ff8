// The thread that lists and counts whole views, so that the web server never waits for a million rows.
import { answering, threadArgument } from "./asked-thread.ts";
import { type Choosing, chosenGroups } from "./chosen.ts";
import { openDatabase } from "./database.ts";
import { facets } from "./facets.ts";
import { fieldValues, type KeptCounts, type ValuesAsked } from "./field-values.ts";
import type { View } from "./view.ts";
import { idsOf } from "./views.ts";

/** What the thread is asked. */
export type Question =
  | { about: "list" | "facets"; view: View }
  | ({ about: "chosen" } & Choosing)
  | ({ about: "values" } & ValuesAsked);

const db = openDatabase(threadArgument<{ dataDir: string }>().dataDir, { readonly: true });
db.pragma("mmap_size = 8589934592");

const kept: KeptCounts = new Map();

answering(
  db.transaction((question: Question) => {
    if (question.about === "chosen") return chosenGroups(db, question);
    if (question.about === "values") return fieldValues(db, question, kept);
    return question.about === "list" ? idsOf(db, question.view) : facets(db, question.view);
  }),
);
