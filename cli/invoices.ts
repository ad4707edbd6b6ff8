// `tieout invoices`: which invoices are where and why, and a person's word on them, under four eyes as in the web.
import Table from "cli-table3";
import { Command } from "commander";
import type { Administration } from "../core/administration.ts";
import { TieoutError } from "../core/errors.ts";
import { euros } from "../core/invoices/money.ts";
import { signIn } from "../prisma/accounts.ts";
import type { Database } from "../prisma/database.ts";
import { type InvoicePolicy, invoicePolicies, policyInForce } from "../prisma/invoice-policy.ts";
import {
  approveInvoices,
  type InvoiceOutcome,
  type InvoiceRefusal,
  invoicesToAct,
  releaseInvoices,
  retryInvoices,
  sendAgain,
} from "../prisma/invoice-release.ts";
import { requestLookUp } from "../prisma/invoice-requests.ts";
import { type ListedInvoice, listedInvoices } from "../prisma/invoices.ts";
import { chosenAdministrations } from "./chosen.ts";
import { dataOption } from "./data-folder.ts";
import { invoiceProofCommand } from "./invoice-proof.ts";
import { type SelfTestOptions, selfTest } from "./invoice-self-test.ts";
import { password } from "./password.ts";
import { withStore } from "./store.ts";

interface Options {
  data: string;
  administration?: string;
}

const forAdministration = ["--administration <code>", "only this administration"] as const;

export function invoicesCommand(): Command {
  const invoices = new Command("invoices").description("list, release and approve invoices on their way to Globe");

  invoices
    .command("list")
    .description("one line an invoice: its state, and what stands in its way")
    .addOption(dataOption())
    .option(...forAdministration)
    .option("--json", "one JSON object a line")
    .action(async (options: Options & { json?: true }) => {
      const listed = await withStore(options.data, (db) =>
        chosenAdministrations(db, options.administration).flatMap((one) => listedInvoices(db, one)),
      );
      process.stdout.write(options.json ? listed.map((one) => `${JSON.stringify(one)}\n`).join("") : readable(listed));
    });

  for (const [name, act, description] of [
    ["release", releaseInvoices, "let ready invoices go, for another person to approve"],
    ["approve", approveInvoices, "approve what another person released: it is sent to Globe"],
  ] as const)
    invoices
      .command(name)
      .description(description)
      .addOption(dataOption())
      .option(...forAdministration)
      .option("--number <number...>", "these invoices")
      .option("--ready", name === "release" ? "all that are ready" : "all that were released")
      .requiredOption("--as <user>", "whose word it is; the password is asked for, or taken from TIEOUT_PASSWORD")
      .action((options: WordOptions) => withStore(options.data, (db) => word(db, name, act, options)));

  invoices
    .command("send-again")
    .description(
      "send once more what nobody saw the outcome of, after you looked in Globe's sales journal and found none",
    )
    .addOption(dataOption())
    .option(...forAdministration)
    .requiredOption("--number <number...>", "these invoices")
    .requiredOption("--not-in-globe", "you searched Globe's sales journal: none of them is there")
    .requiredOption(
      "--as <user>",
      "whose word it is, another than who released it; the password is asked for, or taken from TIEOUT_PASSWORD",
    )
    .action((options: WordOptions) => withStore(options.data, (db) => word(db, "send-again", sendAgain, options)));

  invoices
    .command("look-up")
    .description("look invoices up in Globe now, by the worker: nothing is sent")
    .addOption(dataOption())
    .option(...forAdministration)
    .requiredOption("--number <number...>", "these invoices")
    .action((options: Options & { number: string[] }) => withStore(options.data, (db) => lookUp(db, options)));

  invoices
    .command("policy")
    .description("what is released and approved by itself, by which version, and who set it")
    .addOption(dataOption())
    .option(...forAdministration)
    .option("--json", "one JSON object")
    .action((options: Options & { json?: true }) => withStore(options.data, (db) => policies(db, options)));

  invoices
    .command("self-test")
    .description(
      "book one invoice of 1.00 in a company marked for tests, and say which settings fit; without --as: the last outcome",
    )
    .addOption(dataOption())
    .requiredOption("--administration <code>", "the company for tests")
    .option("--as <user>", "an administrator; the password is asked for, or taken from TIEOUT_PASSWORD")
    .action((options: SelfTestOptions) => withStore(options.data, (db) => selfTest(db, options)));

  return invoices.addCommand(invoiceProofCommand());
}

type WordOptions = Options & { number?: string[]; ready?: true; as: string };
type Act = typeof releaseInvoices;

type ActName = "release" | "approve" | "send-again";

async function word(db: Database, name: ActName, act: Act, options: WordOptions): Promise<void> {
  if ((options.number === undefined) === (options.ready === undefined)) throw new TieoutError("invoices_not_named");
  const who = await signIn(db, options.as, await password(`Password for ${options.as}: `));
  if (!who) throw new TieoutError("sign_in_refused", { values: { username: options.as } });
  const outcomes = chosenAdministrations(db, options.administration).flatMap((administration) => {
    const asked = options.number
      ? { numbers: options.number }
      : { ready: name === "approve" ? ("approve" as const) : ("release" as const) };
    const found = invoicesToAct(db, administration.id, asked);
    const named = new Map(found.map(({ id, number }) => [id, number]));
    const ids = found.map(({ id }) => id);
    const given = { who, from: "command line" } as const;
    // why: who names an invoice that Globe refused says that what Globe named is repaired.
    if (name === "release" && options.number) retryInvoices(db, given, administration, ids);
    return act(db, given, administration, ids).map((outcome) => ({
      ...outcome,
      number: outcome.number || (named.get(outcome.id) ?? ""),
      administration,
    }));
  });
  say(name, outcomes, options.number);
}

const inWords: Record<InvoiceRefusal, string> = {
  role: "this account's role may not do that",
  own_proposal: "released by the same person: another must approve it",
  gone: "there is no such invoice",
  not_ready: "it is not ready",
  already_released: "it was released before",
  not_released: "nobody released it yet",
  no_pdf: "its PDF could not be read yet",
  number_twice: "another invoice in Milestones carries the same number: give one of them another",
  moved: "it is no longer what was seen; the next pull settles it",
  not_approved: "it is not approved",
  not_refused: "Globe did not refuse it",
  not_unanswered: "its outcome is known",
};

type Told = InvoiceOutcome & { administration: Administration };

const done: Record<ActName, string> = { release: "released", approve: "approved", "send-again": "sent again" };

/** Ends with 1 where something that was named did not happen. A number counts in whichever administration has it. */
function say(name: ActName, outcomes: readonly Told[], numbers: readonly string[] | undefined): void {
  const known = numbers
    ? outcomes.filter(
        ({ refused, number }) =>
          refused !== "gone" || outcomes.every((other) => other.number !== number || other.refused === "gone"),
      )
    : outcomes;
  const went = known.filter(({ refused }) => refused === null);
  process.stdout.write(`${went.length} ${done[name]}.\n`);
  for (const { number, refused } of known) if (refused) process.stdout.write(`${number}: ${inWords[refused]}\n`);
  if (known.length > went.length) process.exitCode = 1;
}

function lookUp(db: Database, { administration, number }: Options & { number: string[] }): void {
  let asked = 0;
  for (const one of chosenAdministrations(db, administration))
    for (const { id } of invoicesToAct(db, one.id, { numbers: number })) {
      if (id === 0) continue;
      requestLookUp(db, null, one.id, id);
      asked += 1;
    }
  process.stdout.write(`${asked} asked: the worker has them looked up in Globe; see tieout invoices list.\n`);
  if (asked === 0) process.exitCode = 1;
}

function policies(db: Database, { administration, json }: Options & { json?: true }): void {
  const all = chosenAdministrations(db, administration).map(({ id, code }) => {
    const [waiting] = invoicePolicies(db, id).filter(({ state }) => state === "proposed");
    return { administration: code, inForce: policyInForce(db, id), proposed: waiting ?? null };
  });
  if (json) return void process.stdout.write(`${JSON.stringify({ administrations: all }, null, 2)}\n`);
  for (const { administration: code, inForce, proposed } of all) {
    const by = (one: InvoicePolicy) =>
      `policy ${one.version}, up to ${euros(one.rules.upTo)}${one.rules.cleanOnly ? ", only without warnings" : ""}${one.rules.creditNotes ? ", credit notes too" : ""}`;
    const now = inForce
      ? `${by(inForce)}; proposed by ${inForce.proposedBy}, approved by ${inForce.decidedBy}`
      : "off: people release and approve every invoice";
    process.stdout.write(`${code}: ${now}\n`);
    if (proposed)
      process.stdout.write(`${code}: waits for approval: ${by(proposed)}, proposed by ${proposed.proposedBy}\n`);
  }
}

function readable(listed: readonly ListedInvoice[]): string {
  if (listed.length === 0) return "No invoices yet.\n";
  const table = new Table({
    head: ["number", "date", "state", "total", "entry", "because"],
    colAligns: ["left", "left", "left", "right", "left", "left"],
    style: { head: [], border: [] },
  });
  for (const { number, date, state, findings, warnings, total, currency, entryNumber } of listed)
    table.push([
      number,
      date,
      state.replaceAll("_", " "),
      `${currency} ${total}`.trim(),
      entryNumber ?? "",
      [...findings, ...warnings.map((code) => `(${code})`)].join(" "),
    ]);
  return `${table.toString()}\n`;
}
