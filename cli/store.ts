// The database of a data folder, for commands that ask or write one thing and end.
import { type Database, openDatabase } from "../prisma/database.ts";
import { migrate } from "../prisma/migrate.ts";
import { dataFolder } from "./data-folder.ts";

/** Runs `work` on the folder's database, brought to this version, and closes it. @throws TieoutError database_missing. */
export async function withStore<Result>(
  data: string,
  work: (db: Database) => Promise<Result> | Result,
): Promise<Result> {
  const { root } = dataFolder(data);
  // Opening first: a folder without a database is not made into an installation by asking about it.
  openDatabase(root, { readonly: true }).close();
  migrate(root);
  const db = openDatabase(root);
  try {
    return await work(db);
  } finally {
    db.close();
  }
}
