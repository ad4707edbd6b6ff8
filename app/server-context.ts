// What the server lends to every loader and action. Remix bundles the routes, so the store, its database handle and
// anything with native code or threads is made here, outside the bundle, and only its types are imported there.
import * as accounts from "../prisma/accounts.ts";
import * as administrations from "../prisma/administrations.ts";
import { requestProbe } from "../prisma/agent-probes.ts";
import * as assignments from "../prisma/assignments.ts";
import { answerAuthorisation, beginAuthorisation, lastAuthorisation } from "../prisma/authorisations.ts";
import * as bulk from "../prisma/bulk.ts";
import * as comments from "../prisma/comments.ts";
import * as compareRules from "../prisma/compare-rules.ts";
import { atOneMoment, type Database } from "../prisma/database.ts";
import * as deadLetters from "../prisma/dead-letters.ts";
import * as decisions from "../prisma/decisions.ts";
import { agesOf } from "../prisma/differences.ts";
import * as entityStates from "../prisma/entity-state.ts";
import * as events from "../prisma/events.ts";
import * as exports from "../prisma/exports.ts";
import type { PrismaClient } from "../prisma/generated/client.ts";
import { ownCurrency } from "../prisma/globe-snapshot.ts";
import * as goneRecords from "../prisma/gone-records.ts";
import type { GridReader } from "../prisma/grid-reader.ts";
import { looseLines, stuckInvoices } from "../prisma/invoice-exports.ts";
import * as invoicePolicy from "../prisma/invoice-policy.ts";
import * as invoiceRelease from "../prisma/invoice-release.ts";
import * as invoiceRequests from "../prisma/invoice-requests.ts";
import * as invoiceRuns from "../prisma/invoice-runs.ts";
import { saveTelling } from "../prisma/invoice-telling-settings.ts";
import * as invoiceTellings from "../prisma/invoice-tellings.ts";
import * as invoiceViews from "../prisma/invoice-views.ts";
import * as invoices from "../prisma/invoices.ts";
import { aloneUnder, decidedAlone } from "../prisma/links.ts";
import { milestonesConnectionOf, saveMilestonesConnection } from "../prisma/milestones-connections.ts";
import * as overviews from "../prisma/overview.ts";
import * as overwritePolicies from "../prisma/overwrite-policies.ts";
import * as overwrites from "../prisma/overwrites.ts";
import * as preferences from "../prisma/preferences.ts";
import * as presence from "../prisma/presence.ts";
import type { ProofReader } from "../prisma/proof-reader.ts";
import * as proofSigning from "../prisma/proof-signing.ts";
import * as readinessOwners from "../prisma/readiness-owners.ts";
import type { ReadinessReader } from "../prisma/readiness-reader.ts";
import * as readinessTrail from "../prisma/readiness-trail.ts";
import { renumberPlans, setRenumberSide } from "../prisma/renumber.ts";
import * as requests from "../prisma/requests.ts";
import * as rows from "../prisma/rows.ts";
import type { RuleForecast, RuleQuestion } from "../prisma/rule-forecast.ts";
import * as runHistory from "../prisma/run-history.ts";
import * as runs from "../prisma/runs.ts";
import * as savedViews from "../prisma/saved-views.ts";
import { selfApproval, setSelfApproval } from "../prisma/self-approval.ts";
import * as selfTests from "../prisma/self-tests.ts";
import * as sessions from "../prisma/sessions.ts";
import * as settings from "../prisma/settings.ts";
import * as storedFiles from "../prisma/stored-files.ts";
import type { SuggestionReader } from "../prisma/suggestion-reader.ts";
import { rejectedSuggestions, rejectSuggestions, restoreSuggestions } from "../prisma/suggestions.ts";
import type { Bulks } from "./server-bulk.ts";
import type { Checks } from "./server-checks.ts";
import type { Dossiers } from "./server-dossiers.ts";
import type { Exports } from "./server-exports.ts";

export const store = {
  agesOf,
  answerAuthorisation,
  atOneMoment,
  beginAuthorisation,
  lastAuthorisation,
  milestonesConnectionOf,
  saveMilestonesConnection,
  ownCurrency,
  ...accounts,
  ...administrations,
  requestProbe,
  ...assignments,
  ...bulk,
  ...comments,
  ...compareRules,
  ...deadLetters,
  ...decisions,
  ...entityStates,
  ...events,
  ...exports,
  looseLines,
  stuckInvoices,
  ...invoicePolicy,
  ...invoiceRelease,
  ...invoiceRequests,
  ...invoiceRuns,
  saveTelling,
  ...invoiceTellings,
  ...invoiceViews,
  ...invoices,
  ...goneRecords,
  ...overviews,
  ...overwrites,
  ...overwritePolicies,
  ...preferences,
  ...presence,
  ...proofSigning,
  ...readinessOwners,
  ...readinessTrail,
  ...requests,
  ...rows,
  ...runHistory,
  ...runs,
  selfApproval,
  setSelfApproval,
  ...savedViews,
  ...selfTests,
  ...sessions,
  ...settings,
  ...storedFiles,
  aloneUnder,
  renumberPlans,
  setRenumberSide,
  decidedAlone,
  rejectSuggestions,
  rejectedSuggestions,
  restoreSuggestions,
};

export type Context = {
  db: Database;
  /** For typed reads, and small writes that no event belongs to. */
  prisma: PrismaClient;
  store: typeof store;
  grid: GridReader;
  readiness: ReadinessReader;
  /** Tells what a change of a rule would move, in a thread. */
  ruleForecast: (question: RuleQuestion) => Promise<RuleForecast>;
  suggestions: SuggestionReader;
  proofs: ProofReader;
  dossiers: Dossiers;
  checks: Checks;
  excel: Exports;
  bulks: Bulks;
  /** For scripts and styles in this one answer. */
  nonce: string;
  /** Whether the browser came over https: cookies are then bound to it. */
  secure: boolean;
  /** Where people reach the pages, without a slash at its end: what other systems are told. */
  address: string;
  /** Whether this address tried to sign in too often. */
  tooOften: boolean;
  /** Tells every open page that something moved, without waiting for the next look at the database. */
  moved: () => void;
  log: (fact: Record<string, unknown>, sentence: string) => void;
};
