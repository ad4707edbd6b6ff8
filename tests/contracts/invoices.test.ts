// What `tieout invoices list` says after a pull over the real processes, for every data set whose truth is known; and
// that master data that heals frees invoices by itself.
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type ListedInvoice, listedInvoices } from "../../prisma/invoices.ts";
import { requestPull } from "../../prisma/requests.ts";
import { built } from "../built.ts";
import { housePassword, type InvoiceHouse, invoiceHouse } from "./invoice-house.ts";
import { eventually } from "./rooms.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const truthShape = z.object({
  invoices: z.record(z.string(), z.object({ state: z.string(), blocks: z.array(z.string()), total: z.string() })),
});
const truthOf = (name: string) =>
  truthShape.parse(JSON.parse(readFileSync(`${root}tests/truth/${name}.json`, "utf8"))).invoices;

function tieout(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const env = { ...process.env, TIEOUT_PASSWORD: housePassword };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [built("cli/main.ts"), ...args],
      { cwd: root, env, maxBuffer: 64 << 20 },
      (error, stdout, stderr) => resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });
}

describe.each(["northwind", "credit-notes"])("the invoices of %s", (name) => {
  let house: InvoiceHouse;
  const truth = truthOf(name);
  const list = async (): Promise<ListedInvoice[]> =>
    (await tieout("invoices", "list", "--json", "--data", house.folder)).stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as ListedInvoice);

  beforeAll(async () => {
    house = await invoiceHouse(`${root}demo/${name}`);
  }, 60_000);
  afterAll(() => house.close(), 30_000);

  it("have the states and findings of its truth after a pull, each with its PDF", { timeout: 150_000 }, async () => {
    expect(await house.pulled()).toMatchObject({ state: "complete", error: null, moved: { withoutPdf: 0 } });
    const found = (await list()).map(({ number, state, findings, total }) => [
      number,
      { state: state === "draft" ? "not_processed" : state, blocks: findings, total },
    ]);
    expect(Object.fromEntries(found)).toEqual(truth);
    const processed = house.db.prepare(`SELECT count(*) FROM invoice WHERE state <> 'draft'`).pluck().get();
    expect(house.db.prepare(`SELECT count(*) FROM invoice WHERE pdfHash IS NOT NULL`).pluck().get()).toBe(processed);
  });

  it("are the same when they are pulled again", { timeout: 150_000 }, async () => {
    expect(await house.pulled()).toMatchObject({ moved: { added: 0, changed: 0, gone: 0, lapsed: 0 } });
  });

  it("that wait for master data are freed by themselves when it heals", { timeout: 150_000 }, async () => {
    const { db, administration } = house;
    const blocked = () =>
      listedInvoices(db, administration).filter(
        ({ findings }) => findings.length === 1 && findings[0] === "debtor_blocked",
      );
    const [one] = blocked();
    const code = db.prepare(`SELECT debtor FROM invoice WHERE number = ?`).pluck().get(one?.number) as string;
    await house.standin("globe").control.change("Account", code, { CustomerStatus: "A" }, "DebtorCode");
    requestPull(db, null, { administrationId: administration.id, entities: ["customer"] });
    const state = () => listedInvoices(db, administration).find(({ number }) => number === one?.number)?.state;
    expect(await eventually(state, (found) => found === "ready", 90)).toBe("ready");
  });
});

describe("releasing and approving on the command line", () => {
  let house: InvoiceHouse;
  const data = () => ["--data", house.folder];

  beforeAll(async () => {
    house = await invoiceHouse(`${root}demo/credit-notes`);
    await house.pulled();
    await house.kill("agent");
  }, 180_000);
  afterAll(() => house.close(), 30_000);

  it("obeys four eyes, and says who may not and why", { timeout: 60_000 }, async () => {
    const ready = listedInvoices(house.db, house.administration).filter(({ state }) => state === "ready");
    const number = ready[0]?.number ?? "";
    const release = await tieout("invoices", "release", "--number", number, "--as", "preparer", ...data());
    expect(release).toMatchObject({ code: 0, stdout: "1 released.\n" });
    const self = await tieout("invoices", "approve", "--number", number, "--as", "preparer", ...data());
    expect(self.code).toBe(1);
    expect(self.stdout).toContain(`${number}: this account's role may not do that`);
    const approve = await tieout("invoices", "approve", "--number", number, "nope", "--as", "approver", ...data());
    expect(approve).toMatchObject({ code: 1, stdout: "1 approved.\nnope: there is no such invoice\n" });
    const all = await tieout("invoices", "release", "--ready", "--as", "approver", ...data());
    expect(all).toMatchObject({ code: 0, stdout: `${ready.length - 1} released.\n` });
    const own = await tieout("invoices", "approve", "--ready", "--as", "approver", ...data());
    expect(own.code).toBe(1);
    expect(own.stdout).toContain("another must approve it");
    const status = JSON.parse((await tieout("status", "--json", ...data())).stdout).administrations[0].invoices;
    expect(status.ready).toBe(ready.length - 1);
    expect(status.approved + status.sent + status.no_answer).toBe(1);
  });

  it("refuses a wrong password, and a command that names nothing, with 2", { timeout: 60_000 }, async () => {
    const wrong = await tieout("invoices", "release", "--ready", "--as", "nobody", ...data());
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain("sign_in_refused");
    expect((await tieout("invoices", "release", "--as", "preparer", ...data())).stderr).toContain("invoices_not_named");
    expect((await tieout("invoices", "release", "--ready", "--number", "1", "--as", "preparer", ...data())).code).toBe(
      2,
    );
  });
});
