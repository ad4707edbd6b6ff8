// The agent as one folder to copy: the program in one file, and beside it the one native module, of the machine and the
// Node that build it. Nothing else is needed there but Node of the same major version.
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const native = "better_sqlite3.node";

/** better-sqlite3 looks for its native module all over a package's folder; in ours it stands beside the program. */
const besideTheProgram = {
  name: "native-beside-the-program",
  setup(plugin) {
    plugin.onResolve({ filter: /^bindings$/ }, () => ({ path: "bindings", namespace: "beside" }));
    // why: under another name, or the bundler takes the address for a pattern and everything here for what it may mean.
    plugin.onLoad({ filter: /.*/, namespace: "beside" }, () => ({
      contents: "const besides = require; module.exports = (name) => besides('./' + name);",
      loader: "js",
    }));
  },
};

// why: packages written as CommonJS ask for these, which modules do not have.
const banner = `import { createRequire as besideRequire } from "node:module";
import { dirname as besideDirname } from "node:path";
import { fileURLToPath as besidePath } from "node:url";
const require = besideRequire(import.meta.url);
const __filename = besidePath(import.meta.url);
const __dirname = besideDirname(__filename);`;

/** What a native module fits: it is of one platform, one processor and one major version of Node. */
const madeFor = `Node ${process.versions.node.split(".")[0]} on ${process.platform} ${process.arch}`;

/** Makes the folder anew. */
export async function buildAgent(root, folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await build({
    entryPoints: [join(root, "agent/main.ts")],
    absWorkingDir: root,
    outfile: join(folder, "tieout-agent.mjs"),
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    // why: ws asks for these where they are installed, and does without.
    external: ["bufferutil", "utf-8-validate"],
    banner: { js: banner },
    define: { "process.env.TIEOUT_AGENT_MADE_FOR": JSON.stringify(madeFor) },
    sourcemap: true,
    sourcesContent: false,
    legalComments: "external",
    logLevel: "warning",
    plugins: [besideTheProgram],
  });
  const packageFolder = dirname(createRequire(join(root, "package.json")).resolve("better-sqlite3/package.json"));
  copyFileSync(join(packageFolder, "build/Release", native), join(folder, native));
  copyFileSync(join(root, "agent/agent.example.json"), join(folder, "agent.example.json"));
  copyFileSync(join(root, "docs/agent.md"), join(folder, "README.md"));
  writeFileSync(join(folder, "MADE-FOR.txt"), `${madeFor}\n`);
}

const isProgram = process.argv[1] === fileURLToPath(import.meta.url);
if (isProgram) {
  const { ensureReady, orSayWhy } = await import("./setup.mjs");
  orSayWhy(() => ensureReady({ only: ["packages", "client", "programs"], quiet: true }));
  const root = dirname(dirname(fileURLToPath(import.meta.url)));
  process.stdout.write(`${join(root, "build/agent")}: copy this folder to the machine beside Globe (${madeFor})\n`);
}
