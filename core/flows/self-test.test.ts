import { describe, expect, it } from "vitest";
import type { BookingAnswer } from "../booking-messages.ts";
import { selfTest, type Trial } from "./self-test.ts";

const named = {
  version: 1,
  requestId: "r",
  administration: "500",
  invoice: "t",
  fingerprint: "f".repeat(64),
  attempt: 1,
};
const refused = {
  kind: "refused",
  ...named,
  code: "booking_refused",
  message: "",
  reason: "not in balance",
  orphans: [],
};
const mismatch = (what: string) => ({ what, vatCode: "", expected: "1.21", found: "-1.21" });
const booked = (...mismatches: unknown[]) => ({
  ...{
    kind: "booked",
    ...named,
    already: false,
    entry: { entryNumber: "26700001" },
    document: { id: "d", sha256: null },
  },
  ...{ mismatches, doubles: [], orphans: [] },
});

/** A Globe that takes only this sign and shows a document only that way. */
async function tested(takes: string, shows: string, otherwise: unknown = refused) {
  const tried: string[] = [];
  const report = await selfTest({ sign: "+", route: "line" }, async ({ sign, route }: Trial) => {
    tried.push(`${sign} ${route}`);
    const answer = sign !== takes ? otherwise : route === shows ? booked() : booked(mismatch("document"));
    return answer as BookingAnswer | null;
  });
  return { tried, sign: report.sign, route: report.route, outcomes: report.trials.map(({ outcome }) => outcome) };
}

describe("a self-test", () => {
  it("books one invoice where the settings fit", async () => {
    expect(await tested("+", "line")).toEqual({ tried: ["+ line"], sign: "+", route: "line", outcomes: ["fits"] });
  });

  it("tries the other sign where Globe refuses, and where it books otherwise", async () => {
    expect(await tested("-", "line")).toMatchObject({ tried: ["+ line", "- line"], sign: "-", route: "line" });
    expect(await tested("-", "line", booked(mismatch("total")))).toMatchObject({
      sign: "-",
      outcomes: ["differs", "fits"],
    });
  });

  it("tries the other way to tie the PDF to its entry", async () => {
    expect(await tested("+", "entry")).toMatchObject({ tried: ["+ line", "+ entry"], sign: "+", route: "entry" });
    expect(await tested("-", "entry")).toMatchObject({
      tried: ["+ line", "- line", "- entry"],
      sign: "-",
      route: "entry",
    });
  });

  it("says so where neither fits, and tries nothing more where nobody saw the end", async () => {
    expect(await tested("?", "line")).toMatchObject({ sign: null, route: null, outcomes: ["refused", "refused"] });
    expect(await tested("-", "line", null)).toMatchObject({ tried: ["+ line"], sign: null, outcomes: ["unknown"] });
  });
});
