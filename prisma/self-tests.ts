// Self-tests of how Globe takes an invoice: asked for by an administrator, in an administration that is marked as a test
// company only, done by the worker. What was asked and what came of it are events.

import type { Administration } from "../core/administration.ts";
import type { SelfTestReport } from "../core/flows/self-test.ts";
import { refusal } from "../core/permissions.ts";
import { administrationOf, saveAdministration } from "./administrations.ts";
import { type Database, inOneTransaction } from "./database.ts";
import { appendEvent, type Person } from "./events.ts";
import { finishInvoiceRequest, waitingRequest } from "./invoice-requests.ts";

export type SelfTestRefusal = "role" | "not_test" | "going";

/** Says whether the administration is a test company. */
export function markTestCompany(db: Database, who: Person, code: string, isTest: boolean): "role" | null {
  if (refusal(who, "administer")) return "role";
  return inOneTransaction(db, () => {
    const now = administrationOf(db, code);
    if (!now) throw new Error(`there is no administration ${code}`);
    const settings = { ...now.settings, invoices: { ...now.settings.invoices, isTest } };
    saveAdministration(db, { code, name: now.name, settings }, who);
    appendEvent(db, { kind: "test_company_marked", who, administrationId: now.id, detail: { isTest } });
    return null;
  });
}

/** Asks for a self-test; answers why not. */
export function requestSelfTest(db: Database, who: Person, { id, code }: Administration): SelfTestRefusal | null {
  if (refusal(who, "administer")) return "role";
  return inOneTransaction(db, () => {
    if (!administrationOf(db, code)?.settings.invoices.isTest) return "not_test";
    if (isGoing(db, id)) return "going";
    const request = waitingRequest(db, who, { administrationId: id, kind: "self_test", invoiceId: null });
    const subject = `self-test ${request.id}`;
    appendEvent(db, { kind: "self_test_asked", who, administrationId: id, subject });
    return null;
  });
}

const isGoing = (db: Database, administrationId: number): boolean =>
  db
    .prepare(
      `SELECT 1 FROM invoice_request WHERE administrationId = ? AND kind = 'self_test' AND state <> 'done' LIMIT 1`,
    )
    .get(administrationId) !== undefined;

/** What a self-test came to; or why it could not be done. */
export type SelfTestEnd = SelfTestReport | { error: string };

export function endSelfTest(db: Database, request: { id: number; administrationId: number }, end: SelfTestEnd): void {
  inOneTransaction(db, () => {
    const { id, administrationId } = request;
    finishInvoiceRequest(db, id, null);
    const subject = `self-test ${id}`;
    appendEvent(db, { kind: "self_test_ended", who: null, administrationId, subject, detail: { ...end } });
  });
}

/** The last one that ended, and whether one is going. */
export function selfTestStanding(
  db: Database,
  administrationId: number,
): { going: boolean; last: { at: string; end: SelfTestEnd } | null } {
  // why first: one that ends between the two reads is then told as going, never as neither going nor ended.
  const going = isGoing(db, administrationId);
  const row = db
    .prepare<[number], { at: string; detail: string }>(
      `SELECT at, detail FROM event WHERE administrationId = ? AND kind = 'self_test_ended' ORDER BY id DESC LIMIT 1`,
    )
    .get(administrationId);
  return { going, last: row ? { at: row.at, end: JSON.parse(row.detail) } : null };
}
