// What the agent's own machine must offer: a configuration that only its user reads, a journal it can write, room on the
// disk, and a clock that is right.
import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdirSync, statfsSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type CheckLine, line } from "../../core/agent-check/line.ts";

const reasonOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));

/** On other systems than Windows a file that others may read was refused before anything was checked. */
export function configPrivate(file: string, platform = process.platform, read = securityOf): CheckLine {
  if (platform !== "win32") return line("config_private", "ok", "private", { file });
  try {
    const who = sharedWith(read(file));
    if (who.length === 0) return line("config_private", "ok", "private", { file });
    return line("config_private", "not_ok", "shared", { file, who: who.join(", ") });
  } catch (thrown) {
    return line("config_private", "unknown", "private_unknown", { file, reason: reasonOf(thrown) });
  }
}

/** Windows' own description of who may do what to a file, in SDDL: its names are the same in every language. */
function securityOf(file: string): string {
  const asked = "(Get-Acl -LiteralPath $env:TIEOUT_FILE).Sddl";
  const { status, stdout, stderr, error } = spawnSync("powershell", ["-NoProfile", "-Command", asked], {
    encoding: "utf8",
    env: { ...process.env, TIEOUT_FILE: file },
  });
  if (status !== 0) throw error ?? new Error(stderr.trim());
  return stdout;
}

const everybody: Readonly<Record<string, string>> = {
  WD: "Everyone",
  "S-1-1-0": "Everyone",
  BU: "Users",
  "S-1-5-32-545": "Users",
  AU: "Authenticated Users",
  "S-1-5-11": "Authenticated Users",
  BG: "Guests",
  IU: "Interactive",
};

/** The groups of all and sundry that are allowed anything by a description in SDDL. */
export function sharedWith(sddl: string): string[] {
  const rules = sddl.slice(Math.max(0, sddl.indexOf("D:"))).matchAll(/\(A;[^;]*;[^;]*;[^;]*;[^;]*;([^;)]+)/g);
  return [...new Set([...rules].flatMap(([, who]) => everybody[who ?? ""] ?? []))];
}

export function dataFolder(folder: string): CheckLine {
  const file = join(folder, `check-${randomUUID()}`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(file, "");
    unlinkSync(file);
    return line("data_folder", "ok", "writable", { folder });
  } catch (thrown) {
    return line("data_folder", "not_ok", "not_writable", { folder, reason: reasonOf(thrown) });
  }
}

/** Megabytes that must be free: PDFs on their way, the journal, and logs. */
const neededSpace = 500;

export function diskSpace(folder: string, needed = neededSpace): CheckLine {
  try {
    const { bavail, bsize } = statfsSync(folder);
    const free = Math.floor((bavail * bsize) / (1_024 * 1_024));
    const values = { free: String(free), needed: String(needed) };
    return free < needed
      ? line("disk_space", "not_ok", "space_low", values)
      : line("disk_space", "ok", "space", values);
  } catch (thrown) {
    return line("disk_space", "unknown", "space_unknown", { reason: reasonOf(thrown) });
  }
}

/** Seconds that the clock may be off: keys on the bus and deadlines of requests bear that. */
const tolerated = 60;

/** `bus`: the bus's clock, and when it was told. */
export function clock(bus: Date | null, now = new Date()): CheckLine {
  if (bus === null) return line("clock", "unknown", "clock_unknown");
  const seconds = Math.round((now.getTime() - bus.getTime()) / 1_000);
  const values = { seconds: String(seconds) };
  return Math.abs(seconds) > tolerated
    ? line("clock", "not_ok", "clock_wrong", values)
    : line("clock", "ok", "clock_right", values);
}
