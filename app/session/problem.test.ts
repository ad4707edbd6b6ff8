import { describe, expect, it } from "vitest";
import { errorNote, errorTexts, TieoutError } from "../../core/errors.ts";
import { problemOf, problemOfNote } from "./problem.ts";

describe("a problem", () => {
  it("speaks the reader's language, also of an error inside another", () => {
    const inner = new TieoutError("side_empty", { values: { entity: "customer", side: "Globe", last: 91 } });
    const { note } = new TieoutError("agent_failed", {
      values: { agent: "demo", entity: "Account", reason: inner.note },
    });
    const kept = errorNote(JSON.parse(JSON.stringify(note)));
    expect(problemOfNote(kept, "nl").what).toContain(inner.text("nl").what);
    expect(problemOfNote(kept, "en").what).toBe(note.message);
  });

  it("of an unknown code keeps the sentence", () => {
    const problem = problemOfNote(errorNote({ code: "from_a_newer_version", message: "Something new" }), "en");
    expect(problem).toMatchObject({ code: "unexpected", means: errorTexts.unexpected.en.means });
    expect(problem.what).toContain("Something new");
  });

  it("is recognised in an error of another copy of the class, and in no other error", () => {
    const foreign = Object.assign(new Error("x"), { name: "TieoutError", code: "run_abandoned", values: {} });
    expect(problemOf(foreign, "nl")?.what).toBe(errorTexts.run_abandoned.nl.what);
    expect(problemOf(Object.assign(new Error("x"), { code: "run_abandoned" }), "nl")).toBeNull();
  });
});
