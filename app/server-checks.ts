// Checks of uploaded exports, before anything is installed: one a person, its files in a folder of its own that goes when
// the person clears it, after a day, and when the server starts or stops. A file is read whole before it counts; where it
// cannot be, it changes nothing.
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createWriteStream, mkdirSync, rmSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { type Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Worker } from "node:worker_threads";
import { asTieoutError, type ErrorNote, type Language, TieoutError } from "../core/errors.ts";
import type { BriefReadiness } from "../core/readiness/brief.ts";
import { neededRecords } from "../core/readiness/records.ts";
import type { Side } from "../core/reconcile/normalise.ts";
import type { RulesByEntity } from "../core/reconcile/rules-file.ts";
import { allRulesOf } from "../prisma/compare-rules.ts";
import { type Database, inOneTransaction } from "../prisma/database.ts";
import { appendEvent, type Person } from "../prisma/events.ts";

/** What was read of a file; columns that a file lacks count as empty, and what it has beside those is not used. */
export interface CheckedFile {
  side: Side;
  /** As the system calls what it holds. */
  name: string;
  fileName: string;
  records: number;
  sha256: string;
  numericCodes: string[];
  missing: string[];
  /** Keys that more than one record bears. */
  twice: string[];
}

export interface CheckResult {
  found: BriefReadiness;
  seal: string;
  /** Code of the administration by whose rules the files were compared; null: as delivered. */
  rulesOf: string | null;
}

export interface CheckStanding {
  files: CheckedFile[];
  going: boolean;
  failed: ErrorNote | null;
  result: CheckResult | null;
}

export type CheckQuestion =
  | { does: "read"; folder: string; side: Side }
  | {
      does: "check";
      folder: string;
      company: string | null;
      rules: RulesByEntity;
      language: Language;
      madeBy: string;
      version: string;
    };

export type CheckMessage =
  | { kind: "read"; file: Omit<CheckedFile, "side" | "fileName"> }
  | { kind: "checked"; result: Omit<CheckResult, "rulesOf"> }
  | { kind: "error"; note: ErrorNote };

export interface CheckAsked {
  company: string | null;
  /** The administration by whose rules of comparing the files are compared; null: as delivered. */
  rulesOf: { id: number; code: string } | null;
}

export interface Checks {
  standing: (accountId: number) => CheckStanding;
  /** Takes a file in the place of one that holds the same. Throws a TieoutError where it cannot be read whole. */
  take: (accountId: number, side: Side, fileName: string, bytes: Readable) => Promise<void>;
  remove: (accountId: number, side: Side, name: string) => Promise<void>;
  run: (who: Person & { displayName: string }, asked: CheckAsked, language: Language) => void;
  clear: (accountId: number) => Promise<void>;
  /** The dossier's file; null where there is none. */
  dossierOf: (accountId: number, format: "xlsx" | "pdf") => string | null;
  close: () => Promise<void>;
}

/** Bytes of a file, and files of a check. */
const mostBytes = 100 * 2 ** 20;
const mostFiles = 60;
const keptFor = 24 * 3_600_000;

interface Check extends CheckStanding {
  folder: string;
  forget: NodeJS.Timeout;
}

export function checksOn(db: Database, about: { dataDir: string; version: string }, moved: () => void): Checks {
  const root = join(about.dataDir, "checks");
  rmSync(root, { recursive: true, force: true });
  const checks = new Map<number, Check>();
  const threads = new Set<Worker>();

  async function clear(accountId: number): Promise<void> {
    const check = checks.get(accountId);
    if (!check) return;
    clearTimeout(check.forget);
    checks.delete(accountId);
    await rm(check.folder, { recursive: true, force: true });
  }

  function checkOf(accountId: number): Check {
    const known = checks.get(accountId);
    if (known) return known;
    const folder = join(root, randomUUID());
    for (const side of ["globe", "milestones"]) mkdirSync(join(folder, side), { recursive: true, mode: 0o700 });
    const forget = setTimeout(() => void clear(accountId), keptFor).unref();
    const made: Check = { folder, forget, files: [], going: false, failed: null, result: null };
    checks.set(accountId, made);
    return made;
  }

  async function asked(question: CheckQuestion): Promise<Exclude<CheckMessage, { kind: "error" }>> {
    const thread = new Worker(new URL("../bin/thread.mjs", import.meta.url), {
      workerData: { ...question, module: new URL("./server-check.js", import.meta.url).href },
    });
    threads.add(thread);
    let last: CheckMessage | undefined;
    thread.on("message", (message: CheckMessage) => {
      last = message;
    });
    // why: a file too large for the thread's memory ends it with an error, which is told as one that cannot be read.
    thread.on("error", () => {});
    await once(thread, "exit").finally(() => threads.delete(thread));
    if (last?.kind === "error") throw new TieoutError(last.note.code, { values: last.note.values });
    if (!last) throw new TieoutError("unexpected", { values: { reason: "the thread ended" } });
    return last;
  }

  async function take(accountId: number, side: Side, fileName: string, bytes: Readable): Promise<void> {
    const check = checkOf(accountId);
    const shown = basename(fileName).slice(0, 200);
    const name = systemName(side, shown);
    if (check.going) throw new TieoutError("check_going");
    if (check.files.length >= mostFiles) throw new TieoutError("check_too_many", { values: { most: mostFiles } });
    const incoming = join(check.folder, `incoming-${randomUUID()}`);
    const file = `${name}${extname(shown).toLowerCase()}`;
    await mkdir(incoming, { mode: 0o700 });
    try {
      await pipeline(bytes, atMost(mostBytes, shown), createWriteStream(join(incoming, file), { mode: 0o600 }));
      const read = await asked({ does: "read", folder: incoming, side });
      if (read.kind !== "read") return;
      // why: what is being checked stays as it was when that began.
      if (check.going) throw new TieoutError("check_going");
      const before = check.files.find((one) => one.side === side && one.name === name);
      if (before) await rm(join(check.folder, side, stored(before)), { force: true });
      await rename(join(incoming, file), join(check.folder, side, file));
      check.files = [...check.files.filter((one) => one !== before), { ...read.file, side, fileName: shown }];
      outdate(check);
    } finally {
      await rm(incoming, { recursive: true, force: true });
    }
  }

  async function remove(accountId: number, side: Side, name: string): Promise<void> {
    const check = checkOf(accountId);
    const file = check.files.find((one) => one.side === side && one.name === name);
    if (!file || check.going) return;
    check.files = check.files.filter((one) => one !== file);
    outdate(check);
    await rm(join(check.folder, side, stored(file)), { force: true });
  }

  async function run(who: Person & { displayName: string }, { company, rulesOf }: CheckAsked, language: Language) {
    const check = checkOf(who.id);
    if (check.going) return;
    Object.assign(check, { going: true, failed: null, result: null });
    try {
      const rules = rulesOf === null ? {} : allRulesOf(db, rulesOf.id);
      const madeBy = `${who.displayName} (${who.username})`;
      const { version } = about;
      const answer = await asked({ does: "check", folder: check.folder, company, rules, language, madeBy, version });
      if (answer.kind !== "checked") return;
      const { verdict, snapshots } = answer.result.found;
      inOneTransaction(db, () => {
        const by = rulesOf === null ? {} : { rulesOf: rulesOf.code };
        const detail = { ...by, seal: answer.result.seal, ready: verdict.ready, blocks: verdict.blocks, snapshots };
        appendEvent(db, { kind: "exports_checked", who, detail });
      });
      check.result = { ...answer.result, rulesOf: rulesOf?.code ?? null };
    } catch (thrown) {
      check.failed = asTieoutError(thrown).note;
    } finally {
      check.going = false;
      moved();
    }
  }

  return {
    standing(accountId) {
      const { files, going, failed, result } = checks.get(accountId) ?? nothing;
      return { files, going, failed, result };
    },
    ...{ take, remove, clear },
    run: (who, wanted, language) => void run(who, wanted, language),
    dossierOf(accountId, format) {
      const check = checks.get(accountId);
      return check?.result ? join(check.folder, `dossier.${format}`) : null;
    },
    async close() {
      await Promise.all([...threads].map((thread) => thread.terminate()));
      await Promise.all([...checks.keys()].map(clear));
      await rm(root, { recursive: true, force: true });
    },
  };
}

const nothing: CheckStanding = { files: [], going: false, failed: null, result: null };

const stored = ({ name, fileName }: CheckedFile): string => `${name}${extname(fileName).toLowerCase()}`;

/** What was found is no longer of these files. */
function outdate(check: Check): void {
  Object.assign(check, { failed: null, result: null });
}

/** What a file holds, by its name. Throws check_file_unknown. */
function systemName(side: Side, fileName: string): string {
  const names = Object.keys(neededRecords[side]);
  const bare = basename(fileName, extname(fileName)).toLowerCase();
  const name = names.find((one) => one.toLowerCase() === bare);
  const isKind = [".json", ".csv", ".tsv", ".xlsx"].includes(extname(fileName).toLowerCase());
  if (name && isKind) return name;
  throw new TieoutError("check_file_unknown", {
    values: { file: fileName, side: side === "globe" ? "Exact Globe" : "Milestones", names: names.join(", ") },
  });
}

function atMost(bytes: number, file: string): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      const tooLarge = seen > bytes;
      done(tooLarge ? new TieoutError("check_too_large", { values: { file, most: "100 MB" } }) : null, chunk);
    },
  });
}
