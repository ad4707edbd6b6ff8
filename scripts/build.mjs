// Transpiles the programs file by file to build/, in the same tree, so that siblings stay siblings and threads are found.
// The agent is bundled to a folder of its own, build/agent; the web pages are built by Remix, to build/web.
import { cpSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { buildAgent } from "./build-agent.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folders = ["core", "prisma", "connectors", "worker", "cli", "standins"];

const isProgram = (file) => file.endsWith(".ts") && !/\.(test|d)\.ts$|[\\/]test-[^\\/]*$/.test(file);

const sources = [
  ...folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true }).map((file) => join(folder, file)),
  ),
  // Of the web only its server: the routes are Remix's.
  ...readdirSync(join(root, "app"))
    .filter((file) => file.startsWith("server"))
    .map((file) => join("app", file)),
].filter(isProgram);

/** Relative imports stay imports, of the built file; JSON is read into the file that asks for it. */
const fileByFile = {
  name: "file-by-file",
  setup(plugin) {
    plugin.onResolve({ filter: /^\.{1,2}\// }, ({ kind, path }) =>
      kind === "entry-point" || path.endsWith(".json")
        ? null
        : { path: path.replace(/\.tsx?$/, ".js"), external: true },
    );
  },
};

for (const folder of [...folders, "app", "bin"]) rmSync(join(root, "build", folder), { recursive: true, force: true });
await build({
  entryPoints: sources,
  absWorkingDir: root,
  outdir: "build",
  outbase: ".",
  bundle: true,
  packages: "external",
  platform: "node",
  target: "node20",
  format: "esm",
  sourcemap: true,
  logLevel: "warning",
  plugins: [fileByFile],
});
mkdirSync(join(root, "build/bin"), { recursive: true });
for (const file of ["thread.mjs", "room.mjs"]) cpSync(join(root, "bin", file), join(root, "build/bin", file));
cpSync(join(root, "prisma/migrations"), join(root, "build/prisma/migrations"), { recursive: true });
await buildAgent(root, join(root, "build/agent"));
