// The contract of telling Milestones what became of an invoice, kept by the stand-in: the told fields are written, and
// everything else of the invoice stays, digit by digit.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ApiVersion } from "../../connectors/milestones/names.ts";
import { toldInvoices } from "../../connectors/milestones/telling.ts";
import type { FoundInvoice, ToldInvoices } from "../../core/ports/invoices.ts";
import { milestonesStandin } from "../../standins/milestones/server.ts";
import { accessTo, fetchAs, withAccess } from "../milestones-access.ts";
import { type StandinControl, standinControl } from "../standin.ts";

const northwind = new URL("../../demo/northwind", import.meta.url).pathname;
const signal = new AbortController().signal;
const patience = { attempts: 2, firstPause: 5, timeout: 500 };
const word = (entry: string) => ({
  InvoiceHeaderState: "Booked",
  ExternalEntryNumber: entry,
  ProcessingFailureReason: null,
});

describe.each<[ApiVersion, boolean]>([
  ["V2", false],
  ["V2", true],
  ["V3", true],
])("Milestones, told of its invoices as %s, with entity tags: %s", (version, etags) => {
  let url: string;
  let stop: () => Promise<void>;
  let control: StandinControl;
  let told: ToldInvoices;
  const processed = "700000348";
  const draft = "700000344";
  beforeAll(async () => {
    ({ url, stop } = await milestonesStandin({ dataset: [northwind], etags }));
    control = standinControl(url);
    told = toldInvoices({ ...withAccess(url), companyCode: "500", version, patience });
  });
  afterAll(() => stop());

  const whole = async (id: string): Promise<Record<string, unknown>> =>
    (await (await fetchAs(accessTo(url))(`${url}/${version}/odata/Invoice(${id})`)).json()) as Record<string, unknown>;
  const found = async (id: string): Promise<FoundInvoice> => {
    const invoice = await told.invoice(id, signal);
    if (!invoice) throw new Error(`there is no invoice ${id}`);
    return invoice;
  };

  it("says it, and nothing else of the invoice moves", async () => {
    const before = await whole(processed);
    expect(await told.tell(processed, await found(processed), word("26700001"))).toEqual({ outcome: "done" });
    const after = await whole(processed);
    delete before["@odata.etag"];
    delete after["@odata.etag"];
    expect(after).toEqual({ ...before, ...word("26700001") });
    expect((await found(processed)).says("ExternalEntryNumber")).toBe("26700001");
  });

  it("says the same when it is told twice", async () => {
    expect(await told.tell(processed, await found(processed), word("26700001"))).toEqual({ outcome: "done" });
  });

  it("is refused for a draft, for a word that it does not know, and for a field that it does not have", async () => {
    const outcome = async (id: string, values: Record<string, string>) =>
      (await told.tell(id, await found(id), values)).outcome;
    expect(await outcome(draft, { InvoiceHeaderState: "Booked" })).toBe("refused");
    expect(await outcome(processed, { InvoiceHeaderState: "In de boeken" })).toBe("refused");
    expect(await outcome(processed, { EntryNumber: "1" })).toBe("refused");
    expect(await outcome(processed, { ExternalEntryNumber: "1".repeat(21) })).toBe("refused");
  });

  it("takes no other way to write, and no other field of a processed invoice", async () => {
    const sent = (method: string, body: object) =>
      fetchAs(accessTo(url))(`${url}/${version}/odata/Invoice(${processed})`, { method, body: JSON.stringify(body) });
    expect((await sent("PATCH", { ExternalEntryNumber: "2" })).status).toBe(405);
    expect((await sent("DELETE", {})).status).toBe(405);
    const record = await whole(processed);
    delete record["@odata.etag"];
    expect((await sent("PUT", { ...record, TotalInclVat: 1 })).status).toBe(400);
    expect((await sent("PUT", { ExternalEntryNumber: "2" })).status).toBe(400);
    expect((await whole(processed)).ExternalEntryNumber).toBe("26700001");
  });

  it("finds no invoice that is not there", async () => {
    expect(await told.invoice("1", signal)).toBeNull();
  });

  it.runIf(etags)("does not write over what someone else changed since", async () => {
    const before = await found(processed);
    await control.change("Invoice", processed, { RejectionReason: "x" });
    expect(await told.tell(processed, before, word("26700002"))).toEqual({ outcome: "moved" });
  });

  it("says when nobody saw how it ended", async () => {
    await control.fault({ kind: "hang", entity: "Invoice", method: "POST", times: 1 });
    const before = await found(processed);
    expect(await told.tell(processed, before, word("26700003"))).toMatchObject({ outcome: "unknown" });
  });
});
