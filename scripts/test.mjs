// Everything: check, contract suites against the stand-ins, journeys in a real browser. Ends with 1 when anything fails.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { check } from "./check.mjs";
import { ensureReady, orSayWhy } from "./setup.mjs";
import { chromium } from "./system.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

orSayWhy(() => {
  ensureReady({ quiet: true });
  process.env.TIEOUT_CHROMIUM = chromium();
});

let ok = await check();
for (const project of ["contracts", "e2e"]) {
  const ran = spawnSync(process.execPath, [join(root, "node_modules/vitest/vitest.mjs"), "run", "--project", project], {
    cwd: root,
    stdio: "inherit",
  });
  ok = ran.status === 0 && ok;
}
process.exitCode = ok ? 0 : 1;
