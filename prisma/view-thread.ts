// The thread that lists and counts whole views, so that the web server never waits for a million rows.
import { answering, threadArgument } from "./asked-thread.ts";
import { openDatabase } from "./database.ts";
import { facets } from "./facets.ts";
import type { View } from "./view.ts";
import { idsOf } from "./views.ts";

/** What the thread is asked. */
export interface Question {
  about: "list" | "facets";
  view: View;
}

const db = openDatabase(threadArgument<{ dataDir: string }>().dataDir, { readonly: true });
db.pragma("mmap_size = 8589934592");

answering(db.transaction(({ about, view }: Question) => (about === "list" ? idsOf(db, view) : facets(db, view))));
