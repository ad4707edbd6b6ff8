import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { entities } from "../../core/entities/index.ts";
import { words } from "./words.ts";

type Tree = { [key: string]: string | Tree };

const keysOf = (tree: Tree, path = ""): string[] =>
  Object.entries(tree).flatMap(([key, value]) => {
    const at = path ? `${path}.${key}` : key;
    return typeof value === "string" ? [at] : keysOf(value, at);
  });

const textAt = (tree: Tree, key: string): string =>
  key.split(".").reduce<string | Tree>((at, part) => (at as Tree)[part] ?? "", tree) as string;

const placeholders = (text: string) =>
  [...text.matchAll(/\{\{(\w+)(?:, number)?\}\}|<(\w+)>/g)].map(([whole]) => whole).sort();
const withoutPlural = (key: string) => key.replace(/_(one|other)$/, "");

const app = fileURLToPath(new URL("..", import.meta.url));
const source = readdirSync(app, { recursive: true, encoding: "utf8" })
  .filter((file) => /\.tsx?$/.test(file) && !file.includes(".test.") && !/^i18n\/(nl|en|fields)/.test(file))
  .map((file) => readFileSync(join(app, file), "utf8"))
  .join("\n");

/** Keys written out, and beginnings of those made of a beginning and a name: t(`status.${status}`). */
const written = new Set(
  [/"([a-zA-Z]+(?:\.\w+)+)"/g, /words\[[\w.]+\]\.(\w+\.\w+)/g].flatMap((form) =>
    [...source.matchAll(form)].map(([, key = ""]) => key),
  ),
);
const beginnings = [...source.matchAll(/`([a-zA-Z]+\.(?:\w+\.)*\w*)\$\{/g)].map(([, start = ""]) => start);
const isUsed = (key: string) => written.has(key) || beginnings.some((start) => key.startsWith(start));

describe("the words of the pages", () => {
  const keys = keysOf(words.nl).sort();

  it("are the same in both languages, with the same places to fill in", () => {
    expect(keysOf(words.en).sort()).toEqual(keys);
    for (const key of keys)
      expect([key, placeholders(textAt(words.en, key))]).toEqual([key, placeholders(textAt(words.nl, key))]);
  });

  it("are none of them empty", () => {
    for (const language of ["nl", "en"] as const)
      expect(keys.filter((key) => textAt(words[language], key).trim() === "")).toEqual([]);
  });

  it("are all used", () => {
    const unused = keys.filter((key) => !key.startsWith("field.") && !isUsed(withoutPlural(key)));
    expect(unused).toEqual([]);
  });

  it("are all there: each key in the source has its word", () => {
    const groups = new Set(Object.keys(words.nl));
    const known = new Set([...keys, ...keys.map(withoutPlural)]);
    const asked = [...written].filter((key) => groups.has(key.split(".")[0] ?? ""));
    expect(asked.filter((key) => !known.has(key))).toEqual([]);
  });

  it("name every field of every entity", () => {
    const fields = new Set(Object.values(entities).flatMap((entity) => entity.fields.map(({ name }) => name)));
    expect(Object.keys(words.nl.field).sort()).toEqual([...fields].sort());
  });
});
