// What an installation adds to the go-live check: sign-offs in two steps, how it went over the days, and the trail of
// decisions and events that a dossier carries. Sign-offs and days are events: nothing of them is ever altered.

import type { Administration } from "../core/administration.ts";
import { refusal } from "../core/permissions.ts";
import type { Trail } from "../core/readiness/dossier.ts";
import type { ChainedEvent } from "../core/readiness/event-chain.ts";
import type { Outcome } from "../core/readiness/finding.ts";
import type { Finding, Verdict } from "../core/readiness/judge.ts";
import { localDay } from "../core/schedule.ts";
import { atOneMoment, type Database, inOneTransaction } from "./database.ts";
import { decisions } from "./decision-rows.ts";
import { appendEvent, type Person } from "./events.ts";
import { readinessEvents } from "./readiness-events.ts";
import { readinessOwners } from "./readiness-owners.ts";
import { readinessVersion } from "./readiness-version.ts";
import { selfApproval } from "./self-approval.ts";

export type SignOffStep = "ready" | "reviewed";

export interface SignOff {
  step: SignOffStep;
  byId: number;
  by: string;
  at: string;
  comment: string;
  /** Of the findings that were signed. */
  fingerprint: string;
  /** What each rule came to then. */
  was: Readonly<Record<string, RuleStood>>;
}

/** What a rule came to: told so that one can say later what moved. */
export interface RuleStood {
  outcome: Outcome;
  count: number;
}

/** Of a check, what is signed and noted. */
export interface SignedCheck {
  verdict: Verdict;
  fingerprint: string;
  checkedAt: string;
  findings: readonly Pick<Finding, "code" | "outcome" | "count" | "money">[];
}

/** Why a step is not taken. */
export type SignOffRefusal = "role" | "own_step" | "blocks" | "moved" | "not_signed_ready";

/** Every sign-off that was not withdrawn, oldest first; those of other findings than today's have lapsed. */
export function signOffs(db: Database, administrationId: number): SignOff[] {
  const all = readinessEvents(db, administrationId, "readiness_signed", "readiness_withdrawn");
  const last = all.findLastIndex(({ kind }) => kind === "readiness_withdrawn");
  return all.slice(last + 1).map(({ actorId, actor, at, detail }) => {
    const told = JSON.parse(detail) as Pick<SignOff, "step" | "comment" | "fingerprint"> &
      Partial<Pick<SignOff, "was">>;
    return { byId: actorId, by: actor, at, was: {}, ...told };
  });
}

/** The sign-offs that hold for these findings. */
export function signOffStanding(
  db: Database,
  administrationId: number,
  fingerprint: string,
): { ready: SignOff | null; reviewed: SignOff | null; lapsed: SignOff[] } {
  const all = signOffs(db, administrationId);
  const holds = (step: SignOffStep) =>
    all.findLast((one) => one.step === step && one.fingerprint === fingerprint) ?? null;
  return {
    ready: holds("ready"),
    reviewed: holds("reviewed"),
    lapsed: all.filter((one) => one.fingerprint !== fingerprint),
  };
}

/**
 * Signs a step, or answers why not: ready only where nothing blocks, reviewed only by another person than who signed
 * ready. `seen` is the fingerprint of the findings that the person looked at; `now` is the check as of `asOf`.
 */
export function signReadiness(
  db: Database,
  administration: Administration,
  given: { step: SignOffStep; who: Person; seen: string; comment: string; asOf: string },
  now: SignedCheck,
): SignOffRefusal | null {
  const { step, who, seen, comment, asOf } = given;
  const { id: administrationId } = administration;
  return inOneTransaction(db, () => {
    const { ready } = signOffStanding(db, administrationId, now.fingerprint);
    if (refusal(who, step === "ready" ? "propose" : "decide") !== null) return "role";
    if (seen !== now.fingerprint || asOf !== readinessVersion(db, administration)) return "moved";
    if (!now.verdict.ready) return "blocks";
    if (step === "reviewed" && !ready) return "not_signed_ready";
    if (step === "reviewed" && ready?.byId === who.id) return "own_step";
    const was = Object.fromEntries(now.findings.map(({ code, outcome, count }) => [code, { outcome, count }]));
    const detail = { step, comment, fingerprint: now.fingerprint, was };
    appendEvent(db, { kind: "readiness_signed", who, administrationId, detail });
    return null;
  });
}

/** Takes all sign-offs back, with the reason; answers why not. */
export function withdrawSignOffs(
  db: Database,
  administrationId: number,
  who: Person,
  reason: string,
): "role" | "reason" | null {
  if (refusal(who, "propose") !== null) return "role";
  if (reason.trim() === "") return "reason";
  return inOneTransaction(db, () => {
    appendEvent(db, { kind: "readiness_withdrawn", who, administrationId, detail: { reason } });
    return null;
  });
}

export interface ReadinessDay {
  /** Local date in Amsterdam. */
  date: string;
  blocks: number;
  major: number;
  minor: number;
  ok: number;
  /** What waits, in cents of the administration's own currency. */
  amount: number;
}

/** Notes how the check stands, once a day and whenever it moved; answers whether it was noted. */
export function noteReadiness(db: Database, administrationId: number, found: SignedCheck): boolean {
  const { verdict, findings, fingerprint, checkedAt } = found;
  const [last] = notes(db, administrationId).slice(-1);
  if (last?.fingerprint === fingerprint && last.date === localDate(checkedAt)) return false;
  const waiting = findings.find(({ code }) => code === "open_invoices")?.money?.own ?? 0;
  const { major, minor, ok } = verdict.outcomes;
  const detail = { blocks: verdict.blocks, major, minor, ok, amount: waiting, fingerprint };
  inOneTransaction(db, () =>
    appendEvent(db, { kind: "readiness_checked", who: null, administrationId, detail }, checkedAt),
  );
  return true;
}

/** The last note of each day, oldest first. */
export function readinessDays(db: Database, administrationId: number): ReadinessDay[] {
  const days = new Map(notes(db, administrationId).map(({ fingerprint: _, ...one }) => [one.date, one]));
  return [...days.values()];
}

const notes = (db: Database, administrationId: number): (ReadinessDay & { fingerprint: string })[] =>
  readinessEvents(db, administrationId, "readiness_checked").map(({ at, detail }) => ({
    date: localDate(at),
    ...JSON.parse(detail),
  }));

const localDate = (at: string): string => localDay(new Date(at));

/** All decisions and events as of now. Events of others, and of accounts, are only links. */
export function readinessTrail(db: Database, administrationId: number): Trail {
  return atOneMoment(db, () => {
    // why: a dossier leaves the building, and says who by the name they sign in with.
    const names = new Map(everyone(db).map(({ id, username }) => [id, username]));
    const named = (id: number | null) => (id === null ? null : (names.get(id) ?? ""));
    return {
      decisions: decisions(db, { administrationId, limit: Number.MAX_SAFE_INTEGER })
        .reverse()
        .map((one) => ({ ...one, proposedBy: named(one.proposedById) ?? "", decidedBy: named(one.decidedById) })),
      signOffs: signOffs(db, administrationId),
      owners: new Map(
        [...readinessOwners(db, administrationId)].map(([rule, { id }]) => [rule, { name: named(id) ?? "" }]),
      ),
      selfApproval: selfApproval(db).allowed,
      events: chainOf(db, administrationId),
    };
  });
}

const everyone = (db: Database) =>
  db.prepare<[], { id: number; username: string }>(`SELECT id, username FROM account`).all();

type StoredEvent = { id: number; previousHash: string; hash: string } & NonNullable<ChainedEvent["told"]>;

const chainOf = (db: Database, own: number): ChainedEvent[] =>
  db
    .prepare<[], StoredEvent>(
      `SELECT id, at, kind, actorId, actor, administrationId, entity, subject, decisionId, detail, previousHash, hash
       FROM event ORDER BY id`,
    )
    .all()
    .map(({ id, previousHash, hash, ...told }) => {
      return { id, previousHash, hash, told: told.administrationId === own ? told : null };
    });

/** What is noted of a dossier. The files are those that are kept, by their hash; none of one written elsewhere. */
export interface DossierMade {
  seal: string;
  file: string;
  fingerprint: string;
  madeBy: string;
  workbook?: string;
  pdf?: string;
}

/** Notes that a dossier was made: its seal stands in the chain of events. `who` is null where it was a command. */
export function noteDossier(
  db: Database,
  administrationId: number,
  made: DossierMade,
  who: Person | null = null,
): void {
  inOneTransaction(db, () => appendEvent(db, { kind: "dossier_made", who, administrationId, detail: { ...made } }));
}

export interface KeptDossier extends DossierMade {
  id: number;
  at: string;
}

/** Every dossier that was made, newest first. */
export const dossiers = (db: Database, administrationId: number): KeptDossier[] =>
  readinessEvents(db, administrationId, "dossier_made")
    .map(({ id, at, detail }) => ({ id, at, ...(JSON.parse(detail) as DossierMade) }))
    .reverse();
