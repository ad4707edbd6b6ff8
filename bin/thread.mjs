// Opens a worker thread on the module named in workerData.module (a file URL ending in .js).
// In the build that file is there; in a checkout only its .ts twin is, and tsx reads it.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { workerData } from "node:worker_threads";

// why: Bree wraps what a job is given.
const { module } = workerData.job?.worker?.workerData ?? workerData;

if (!existsSync(fileURLToPath(module))) {
  const tsx = await import("tsx/esm/api");
  tsx.register();
}
await import(module);
