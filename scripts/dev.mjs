// Development: the whole house with the pages served by Vite, so that a saved page shows at once.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureReady, orSayWhy } from "./setup.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

orSayWhy(() => ensureReady({ only: ["packages", "client", "programs"], quiet: true }));
const ran = spawnSync(process.execPath, [join(root, "build/cli/main.js"), "start", ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, NODE_ENV: "development" },
});
process.exitCode = ran.status ?? 1;
