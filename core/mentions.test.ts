import fc from "fast-check";
import { expect, test } from "vitest";
import { mentionsIn, textParts } from "./mentions.ts";

const known = new Set(["anna", "bas", "j.de-vries", "kim@bedrijf.nl"]);

test.each([
  ["@anna kijk jij?", ["anna"]],
  ["Kan @Anna, of anders @bas?", ["anna", "bas"]],
  ["vraag het @anna.", ["anna"]],
  ["@j.de-vries. en @j.de-vries!", ["j.de-vries"]],
  ["@kim@bedrijf.nl", ["kim@bedrijf.nl"]],
  ["mail naar info@anna", []],
  ["@annabel is een ander", []],
  ["@@anna", []],
  ["(@bas)", ["bas"]],
  ["niemand @onbekend", []],
])("%s names %j", (text, names) => {
  expect(mentionsIn(text, known)).toEqual(names);
});

test("the parts of a text are the text again, and those that are marked are what it names", () => {
  const piece = fc.constantFrom("@anna", "@bas.", " ", "x", "@", "@ANNA,", "\n", "<b>", "é");
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const text = pieces.join("");
      const parts = textParts(text, known);
      expect(parts.map((part) => part.text).join("")).toBe(text);
      const marked = parts.filter(({ isMention }) => isMention).map((part) => part.text.slice(1).toLowerCase());
      expect([...new Set(marked)]).toEqual(mentionsIn(text, known));
    }),
  );
});
