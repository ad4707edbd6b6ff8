import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { finding } from "./findings.ts";
import { type HeldUp, rootCauses } from "./root-causes.ts";

const code8 = finding("vat_code_unknown", "vatCode", "8", { line: 1 });
const debtor = finding("debtor_unknown", "customer", "10031");
const warning = finding("debtor_twice", "customer", "10031");
const held = (number: string, total: number, findings: HeldUp["findings"], currency = "EUR"): HeldUp => ({
  number,
  total,
  currency,
  findings,
});

describe("root causes", () => {
  it("come by amount: what waits for each, and what it alone would free", () => {
    const causes = rootCauses(
      [
        held("1", 1000_00, [code8]),
        held("2", 250_50, [code8, debtor, warning]),
        held("3", -50_00, [debtor]),
        held("4", 9999_00, []),
        held("5", 700_00, [warning]),
      ],
      "EUR",
    );
    expect(
      causes.map(({ code, cause, invoices, amount, freed }) => [code, cause.key, invoices, amount, freed]),
    ).toEqual([
      ["vat_code_unknown", "8", ["1", "2"], 1250_50, { invoices: 1, amount: 1000_00 }],
      ["debtor_unknown", "10031", ["2", "3"], 300_50, { invoices: 1, amount: 50_00 }],
    ]);
    expect(causes[0]?.finding.pairs).toEqual([{ entity: "vatCode", key: "8" }]);
  });

  it("keep other currencies apart: they are not euro", () => {
    const [cause] = rootCauses([held("1", 500_00, [code8], "USD"), held("2", 1_00, [code8], "")], "EUR");
    expect([cause?.amount, cause?.others]).toEqual([1_00, { USD: 500_00 }]);
  });

  it("gather the pairs of all invoices", () => {
    const of = (item: string) => finding("gl_account_blocked", "account", "8900", { items: [item] });
    const [cause] = rootCauses([held("1", 1, [of("A")]), held("2", 2, [of("B"), of("A")])], "EUR");
    expect(cause?.finding.pairs.map(({ key }) => key).sort()).toEqual(["A", "B"]);
  });

  it("count a cause once an invoice, however many lines it stands on, and do not depend on order", () => {
    const any = fc.array(
      fc.tuple(fc.integer({ min: -100_000, max: 100_000 }), fc.subarray([code8, code8, debtor, warning])),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(any, (rows) => {
        const invoices = rows.map(([total, findings], at) => held(String(at).padStart(3, "0"), total, findings));
        const causes = rootCauses(invoices, "EUR");
        for (const { code, amount, invoices: numbers } of causes) {
          const own = invoices.filter(({ findings }) => findings.some((one) => one.code === code));
          expect(numbers.toSorted()).toEqual(own.map(({ number }) => number));
          expect(amount).toBe(own.reduce((all, { total }) => all + Math.abs(total), 0));
        }
        expect(causes.map(({ amount }) => amount)).toEqual(
          causes.map(({ amount }) => amount).toSorted((a, b) => b - a),
        );
        expect(rootCauses(invoices.toReversed(), "EUR")).toEqual(causes);
      }),
    );
  });
});
