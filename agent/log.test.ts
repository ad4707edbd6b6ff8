import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { agentLog } from "./log.ts";

const folder = mkdtempSync(join(tmpdir(), "tieout-log-"));
afterAll(() => rmSync(folder, { recursive: true }));

const numbersIn = (file: string) =>
  readFileSync(join(folder, file), "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line): number => JSON.parse(line).number);

it("rolls over by size, keeps so many older files, and drops the oldest; no line between is lost", async () => {
  const settings = { folder, megabytes: 8 / 1_024, files: 3 };
  let number = 0;
  // Each time as after the service was started again.
  for (let start = 0; start < 12; start += 1) {
    const { log, close } = agentLog(settings, false);
    for (let line = 0; line < 40; line += 1)
      log.info({ number: number++ }, "a read is answered, as it is most of the time");
    await close();
  }
  const files = readdirSync(folder).sort();
  expect(files.filter((name) => name.startsWith("agent.log"))).toEqual([
    "agent.log",
    "agent.log.1",
    "agent.log.2",
    "agent.log.3",
  ]);
  const kept = ["agent.log.3", "agent.log.2", "agent.log.1", "agent.log"].flatMap(numbersIn);
  expect(kept.at(-1)).toBe(number - 1);
  expect(kept[0]).toBeGreaterThan(0);
  expect(kept).toEqual(Array.from({ length: kept.length }, (_, at) => (kept[0] ?? 0) + at));
  for (const name of files) {
    const { size, mode } = statSync(join(folder, name));
    expect(size, name).toBeLessThan(2 * 8 * 1_024);
    if (name.startsWith("agent.log")) expect(mode & 0o077, name).toBe(0);
  }
});
