// Documents that can rot are made from the code, and what they name is there.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { documents } from "../scripts/documents.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const tracked = execFileSync("git", ["ls-files"], { cwd: root, encoding: "utf8" }).split("\n").filter(Boolean);

describe("documents", () => {
  test.each(Object.entries(documents()))("%s is what `npm run docs` writes", (path, text) => {
    expect(readFileSync(join(root, path), "utf8")).toBe(text);
  });

  test("every link to a file leads somewhere", () => {
    const dead = tracked
      .filter((file) => file.endsWith(".md"))
      .flatMap((file) =>
        [...readFileSync(join(root, file), "utf8").matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
          .map(([, target]) => target ?? "")
          .filter((target) => !existsSync(join(root, dirname(file), target)))
          .map((target) => `${file}: ${target}`),
      );
    expect(dead).toEqual([]);
  });

  test("decisions are numbered without gaps or doubles, and say context, decision and consequences", () => {
    const decisions = tracked.filter((file) => /^docs\/decisions\/\d{3}-.*\.md$/.test(file)).sort();
    expect(decisions.map((file) => Number(file.slice("docs/decisions/".length, -".md".length).slice(0, 3)))).toEqual(
      decisions.map((_, index) => index + 1),
    );
    for (const file of decisions)
      expect(readFileSync(join(root, file), "utf8"), file).toMatch(
        /## Context[\s\S]+## Decision[\s\S]+## Consequences/,
      );
  });
});
