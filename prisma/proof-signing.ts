// Two people's word on the proof of a period and journal: one signs it as prepared, another as reviewed. A signature is
// an event, bound to the hash of all that the proof said; it holds only while the proof says exactly that.

import type { Administration } from "../core/administration.ts";
import type { ProofAbout } from "../core/invoices/proof-sheets.ts";
import { refusal } from "../core/permissions.ts";
import { administrations } from "./administrations.ts";
import { type Database, inOneTransaction } from "./database.ts";
import { appendEvent, type Person } from "./events.ts";
import { invoiceProof, knownProof, type ProvedPeriod } from "./invoice-proof.ts";

export const proofSteps = ["prepared", "reviewed"] as const;
export type ProofStep = (typeof proofSteps)[number];

export interface ProofSignature {
  step: ProofStep;
  byId: number;
  by: string;
  at: string;
  comment: string;
  fingerprint: string;
}

export interface ProofStanding {
  prepared: ProofSignature | null;
  reviewed: ProofSignature | null;
  /** Signed of what the proof no longer says, newest first. */
  lapsed: ProofSignature[];
}

/** Why a step is not taken. `comment`: what does not agree is signed with a reason only. */
export type ProofRefusal = "role" | "own_step" | "moved" | "not_prepared" | "signed" | "not_signed" | "comment";

type Place = Pick<ProvedPeriod, "name" | "journal">;

const subjectOf = ({ name, journal }: Place): string => `${name} ${journal}`;

interface Told {
  kind: "proof_signed" | "proof_withdrawn";
  actorId: number;
  actor: string;
  at: string;
  detail: string;
}

/** The signatures that stand, and those that lapsed, of a period as it is proved now. */
export function proofStanding(db: Database, administrationId: number, period: ProvedPeriod): ProofStanding {
  const all = db
    .prepare<[number, string], Told>(
      `SELECT kind, actorId, actor, at, detail FROM event
       WHERE administrationId = ? AND subject = ? AND kind IN ('proof_signed', 'proof_withdrawn') ORDER BY id`,
    )
    .all(administrationId, subjectOf(period));
  const withdrawn = all.findLastIndex(({ kind }) => kind === "proof_withdrawn");
  const signed = all.slice(withdrawn + 1).map(({ actorId, actor, at, detail }): ProofSignature => {
    const { step, comment, fingerprint } = JSON.parse(detail);
    return { step, byId: actorId, by: actor, at, comment, fingerprint };
  });
  const last = (step: ProofStep) =>
    signed.findLast((one) => one.step === step && one.fingerprint === period.fingerprint) ?? null;
  const lapsed = signed.filter(({ fingerprint }) => fingerprint !== period.fingerprint).reverse();
  return { prepared: last("prepared"), reviewed: last("reviewed"), lapsed };
}

/** A period's proof with all that its workbook says of it; null where there is none. */
export function provedPeriod(
  db: Database,
  { administrationId, name, journal }: Place & { administrationId: number },
): { period: ProvedPeriod; about: Omit<ProofAbout, "madeBy" | "madeAt"> } | null {
  const administration = administrations(db).find(({ id }) => id === administrationId);
  const proof = administration && invoiceProof(db, administration);
  const period = proof?.periods.find((one) => one.name === name && one.journal === journal);
  if (!administration || !proof || !period) return null;
  const { prepared, reviewed } = proofStanding(db, administrationId, period);
  return {
    period,
    about: {
      ...{ administration: `${administration.code} ${administration.name}`.trim(), readAt: proof.readAt },
      ...{ name, fingerprint: period.fingerprint },
      signatures: [prepared, reviewed].filter((one) => one !== null),
    },
  };
}

/** `seen`: the fingerprint that was on the person's screen. */
export interface ProofWord {
  who: Person;
  step: ProofStep | "withdrawn";
  seen: string;
  comment: string;
}

/** Signs a step, or takes all signatures back; answers why not. */
export function signProof(
  db: Database,
  administration: Administration,
  place: Place,
  { who, step, seen, comment }: ProofWord,
): ProofRefusal | null {
  return inOneTransaction(db, () => {
    const { id: administrationId } = administration;
    // why: nobody saw a proof that is yet to be made, and the transaction does not wait for it.
    const period = knownProof(db, administration)?.periods.find(
      ({ name, journal }) => name === place.name && journal === place.journal,
    );
    if (period?.fingerprint !== seen) return "moved";
    const { prepared, reviewed } = proofStanding(db, administrationId, period);
    const why =
      step === "prepared"
        ? (refusal(who, "propose") ?? (prepared ? "signed" : null))
        : step === "withdrawn"
          ? (refusal(who, "propose") ?? (prepared ? null : "not_signed"))
          : (refusal(who, "decide") ??
            (reviewed ? "signed" : !prepared ? "not_prepared" : prepared.byId === who.id ? "own_step" : null));
    if (why !== null) return why === "own_proposal" ? "own_step" : why;
    if (comment.trim() === "" && (step === "withdrawn" || !period.complete)) return "comment";
    const said = { comment: comment.trim(), fingerprint: seen };
    const detail = step === "withdrawn" ? said : { step, complete: period.complete, ...said };
    const kind = step === "withdrawn" ? "proof_withdrawn" : "proof_signed";
    appendEvent(db, { kind, who, administrationId, subject: subjectOf(period), detail });
    return null;
  });
}
