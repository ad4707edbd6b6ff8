import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const folder = fileURLToPath(new URL("./routes", import.meta.url));

/** Open to anyone, and why. */
const open = {
  "sign-in.tsx": "nobody is signed in yet",
  "preferences.tsx": "a language can be chosen before signing in; with a session it asks for the form token itself",
};

const routes = readdirSync(folder).filter((file) => !(file in open));
const text = (file: string) => readFileSync(join(folder, file), "utf8");

describe("every route", () => {
  it.each(routes)("%s lets nobody in but through the one guard", (file) => {
    const source = text(file);
    const loaders = [...source.matchAll(/export (?:const|async function|function) loader\b([\s\S]{0,40})/g)];
    const actions = [...source.matchAll(/export (?:const|async function|function) action\b([\s\S]{0,40})/g)];
    expect(loaders, "a route has a loader, so that it is guarded").toHaveLength(1);
    for (const [, begin = ""] of loaders) expect(begin).toMatch(/^ = (reader\(|\(\) => redirect\("\/[a-z]*"\))/);
    for (const [, begin = ""] of actions) expect(begin).toMatch(/^ = (writer|receiver)\(/);
  });
});
