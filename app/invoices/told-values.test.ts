import { expect, it } from "vitest";
import { finding, inWords } from "../../core/invoices/findings.ts";
import { toldValues } from "./told-values.ts";

it("sentences of core come with amounts and dates in the reader's marks, and codes as they are", () => {
  const differs = finding("amounts_differ:total", "invoice", "20260003", {
    values: { expected: "12345.60", found: "-0.05" },
  });
  const values = toldValues({ ...differs.values, date: "2026-11-03", item: "1234.50" }, "nl");
  expect(inWords({ text: differs.text, values }, "nl").sentence).toBe(
    "Regels en btw komen op 12.345,60, de factuur zegt -0,05",
  );
  expect(values).toMatchObject({ key: "20260003", date: "03-11-2026", item: "1234.50" });
  expect(toldValues({ until: "2026-08-31", percentage: "21" }, "en")).toEqual({
    until: "31 Aug 2026",
    percentage: "21",
  });
});
