import { readdirSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { events } from "./events.ts";
import {
  closeAbandonedExports,
  completeExport,
  exportOf,
  exportProgress,
  exportsOf,
  failExport,
  openExport,
} from "./exports.ts";
import { openStoredFile, storeFile } from "./stored-files.ts";
import { testDatabase } from "./test-database.ts";
import { plainView } from "./view.ts";

test("an export runs, tells how far it is, and ends with its file and an event", async () => {
  const { db, administration, people } = await testDatabase();
  const view = { ...plainView(administration.id, "customer"), search: "bakker" };
  const id = openExport(db, people.viewer, view);
  exportProgress(db, id, { done: 5, total: 10 });
  expect(exportOf(db, id)).toMatchObject({ state: "running", rowsDone: 5, rowsTotal: 10, view });
  const file = await storeFile(db, Readable.from([Buffer.from("work"), Buffer.from("book")]), "text/plain");
  completeExport(db, people.viewer, id, { file, fileName: "customers.xlsx", rows: 10 });
  expect(exportsOf(db, people.viewer.id)).toMatchObject([{ id, state: "complete", fileHash: file.hash, rowsDone: 10 }]);
  expect(events(db)[0]).toMatchObject({
    kind: "export_made",
    actor: "viewer",
    detail: { rows: 10, sha256: file.hash },
  });
  expect(exportsOf(db, people.preparer.id)).toEqual([]);
});

test("an export that failed says why", async () => {
  const { db, administration, people } = await testDatabase();
  const id = openExport(db, people.viewer, plainView(administration.id, "item"));
  failExport(db, id, "no room");
  expect(exportOf(db, id)).toMatchObject({ state: "failed", errorMessage: "no room" });
});

test("an export that was cut off does not run for ever", async () => {
  const { db, administration, people } = await testDatabase();
  const id = openExport(db, people.viewer, plainView(administration.id, "item"));
  expect(closeAbandonedExports(db)).toBe(1);
  expect(exportOf(db, id)?.state).toBe("failed");
  expect(closeAbandonedExports(db)).toBe(0);
});

test("a file is kept under its hash, once, and comes back as it was", async () => {
  const { db, dataDir } = await testDatabase();
  const kept = await storeFile(db, Readable.from([Buffer.from("abc")]), "text/plain");
  expect(kept).toEqual({
    hash: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    size: 3,
    mediaType: "text/plain",
  });
  await storeFile(db, Readable.from([Buffer.from("abc")]), "text/plain");
  expect(readdirSync(join(dataDir, "files"))).toEqual([kept.hash]);
  const opened = openStoredFile(db, kept.hash);
  expect(await text(opened?.stream ?? Readable.from([]))).toBe("abc");
});

test("a file that breaks off leaves nothing, and no path leads outside the folder", async () => {
  const { db, dataDir } = await testDatabase();
  async function* broken() {
    yield Buffer.from("half");
    throw new Error("cut off");
  }
  await expect(storeFile(db, Readable.from(broken()), "text/plain")).rejects.toThrow("cut off");
  expect(readdirSync(join(dataDir, "files"))).toEqual([]);
  expect(openStoredFile(db, "../tieout.db")).toBeNull();
});
