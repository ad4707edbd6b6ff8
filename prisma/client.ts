// Prisma's generated client on the same database file: typed reads, and small writes where no event belongs.
// What has an event, and all work on whole sets, goes through prisma/database.ts instead.
import { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";
import { databaseFile } from "./database.ts";
import { PrismaClient } from "./generated/client.ts";

export function prismaClient(dataDir: string): PrismaClient {
  const adapter = new PrismaBetterSqlite3({ url: `file:${databaseFile(dataDir)}`, timeout: 15_000 });
  return new PrismaClient({ adapter });
}
