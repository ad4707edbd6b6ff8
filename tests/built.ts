// The programs as they are built, which is how they run on a customer's machine; made ready once before the first test.
import { fileURLToPath } from "node:url";

const root = new URL("../", import.meta.url);

/** The built file of a program, such as `worker/main.ts`. The agent is one file, as it is copied to a customer's machine. */
export const built = (program: string): string =>
  fileURLToPath(
    new URL(`build/${program === "agent/main.ts" ? "agent/tieout-agent.mjs" : program.replace(/\.ts$/, ".js")}`, root),
  );
