import { describe, expect, test } from "vitest";
import { asTieoutError, errorTexts, TieoutError } from "./errors.ts";

const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

describe.each(Object.entries(errorTexts))("%s", (_, { en, nl }) => {
  test("says in both languages what happened, what it means and what to do, about the same things", () => {
    for (const part of ["what", "means", "next"] as const) {
      expect(en[part]).not.toBe("");
      expect(nl[part]).not.toBe("");
      expect(placeholders(nl[part])).toEqual(placeholders(en[part]));
    }
    expect(nl.what === en.what && !/^\{\w+\}$/.test(en.what)).toBe(false);
  });
});

test("values stand in the sentence; what is not given stays visible", () => {
  const error = new TieoutError("key_column_missing", { values: { file: "a.csv", column: "Code" } });
  expect(error.message).toBe("a.csv, row {row}: the key column Code is missing");
  expect(error.text("nl").what).toBe("a.csv, rij {row}: de sleutelkolom Code ontbreekt");
});

test("a value that looks like a placeholder or a pattern is only a value", () => {
  const error = new TieoutError("file_empty", { values: { file: "$& {file} $1" } });
  expect(error.message).toBe("$& {file} $1 is empty");
});

test("anything thrown becomes an error for people, with its cause kept", () => {
  const cause = new Error("broken");
  expect(asTieoutError(cause)).toMatchObject({ code: "unexpected", cause });
  expect(asTieoutError("text").message).toContain("text");
  const own = new TieoutError("file_empty");
  expect(asTieoutError(own)).toBe(own);
});
