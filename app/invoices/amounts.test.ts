import { describe, expect, it } from "vitest";
import type { ExportState } from "../../core/states.ts";
import { amountsOf, stagesOf, waitingOf } from "./amounts.ts";

const step = (state: ExportState, invoices: number, total: number, released = 0) => ({
  state,
  invoices,
  released,
  amounts: [{ currency: "", total }],
});

describe("amounts of invoices", () => {
  it("are summed by currency, the own one first, to the cent", () => {
    const sums = [
      { currency: "CHF", total: 5 },
      { currency: "EUR", total: 8_412_000 },
      { currency: "", total: -1 },
      { currency: "CHF", total: -105 },
    ];
    expect(amountsOf(sums, "EUR")).toEqual([
      { currency: "EUR", amount: "84119.99" },
      { currency: "CHF", amount: "-1.00" },
    ]);
  });

  it("stand in seven stages, and every state is in one of them", () => {
    const steps = [
      step("draft", 1, 100),
      step("blocked", 2, 200),
      step("ready", 3, 300, 2),
      step("approved", 4, 400),
      step("sent", 5, 500),
      step("booked", 6, 600),
      step("already_booked", 7, 700),
      step("refused", 8, 800),
      step("mismatch", 9, 900),
      step("no_answer", 10, 1000),
    ];
    const stages = stagesOf(steps, "EUR");
    expect(stages.map(({ name, invoices }) => [name, invoices])).toEqual([
      ["draft", 1],
      ["blocked", 2],
      ["ready", 3],
      ["approved", 4],
      ["sent", 5],
      ["booked", 13],
      ["attention", 27],
    ]);
    expect(stages[2]?.released).toBe(2);
    expect(stages.at(-1)?.amounts).toEqual([{ currency: "EUR", amount: "27.00" }]);
    expect(waitingOf(steps, "EUR")).toEqual({ invoices: 14, amounts: [{ currency: "EUR", amount: "14.00" }] });
  });
});
