import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dataDirOf } from "./database.ts";
import { invoiceProof, knownProof } from "./invoice-proof.ts";
import { type ProofReader, proofReader } from "./proof-reader.ts";
import { InvoiceTest, testInvoice } from "./test-invoices.ts";

let test: InvoiceTest;
let reader: ProofReader;
let told: () => void = () => undefined;

beforeEach(async () => {
  test = await InvoiceTest.begun();
  reader = proofReader(test.db, dataDirOf(test.db), () => told());
});
afterEach(() => reader.close());

/** What is shown once nothing is being made any more. */
async function made() {
  const news = new Promise<void>((resolve) => {
    told = resolve;
  });
  const first = await reader.shown(test.administration);
  if (!first.isBeingMade) return first;
  await news;
  return reader.shown(test.administration);
}

describe("the proof that a thread makes", () => {
  it("is none before the first complete pull", async () => {
    expect(await reader.shown(test.administration)).toEqual({ proof: null, isBeingMade: false });
  });

  it("is what it would be here, and is known here from then on", async () => {
    await test.pulled([testInvoice("2026-0001")]);
    expect(knownProof(test.db, test.administration)).toBeNull();
    const { proof } = await made();
    expect(knownProof(test.db, test.administration)).toBe(proof);
    const other = await InvoiceTest.begun();
    await other.pulled([testInvoice("2026-0001")]);
    expect(proof?.periods).toEqual(invoiceProof(other.db, other.administration)?.periods);
  });

  it("is made anew once something moved, and shown as it was until then", async () => {
    await test.pulled([testInvoice("2026-0001")]);
    const { proof: before } = await made();
    await test.pulled([testInvoice("2026-0001"), testInvoice("2026-0002")]);
    const shown = await reader.shown(test.administration);
    if (shown.isBeingMade) expect(shown.proof).toBe(before);
    const { proof: after } = await made();
    expect(after?.periods[0]?.rows.map(({ number }) => number)).toEqual(["2026-0001", "2026-0002"]);
  });
});
