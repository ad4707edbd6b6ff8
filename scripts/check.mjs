// The one command before each commit: format and lint, types, house rules, unused code, unit tests; side by side.
// With --fix, what can be repaired is repaired first.
import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureReady, orSayWhy } from "./setup.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const program = (path) => join(root, "node_modules", path);

const checks = [
  {
    name: "unit tests",
    args: [program("vitest/vitest.mjs"), "run", "--project", "unit"],
    repair: "`npx vitest --project unit` runs them while you mend.",
  },
  {
    name: "types",
    // What did not change since the last check is not checked again.
    args: [
      program("typescript/bin/tsc"),
      "--noEmit",
      "--incremental",
      "--tsBuildInfoFile",
      program(".tieout-types.json"),
    ],
    repair: "Mend the types that it names.",
  },
  {
    name: "format and lint",
    args: [program("@biomejs/biome/bin/biome"), "check", ...(process.argv.includes("--fix") ? ["--write"] : []), "."],
    repair: "`npm run check -- --fix` repairs most of it.",
  },
  {
    name: "house rules",
    args: [
      program("dependency-cruiser/bin/dependency-cruise.mjs"),
      ...["--config", ".dependency-cruiser.mjs", "--output-type", "err"],
      ...["core", "prisma", "connectors", "app", "worker", "agent", "cli", "standins"],
    ],
    repair: "Imports go down only: see docs/architecture.md; each rule says why it is there.",
  },
  {
    name: "unused code",
    args: [program("knip/bin/knip.js"), "--no-progress"],
    repair: "Delete what nothing uses.",
  },
];

function run(check) {
  const began = Date.now();
  const child = spawn(process.execPath, check.args, { cwd: root, env: { ...process.env, NO_COLOR: "1" } });
  let said = "";
  child.stdout.on("data", (data) => {
    said += data;
  });
  child.stderr.on("data", (data) => {
    said += data;
  });
  return new Promise((resolve) => {
    child.on("close", (code) => resolve({ ...check, ok: code === 0, said, seconds: (Date.now() - began) / 1000 }));
  });
}

/** Runs every check, two at a time, and says what failed and how to repair it. Resolves to whether all passed. */
export async function check() {
  const waiting = [...checks];
  let ok = true;
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const done = await run(next);
      process.stdout.write(`${done.ok ? "ok    " : "FAILED"}  ${done.name} (${done.seconds.toFixed(1)} s)\n`);
      if (done.ok) continue;
      ok = false;
      process.stdout.write(`${done.said.trim()}\n  -> ${done.repair}\n`);
    }
  };
  await Promise.all([lane(), lane()]);
  return ok;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  orSayWhy(() => ensureReady({ only: ["packages", "client", "programs"], quiet: true }));
  process.exitCode = (await check()) ? 0 : 1;
}
