// Makes a checkout ready to run, doing only what is missing or stale. Needs nothing but Node: it runs before anything
// is installed. `node scripts/setup.mjs [--quiet]`; start, test, check, docs and bench call it by themselves.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { oneAtATime } from "./one-at-a-time.mjs";
import { missingTools, SetupFailure } from "./system.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stampsFile = join(root, "node_modules", ".tieout-setup.json");

const hash = (...parts) => parts.reduce((sum, part) => sum.update(part), createHash("sha256")).digest("hex");

function filesUnder(folder, wanted) {
  const whole = join(root, folder);
  if (!existsSync(whole)) return [];
  return readdirSync(whole, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && wanted.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

/** Hash over files' names and contents. */
const hashOf = (files) => hash(...files.flatMap((file) => [relative(root, file), readFileSync(file)]));

function run(sentence, command, args, env = {}) {
  // why: on Windows npm and the like are command files, which only a shell starts.
  const result = spawnSync(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === "win32" && command === "npm",
  });
  if (result.status === 0) return;
  const said = `${result.stdout ?? ""}${result.stderr ?? ""}`.trim().split("\n").slice(-25).join("\n");
  throw new SetupFailure(
    `${sentence} failed (${[command, ...args].join(" ")}).\n${said || result.error?.message || ""}`,
  );
}

const bin = (name) => join(root, "node_modules", name);
const webSources = () => [
  ...filesUnder("app", /\.(tsx?|css|json)$/),
  ...filesUnder("core", /\.ts$/),
  ...filesUnder("prisma", /\.ts$/).filter((file) => !file.includes("generated")),
  ...filesUnder("public", /./),
  ...["vite.config.ts", "remix.config.js", "package-lock.json"].map((file) => join(root, file)),
];
const programSources = () => [
  ...["core", "prisma", "connectors", "worker", "agent", "cli", "standins"].flatMap((folder) =>
    filesUnder(folder, /\.(ts|json|sql)$/),
  ),
  ...filesUnder("app", /^server.*\.ts$/),
  ...[
    "bin/thread.mjs",
    "bin/room.mjs",
    "scripts/build.mjs",
    "scripts/build-agent.mjs",
    "docs/agent.md",
    "package-lock.json",
  ].map((file) => join(root, file)),
];

/** The steps in order. Each runs when the hash of what it reads differs from the one it last ended well with. */
const steps = [
  {
    name: "packages",
    says: "Installing the packages that package-lock.json names",
    reads: () => hash(readFileSync(join(root, "package-lock.json")), process.version, process.platform, process.arch),
    made: () => existsSync(bin("better-sqlite3/build/Release/better_sqlite3.node")),
    run: () => {
      missingTools();
      run("Installing packages", "npm", ["ci", "--no-audit", "--no-fund"]);
      if (!existsSync(bin("better-sqlite3/build/Release/better_sqlite3.node")))
        run("Compiling better-sqlite3", "npm", ["rebuild", "better-sqlite3"]);
    },
  },
  {
    name: "client",
    says: "Generating the database client",
    reads: () => hashOf([join(root, "prisma/schema.prisma"), join(root, "package-lock.json")]),
    made: () => existsSync(join(root, "prisma/generated")),
    run: () =>
      // why: generating needs no engine, yet the command line looks for one and would download it. Any program will do.
      run("Generating the database client", process.execPath, [bin("prisma/build/index.js"), "generate"], {
        PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
        CHECKPOINT_DISABLE: "1",
        PRISMA_HIDE_UPDATE_MESSAGE: "1",
      }),
  },
  {
    name: "programs",
    says: "Building the programs",
    reads: () => hashOf(programSources()),
    made: () => existsSync(join(root, "build/cli/main.js")) && existsSync(join(root, "build/agent/tieout-agent.mjs")),
    run: () => run("Building the programs", process.execPath, [join(root, "scripts/build.mjs")]),
  },
  {
    name: "web",
    says: "Building the pages",
    reads: () => hashOf(webSources()),
    made: () => existsSync(join(root, "build/web/server/index.js")),
    run: () =>
      run("Building the pages", process.execPath, [bin("@remix-run/dev/dist/cli.js"), "vite:build"], {
        NODE_ENV: "production",
        DO_NOT_TRACK: "1",
      }),
  },
];

function stamps() {
  try {
    return JSON.parse(readFileSync(stampsFile, "utf8"));
  } catch {
    return {}; // Nothing was set up yet.
  }
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    throw new SetupFailure(`Tieout needs Node 20.19 or newer; this is ${process.versions.node}.`);
}

/**
 * Does what is missing, up to and including the named steps (all by default), and says what it does on standard error.
 * Throws SetupFailure.
 */
export function ensureReady({ only = steps.map((step) => step.name), quiet = false } = {}) {
  checkNode();
  const wanted = steps.filter(({ name }) => only.includes(name));
  const isDone = (step) => stamps()[step.name] === step.reads() && step.made();
  if (!wanted.every(isDone))
    oneAtATime(join(root, ".tieout-setup"), () => doSteps(wanted.filter((step) => !isDone(step))));
  if (!quiet) process.stderr.write("Ready. `npm start` runs Tieout on this machine.\n");
}

function doSteps(missing) {
  for (const step of missing) {
    const now = step.reads();
    const began = Date.now();
    process.stderr.write(`${step.says} ...\n`);
    step.run();
    mkdirSync(dirname(stampsFile), { recursive: true });
    writeFileSync(stampsFile, `${JSON.stringify({ ...stamps(), [step.name]: now }, null, 2)}\n`);
    process.stderr.write(`${step.says}: done in ${((Date.now() - began) / 1000).toFixed(1)} s\n`);
  }
}

/** Runs a main function and ends with 2 and one sentence where set-up fails. */
export function orSayWhy(main) {
  try {
    main();
  } catch (error) {
    if (!(error instanceof SetupFailure)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(2);
  }
}

const isProgram = process.argv[1] && statSync(process.argv[1]).ino === statSync(fileURLToPath(import.meta.url)).ino;
if (isProgram) orSayWhy(() => ensureReady({ quiet: process.argv.includes("--quiet") }));
