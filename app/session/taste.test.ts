import { describe, expect, it } from "vitest";
import { askedLanguage, taste } from "./taste.ts";

describe("the language of a page", () => {
  it("is Dutch where the browser names none of ours", () => {
    expect([askedLanguage(null), askedLanguage("de-DE, fr;q=0.8"), askedLanguage("")]).toEqual(["nl", "nl", "nl"]);
  });

  it("is what the browser likes best of ours", () => {
    expect(askedLanguage("en-GB,en;q=0.9,nl;q=0.8")).toBe("en");
    expect(askedLanguage("de, en;q=0.5, nl;q=0.7")).toBe("nl");
    expect(askedLanguage("en;q=0, nl;q=0.1")).toBe("nl");
  });

  it("is the person's own before the browser's choice, and that before what it asks for", () => {
    expect(taste({ language: "nl" }, { language: "en" }, "en").language).toBe("nl");
    expect(taste(null, { language: "en" }, "nl").language).toBe("en");
    expect(taste({ theme: "purple" }, { theme: "dark" }, null)).toEqual({ language: "nl", theme: "dark" });
  });
});
