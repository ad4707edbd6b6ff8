import { describe, expect, it } from "vitest";
import { errorTexts, TieoutError } from "../../core/errors.ts";
import { problemOf, problemOfStored } from "./problem.ts";

describe("a problem", () => {
  it("speaks the reader's language, also where only the English sentence was kept", () => {
    const { message } = new TieoutError("run_incomplete", {
      values: { entity: "customer", reason: "page 2 was cut off." },
    });
    expect(problemOfStored({ code: "run_incomplete", message }, "nl").what).toBe(
      "Het ophalen van customer was niet volledig: page 2 was cut off.",
    );
    expect(problemOfStored({ code: "run_incomplete", message }, "en").what).toBe(message);
  });

  it("of an unknown code keeps the sentence", () => {
    const problem = problemOfStored({ code: "from_a_newer_version", message: "Something new" }, "en");
    expect(problem).toMatchObject({ code: "unexpected", means: errorTexts.unexpected.en.means });
    expect(problem.what).toContain("Something new");
  });

  it("is recognised in an error of another copy of the class, and in no other error", () => {
    const foreign = Object.assign(new Error("x"), { name: "TieoutError", code: "run_abandoned", values: {} });
    expect(problemOf(foreign, "nl")?.what).toBe(errorTexts.run_abandoned.nl.what);
    expect(problemOf(Object.assign(new Error("x"), { code: "run_abandoned" }), "nl")).toBeNull();
  });
});
