// What this machine must have besides Node: a compiler for the one native package, and for the browser journeys a Chromium.
// On Debian as root they are installed; elsewhere one sentence says what to install.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/** Why set-up could not go on, in one sentence. */
export class SetupFailure extends Error {}

const answers = (command, args = ["--version"]) => spawnSync(command, args, { stdio: "ignore" }).status === 0;
const canInstall = () => process.platform === "linux" && process.getuid?.() === 0 && answers("apt-get");

function install(packages) {
  process.stderr.write(`Installing ${packages.join(", ")} ...\n`);
  const apt = (...args) =>
    spawnSync("apt-get", args, { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" }, stdio: "ignore" }).status;
  // why: a package list that was never fetched, or is too old, names packages that are not there.
  if (apt("install", "-y", "--no-install-recommends", ...packages) === 0) return;
  apt("update");
  if (apt("install", "-y", "--no-install-recommends", ...packages) !== 0)
    throw new SetupFailure(`Could not install ${packages.join(", ")}; install them by hand and try again.`);
}

/** Sees to it that better-sqlite3 can be compiled where no ready-made binary fits. Throws SetupFailure. */
export function missingTools() {
  if (process.platform !== "linux") return;
  const missing = [
    ["python3", "python3"],
    ["make", "make"],
    ["g++", "g++"],
  ].filter(([command]) => !answers(command));
  if (missing.length === 0) return;
  const packages = missing.map(([, name]) => name);
  if (canInstall()) install(packages);
  else throw new SetupFailure(`Install ${packages.join(", ")} first: the database library is compiled with them.`);
}

const places = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** Path of a Chromium: TIEOUT_CHROMIUM, an installed one, or one installed now. Throws SetupFailure. */
export function chromium() {
  const found = () => [process.env.TIEOUT_CHROMIUM, ...places].find((place) => place && existsSync(place));
  const there = found();
  if (there) return there;
  if (canInstall()) install(["chromium"]);
  const installed = found();
  if (installed) return installed;
  throw new SetupFailure("The browser journeys need Chromium; install it, or name it in TIEOUT_CHROMIUM.");
}
