// The rules of the go-live check, in the order in which people work through them. Each only judges facts.
import { booksClosed, debtorAccount, invoiceWarnings, openInvoices, salesJournal } from "./booking.ts";
import type { Facts } from "./facts.ts";
import type { Judged, Severity } from "./finding.ts";
import { creates, overwrites, startSituation } from "./first-run.ts";
import * as installation from "./installation.ts";
import * as master from "./master-data.ts";
import type { RuleCode } from "./rule-texts.ts";
import type { Owner, Source } from "./texts.ts";
import { vatExclusive, vatMeanings, vatPercentages } from "./vat.ts";

/** What a page shows together. */
export const areas = ["connection", "settings", "master_data", "vat", "invoices", "first_run", "control"] as const;
export type Area = (typeof areas)[number];

export interface Rule {
  code: RuleCode;
  area: Area;
  /** The most that it can come to: an unknown answer to a blocking rule blocks. */
  severity: Severity;
  owner: Owner;
  source: Source;
  /** Installation: asked only where Tieout is installed, not of files. */
  asks: "always" | "installation";
  judge: (facts: Facts) => Judged;
}

type Row = Omit<Rule, "code" | "area" | "judge">;

const always = (severity: Severity, owner: Owner, source: Source): Row => ({ severity, owner, source, asks: "always" });
const installed = (severity: Severity, owner: Owner, source: Source): Row => ({
  severity,
  owner,
  source,
  asks: "installation",
});

const { existsInGlobe } = master;

const table: readonly (readonly [Area, RuleCode, Row, Rule["judge"]])[] = [
  ["connection", "agent_seen", installed("blocking", "it", "preconditions"), installation.agentSeen],
  ["connection", "agent_serves", installed("blocking", "it", "preconditions"), installation.agentServes],
  ["connection", "agent_version", installed("major", "it", "preconditions"), installation.agentVersion],
  ["connection", "agent_stays_on", installed("major", "it", "preconditions"), installation.agentStaysOn],
  ["connection", "outbound_only", installed("major", "it", "preconditions"), installation.outboundOnly],
  ["connection", "one_connector", installed("blocking", "it", "preconditions"), installation.oneConnector],
  ["connection", "agent_check", installed("major", "it", "preconditions"), installation.agentCheck],
  ["connection", "globe_user_reads", installed("blocking", "it", "preconditions"), installation.userReads],
  ["connection", "globe_user_books", installed("blocking", "it", "preconditions"), installation.userBooks],
  ["connection", "snapshot_complete", always("blocking", "it", "practice"), master.snapshotComplete],
  ["connection", "snapshot_fresh", installed("major", "it", "practice"), installation.snapshotFresh],

  ["settings", "sales_journal", always("blocking", "finance", "needed"), salesJournal],
  ["settings", "debtor_account", always("blocking", "finance", "needed"), debtorAccount],
  ["settings", "books_closed", always("minor", "finance", "practice"), booksClosed],

  [
    "master_data",
    "customers_in_globe",
    always("blocking", "finance", "attention"),
    existsInGlobe("customer", "blocking", ["debtor_unknown"]),
  ],
  [
    "master_data",
    "currencies_in_globe",
    always("major", "finance", "practice"),
    existsInGlobe("currency", "major", ["currency_unknown"]),
  ],
  [
    "master_data",
    "cost_centers_in_globe",
    always("major", "finance", "practice"),
    existsInGlobe("costCenter", "major", ["cost_center_unknown"]),
  ],
  [
    "master_data",
    "projects_in_globe",
    always("major", "milestones", "practice"),
    existsInGlobe("project", "major", ["project_unknown"]),
  ],
  ["master_data", "items_in_globe", always("major", "milestones", "practice"), existsInGlobe("item", "major", [])],
  [
    "master_data",
    "employees_in_globe",
    always("major", "milestones", "practice"),
    existsInGlobe("employee", "major", []),
  ],
  ["master_data", "duplicate_codes", always("blocking", "finance", "practice"), master.duplicateCodes],
  ["master_data", "codes_fit", always("major", "milestones", "globe"), master.codesFit],
  ["master_data", "codes_mask", always("minor", "milestones", "globe"), master.codesFollowMask],
  ["master_data", "names_storable", always("minor", "milestones", "globe"), master.namesStorable],
  ["master_data", "names_cut", always("minor", "finance", "milestones"), master.namesCut],
  ["master_data", "references_known", always("minor", "milestones", "practice"), master.referencesKnown],
  ["master_data", "unused_codes", always("minor", "milestones", "attention"), master.unusedOnlyInMilestones],

  [
    "vat",
    "vat_codes_in_globe",
    always("blocking", "finance", "attention"),
    existsInGlobe("vatCode", "blocking", ["vat_code_unknown", "vat_code_not_sales"]),
  ],
  ["vat", "vat_percentages", always("blocking", "finance", "attention"), vatPercentages],
  ["vat", "vat_meanings", always("blocking", "finance", "attention"), vatMeanings],
  ["vat", "vat_exclusive", always("major", "finance", "practice"), vatExclusive],

  ["invoices", "open_invoices", always("blocking", "finance", "practice"), openInvoices],
  ["invoices", "invoice_warnings", always("minor", "finance", "practice"), invoiceWarnings],
  ["invoices", "rehearsal", installed("major", "finance", "practice"), installation.rehearsal],

  ["first_run", "start_situation", always("blocking", "finance", "practice"), startSituation],
  ["first_run", "overwrites", always("major", "milestones", "attention"), overwrites],
  ["first_run", "creates", always("minor", "milestones", "attention"), creates],

  ["control", "two_approvers", installed("major", "finance", "practice"), installation.twoApprovers],
  ["control", "decisions_closed", installed("minor", "finance", "practice"), installation.decisionsClosed],
];

export const rules: readonly Rule[] = table.map(([area, code, row, judge]) => ({ ...row, area, code, judge }));
