// The story of the go-live check: a source gives what was read, whole or not at all; the rules judge it. The same check
// serves two folders of exports, before anything is installed, and an installation.
import { createHash } from "node:crypto";
import type { EntityName } from "../entities/entity.ts";
import { entityNames } from "../entities/index.ts";
import type { Invoice } from "../invoices/invoice.ts";
import { exactCents, halfUp } from "../invoices/money.ts";
import type { Judgement } from "../invoices/state.ts";
import { entityFacts, UseCount } from "../readiness/collect.ts";
import type { EntityFacts, Facts, InstallationFacts, JudgedInvoice, ReadPair, Scope } from "../readiness/facts.ts";
import { type Situation, situationOf } from "../readiness/first-run.ts";
import { asked, type Finding, findingsFingerprint, judge, type Verdict, verdictOf } from "../readiness/judge.ts";
import type { RuleCode } from "../readiness/rule-texts.ts";
import { rules } from "../readiness/rules.ts";
import type { Side } from "../reconcile/normalise.ts";

/** What was read of one set of records: a file's bytes, or a complete pull's records. */
export interface Snapshot {
  side: Side;
  /** As the system calls the entity. */
  name: string;
  records: number;
  sha256: string;
}

/** Where the facts come from. What is not known is null, never empty. */
export interface ReadinessSource {
  scope: Scope;
  administration: { code: string; name: string };
  /** ISO 8601 UTC. */
  now: string;
  settings: Facts["settings"];
  /** Every pair of a complete comparison; null where the entity was not read whole. */
  pairs(entity: EntityName): Iterable<ReadPair> | null;
  vatAmounts: Facts["vatAmounts"];
  journals: Facts["journals"];
  accounts: Facts["accounts"];
  /** All invoices, drafts included. `currency` is the administration's own. */
  invoices: { currency: string; judged: readonly { invoice: Invoice; judgement: Judgement }[] } | null;
  installation: InstallationFacts | null;
  snapshots: readonly Snapshot[];
}

export interface Readiness {
  scope: Scope;
  administration: { code: string; name: string };
  checkedAt: string;
  verdict: Verdict;
  situation: Situation | null;
  /** What blocks first. */
  findings: Finding[];
  /** Rules that this scope does not ask. */
  leftOut: RuleCode[];
  entities: Partial<Record<EntityName, EntityFacts["counts"]>>;
  /** The administration's own; "" where it is not known. */
  currency: string;
  snapshots: readonly Snapshot[];
  /** Moves when what was found moves: a sign-off is bound to it. */
  fingerprint: string;
}

export function checkReadiness(source: ReadinessSource): Readiness {
  const facts = factsOf(source);
  const findings = judge(facts);
  const inScope = new Set(asked(facts).map(({ code }) => code));
  return {
    scope: source.scope,
    administration: source.administration,
    checkedAt: source.now,
    verdict: verdictOf(findings),
    situation: situationOf(facts),
    findings,
    leftOut: rules.map(({ code }) => code).filter((code) => !inScope.has(code)),
    entities: Object.fromEntries(Object.entries(facts.entities).map(([name, { counts }]) => [name, counts])),
    currency: facts.invoices?.currency ?? "",
    snapshots: source.snapshots,
    fingerprint: findingsFingerprint(findings),
  };
}

function factsOf(source: ReadinessSource): Facts {
  const uses = new UseCount();
  const entities: Partial<Record<EntityName, EntityFacts>> = {};
  for (const name of entityNames) {
    const pairs = source.pairs(name);
    if (pairs) entities[name] = entityFacts(name, pairs, uses);
  }
  for (const { invoice, judgement } of source.invoices?.judged ?? [])
    if (invoice.kind !== "other" && judgement.state !== "already_booked") uses.addInvoice(invoice);
  return {
    scope: source.scope,
    company: source.administration.code,
    settings: source.settings,
    entities,
    uses: uses.uses(),
    vatAmounts: source.vatAmounts,
    journals: source.journals,
    accounts: source.accounts,
    invoices: source.invoices && {
      currency: source.invoices.currency,
      judged: source.invoices.judged.map(judgedInvoice),
    },
    installation: source.installation,
  };
}

const judgedInvoice = ({ invoice, judgement }: { invoice: Invoice; judgement: Judgement }): JudgedInvoice => ({
  number: invoice.number,
  date: invoice.date,
  total: halfUp(exactCents(judgement.total)),
  currency: invoice.currency,
  state: judgement.state,
  findings: [...judgement.findings, ...judgement.warnings],
});

/** The share of an entity's pairs that are equal, in percent with one decimal; null where there are none. */
export function conformity(counts: EntityFacts["counts"]): string | null {
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return all === 0 ? null : (Math.floor((counts.equal * 1000) / all) / 10).toFixed(1);
}

/** One hash over all that was read of a side, in the order read. */
export function sideHash(snapshots: readonly Snapshot[], side: Side): string {
  const own = snapshots.filter((one) => one.side === side).map(({ name, records, sha256 }) => [name, records, sha256]);
  return createHash("sha256").update(JSON.stringify(own)).digest("hex");
}
