// Where references lead: by what a run has read and, beneath that, by what earlier runs did.
import type { EntityName } from "../core/entities/entity.ts";
import type { Side } from "../core/reconcile/normalise.ts";
import type { Leads } from "../core/reconcile/references.ts";
import type { Database } from "./database.ts";

/** Answers kept in memory at once, at most. */
const remembered = 20_000;

type Found = { sourceId: string; key: string; debtorNumber: string | null; accountCode: string | null };

/** Where several accounts have a code, the same one counts each time. */
const first = (found: readonly Found[]): string | undefined =>
  found.reduce<Found | undefined>((least, one) => (least && least.sourceId < one.sourceId ? least : one), undefined)
    ?.key;

/** Made once all is staged: until then they would only slow the staging. */
export const leadIndexes = ["key", "debtorNumber", "accountCode"]
  .map((column) => `CREATE INDEX account_${column} ON staged (${column}) WHERE entity = 'customer' AND side = 'globe'`)
  .join(";");

export function leadsOf(db: Database, scratch: Database, administrationId: number): Leads {
  const staged = scratch.prepare<[EntityName, Side, string], { key: string | null }>(
    `SELECT key FROM staged WHERE entity = ? AND side = ? AND sourceId = ?`,
  );
  const stored = db.prepare<[number, EntityName, string], string | null>(
    `SELECT key FROM side_record WHERE administrationId = ? AND entity = ? AND side = 'milestones' AND sourceId = ?`,
  );
  const answers = new Map<string, string | undefined>();

  function once(question: string, answer: () => string | undefined): string | undefined {
    if (answers.has(question)) return answers.get(question);
    if (answers.size >= remembered) answers.clear();
    const found = answer();
    answers.set(question, found);
    return found;
  }

  /** Accounts of which a column holds the code, among those read and those stored. Named indexes: no other way is fast. */
  function accounts(column: "key" | "debtorNumber" | "accountCode", stored: string): (code: string) => Found[] {
    const where = `entity = 'customer' AND side = 'globe' AND key <> '' AND ${column} = ?`;
    const columns = "sourceId, key, debtorNumber, accountCode";
    const fresh = scratch.prepare<[string], Found>(
      `SELECT ${columns} FROM staged INDEXED BY account_${column} WHERE ${where}`,
    );
    const isAnyKnown = db
      .prepare<[number], number>(
        `SELECT 1 FROM side_record WHERE administrationId = ? AND entity = 'customer' AND side = 'globe' LIMIT 1`,
      )
      .get(administrationId);
    const known = db.prepare<[number, string], Found>(
      `SELECT ${columns} FROM side_record INDEXED BY ${stored} WHERE administrationId = ? AND ${where}`,
    );
    if (!isAnyKnown) return (code) => fresh.all(code);
    return (code) => [
      ...fresh.all(code),
      ...known.all(administrationId, code).filter(({ sourceId }) => !staged.get("customer", "globe", sourceId)),
    ];
  }

  // why: made when first asked, since the indexes of what is staged are made only once all is.
  let ways: Record<"key" | "debtorNumber" | "accountCode", (code: string) => Found[]> | undefined;
  const waysOf = () => {
    ways ??= {
      key: accounts("key", "account_by_key"),
      debtorNumber: accounts("debtorNumber", "account_by_debtor_number"),
      accountCode: accounts("accountCode", "account_by_account_code"),
    };
    return ways;
  };
  /** The debtor code of the account with a code: of a column of its own, or of its key where that is the same. */
  const account = (column: "debtorNumber" | "accountCode") => (code: string) => {
    const { key, [column]: other } = waysOf();
    return first([...other(code), ...key(code).filter((one) => one[column] === null)]);
  };
  const byDebtorNumber = account("debtorNumber");
  const byAccountCode = account("accountCode");
  const byDebtorCode = (code: string) => first(waysOf().key(code));

  return {
    ofMilestones: (to, id) =>
      once(`${to} ${id}`, () => {
        const fresh = staged.get(to, "milestones", id);
        return (fresh ? fresh.key : stored.pluck().get(administrationId, to, id)) ?? undefined;
      }),
    ofDebtorNumber: (code) => once(`number ${code}`, () => byDebtorNumber(code)),
    ofAccountCode: (code) => once(`code ${code}`, () => byAccountCode(code) ?? byDebtorCode(code)),
  };
}
