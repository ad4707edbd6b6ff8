// What Globe lets the agent's user do in one administration, question by question. Nothing in Globe is changed by it.

import type { GlobeConnection } from "../../connectors/globe/booking.ts";
import { type GlobeTrial, globeTrial } from "../../connectors/globe/trial.ts";
import { type CheckLine, type CheckOutcome, line } from "../../core/agent-check/line.ts";
import type { CheckName, CheckText } from "../../core/agent-check/texts.ts";
import { entities } from "../../core/entities/index.ts";
import { asTieoutError, type TieoutError } from "../../core/errors.ts";
import { globeFields } from "../../core/flows/pull-sides.ts";
import { globeFields as invoiceFields } from "../../core/invoices/facts.ts";

/** What is wanted of an administration. */
export interface Wanted {
  code: string;
  salesJournal: string | null;
  debtorAccount: string | null;
}

/** How Globe calls the rights to make and to import sales entries; none where nobody said. */
export interface Rights {
  create: readonly string[];
  import: readonly string[];
}

type Say = (check: CheckName, outcome: CheckOutcome, text: CheckText, values?: Record<string, string>) => CheckLine;

/** Every entity that is ever read, with every field that is asked of it. */
function readFields(): Map<string, Set<string>> {
  const all = new Map<string, Set<string>>();
  const add = (entity: string, fields: readonly string[]) => {
    const known = all.get(entity) ?? new Set();
    for (const field of fields) known.add(field);
    all.set(entity, known);
  };
  for (const entity of Object.values(entities)) add(entity.globe, globeFields(entity));
  for (const [entity, fields] of Object.entries(invoiceFields)) add(entity, fields);
  add("Document", ["ID", "MessageIDDocument", "YourRef", "FileName"]);
  return all;
}

const reasonOf = (error: TieoutError): string => String(error.values.reason ?? error.message);

export async function globeLines(
  connection: GlobeConnection,
  { code, salesJournal, debtorAccount }: Wanted,
  rights: Rights,
  signal: AbortSignal,
): Promise<CheckLine[]> {
  const trial = globeTrial({ ...connection, patience: { ...connection.patience, attempts: 2, timeout: 20_000 } });
  const say: Say = (check, outcome, text, values = {}) => line(check, outcome, text, values, code);
  const [isOpen, door] = await doorLines(trial, connection, say, signal);
  if (!isOpen) {
    const rest = ["globe_reads", "globe_creates", "globe_imports", "sales_journal", "debtor_account"] as const;
    return [...door, ...rest.map((check) => say(check, "unknown", "globe_not_asked"))];
  }
  return [
    ...door,
    ...(await readLines(trial, say, signal)),
    await rightLine(trial, say, "globe_creates", rights.create, signal),
    await rightLine(trial, say, "globe_imports", rights.import, signal),
    await journalLine(trial, say, salesJournal, signal),
    await accountLine(trial, say, debtorAccount, signal),
  ];
}

/** Whether Globe is there, lets the user in, and knows the database: one question, which fails at one of the three. */
async function doorLines(
  trial: GlobeTrial,
  { url, databaseName: database }: GlobeConnection,
  say: Say,
  signal: AbortSignal,
): Promise<[isOpen: boolean, lines: CheckLine[]]> {
  const answers = say("globe_reached", "ok", "answers", { url });
  const letIn = say("globe_sign_in", "ok", "let_in");
  const noDatabase = say("globe_database", "unknown", "globe_not_asked");
  try {
    await trial.company(signal);
    return [true, [answers, letIn, say("globe_database", "ok", "database_known", { database })]];
  } catch (thrown) {
    const error = asTieoutError(thrown);
    const reason = reasonOf(error);
    if (error.code === "source_sign_in")
      return [false, [answers, say("globe_sign_in", "not_ok", "not_let_in", { reason }), noDatabase]];
    if (error.code === "source_refused") {
      const refused = say("globe_database", "not_ok", "database_refused", { database, reason });
      return [false, [answers, letIn, refused]];
    }
    const silent = say("globe_reached", "not_ok", "does_not_answer", { url, reason });
    return [false, [silent, say("globe_sign_in", "unknown", "globe_not_asked"), noDatabase]];
  }
}

async function readLines(trial: GlobeTrial, say: Say, signal: AbortSignal): Promise<CheckLine[]> {
  const readable: string[] = [];
  const lacking: CheckLine[] = [];
  for (const [entity, fields] of readFields())
    try {
      await trial.taste(entity, [...fields], signal);
      readable.push(entity);
    } catch (thrown) {
      const reason = reasonOf(asTieoutError(thrown));
      lacking.push(say("globe_reads", "not_ok", "may_not_read", { entity, reason }));
    }
  const all = say("globe_reads", "ok", "may_read", { entities: readable.join(", ") });
  return lacking.length === 0 ? [all] : lacking;
}

async function rightLine(
  trial: GlobeTrial,
  say: Say,
  check: "globe_creates" | "globe_imports",
  functions: readonly string[],
  signal: AbortSignal,
): Promise<CheckLine> {
  if (functions.length === 0) return say(check, "unknown", "right_not_named");
  const lacking: string[] = [];
  for (const one of functions)
    try {
      if (!(await trial.mayUse(one, signal))) lacking.push(one);
    } catch (thrown) {
      return say(check, "unknown", "right_unknown", { functions: one, reason: reasonOf(asTieoutError(thrown)) });
    }
  if (lacking.length > 0) return say(check, "not_ok", "may_not", { functions: lacking.join(", ") });
  return say(check, "ok", "may", { functions: functions.join(", ") });
}

const text = (value: unknown): string => String(value ?? "").trim();

async function journalLine(trial: GlobeTrial, say: Say, journal: string | null, signal: AbortSignal) {
  const check = "sales_journal";
  if (!journal) return say(check, "unknown", "journal_not_given");
  try {
    const found = await trial.withCode("BrowserData.Journal", journal, ["Description", "JournalType"], signal);
    if (!found) return say(check, "not_ok", "journal_missing", { journal });
    const values = { journal, name: text(found.Description), type: text(found.JournalType) || "-" };
    return values.type === "V"
      ? say(check, "ok", "journal_found", values)
      : say(check, "not_ok", "journal_not_sales", values);
  } catch (thrown) {
    return notRead(say, check, "BrowserData.Journal", thrown);
  }
}

async function accountLine(trial: GlobeTrial, say: Say, account: string | null, signal: AbortSignal) {
  const check = "debtor_account";
  const entity = "GeneralLedgerAccount";
  if (!account) return say(check, "unknown", "account_not_given");
  try {
    const found = await trial.withCode(
      entity,
      account,
      ["GeneralLedgerDescription", "Blocked", "RevenueAccount"],
      signal,
    );
    if (!found) return say(check, "not_ok", "account_missing", { account });
    const values = { account, name: text(found.GeneralLedgerDescription), kind: text(found.RevenueAccount) || "-" };
    if (found.Blocked === true || text(found.Blocked) === "1") return say(check, "not_ok", "account_blocked", values);
    // why: where Globe tells no kind, only that the account is there is known.
    return values.kind === "D" || values.kind === "-"
      ? say(check, "ok", "account_found", values)
      : say(check, "not_ok", "account_not_debtors", values);
  } catch (thrown) {
    return notRead(say, check, entity, thrown);
  }
}

const notRead = (say: Say, check: CheckName, entity: string, thrown: unknown): CheckLine =>
  say(check, "unknown", "may_not_read", { entity, reason: reasonOf(asTieoutError(thrown)) });
