import { defineConfig, mergeConfig } from "vitest/config";
import viteConfig from "./vite.config.ts";

const rooms = "{core,prisma,connectors,worker,agent,cli,standins,app}";

// unit: beside the code. contracts: one suite a port, against its stand-in. e2e: journeys in a real Chromium.
export default mergeConfig(
  viteConfig,
  defineConfig({
    test: {
      pool: "forks",
      testTimeout: 60_000,
      globalSetup: "tests/build-first.mjs",
      projects: [
        {
          extends: true,
          test: {
            name: "unit",
            environment: "node",
            include: [`${rooms}/**/*.test.{ts,tsx}`, "tests/*.test.ts"],
            // Threads start sooner than processes. why two: by itself vitest leaves a core free, which of two is half.
            pool: "threads",
            maxWorkers: 2,
          },
        },
        {
          extends: true,
          test: {
            name: "contracts",
            environment: "node",
            include: ["tests/contracts/**/*.test.ts"],
            // They mostly wait for programs that they started.
            maxWorkers: 2,
            testTimeout: 120_000,
            hookTimeout: 120_000,
          },
        },
        {
          extends: true,
          test: {
            name: "e2e",
            environment: "node",
            include: ["tests/e2e/**/*.test.ts"],
            setupFiles: "tests/e2e/tell-failures.ts",
            testTimeout: 180_000,
            hookTimeout: 240_000,
            // Two houses at a time: a journey mostly waits for its browser.
            maxWorkers: 2,
          },
        },
      ],
    },
  }),
);
