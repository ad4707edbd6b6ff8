// References resolved to business keys. A side writes a reference as an id (Milestones) or as a code, debtor number or
// account code (Globe); what it points to is looked up in all records read, of whatever company or kind.
import type { EntityName } from "../entities/entity.ts";
import { entities, entityNames } from "../entities/index.ts";
import {
  canonicalGlobe,
  canonicalMilestones,
  type Kind,
  plain,
  type Raw,
  type ReferenceTarget,
  unresolved,
} from "../entities/kinds.ts";

export type RawRecord = Readonly<Record<string, Raw>>;

type Reference = Extract<Kind, { name: "reference" }>;

/** Resolves references, whatever it knows of where they lead. */
export interface Resolving {
  /** Whether both sides' targets of this reference were read; if not, the field is not compared in this run. */
  canResolve(kind: Reference): boolean;
  /** Canonical text of a reference in Milestones: the target's key, "" for none, "?" and the id when unknown. */
  fromMilestones(kind: Reference, raw: Raw): string;
  /** Canonical text of a reference in Globe. Only debtor numbers and account codes are looked up; 0 is no employee. */
  fromGlobe(kind: Reference, raw: Raw): string;
  /** Whether a reference points to one thing on both sides, under two codes. */
  areLinked(kind: Kind, globe: string, milestones: string): boolean;
}

/** By target: codes of Globe and of Milestones that people marked as the same. */
export type LinkedCodes = ReadonlyMap<ReferenceTarget, readonly { globe: string; milestones: string }[]>;

/** Where references lead, as a store knows it: a business key, undefined where there is nothing. */
export interface Leads {
  ofMilestones(to: ReferenceTarget, id: string): string | undefined;
  /** The debtor code of Globe's account with this debtor number. */
  ofDebtorNumber(debtorNumber: string): string | undefined;
  /** The debtor code of Globe's account with this account code or, where there is none, with this debtor code. */
  ofAccountCode(accountCode: string): string | undefined;
}

/** Resolves by what a store knows; everything that is pointed at was read. */
export const resolvedBy = (leads: Leads, links: LinkedCodes): Resolving => ({
  canResolve: () => true,
  areLinked: (kind, globe, milestones) =>
    kind.name === "reference" &&
    links.get(kind.to)?.some((link) => link.globe === globe && link.milestones === milestones) === true,
  fromMilestones(kind, raw) {
    const id = plain(raw).trim();
    return id === "" ? "" : (leads.ofMilestones(kind.to, id) ?? unresolved(id));
  },
  fromGlobe(kind, raw) {
    const written = plain(raw).trim();
    if (written === "") return "";
    if (kind.globe === "debtorNumber") return leads.ofDebtorNumber(written) ?? unresolved(written);
    if (kind.globe === "accountCode") return leads.ofAccountCode(written) ?? unresolved(written);
    return codeInGlobe(kind, written);
  },
});

function codeInGlobe(kind: Reference, written: string): string {
  if (kind.to === "employee" && Number(written) === 0) return "";
  return canonicalGlobe(entities[kind.to].key.kind, written);
}

/** The business keys that references on both sides point to, held in memory. Filled before records are normalised. */
export class References implements Resolving {
  readonly #links = new Map<ReferenceTarget, Set<string>>();
  readonly #milestones = new Map<ReferenceTarget, Map<string, string>>();
  #debtorNumbers: Map<string, string> | undefined;
  #accountCodes: Map<string, string> | undefined;
  #debtorCodes: Set<string> | undefined;
  /** Codes of accounts whose three codes are one, as they mostly are: they need no way from one to the other. */
  #plain = new Set<string>();

  /** Learns a Milestones record that others may point to. Call `expect` first where there may be none. */
  learnMilestones(to: ReferenceTarget, record: RawRecord): void {
    const { id, key } = entities[to];
    this.expectMilestones(to).set(plain(record[id]).trim(), canonicalMilestones(key.kind, record[key.name]));
  }

  /** Says that the target's records were read, even if there are none: from now on an unknown id is unresolved. */
  expectMilestones(to: ReferenceTarget): Map<string, string> {
    const known = this.#milestones.get(to) ?? new Map<string, string>();
    this.#milestones.set(to, known);
    return known;
  }

  /** Says that Globe's accounts were read. */
  expectAccounts(): void {
    this.#debtorNumbers ??= new Map();
    this.#accountCodes ??= new Map();
    this.#debtorCodes ??= new Set();
  }

  /** Learns a Globe account: its debtor number and account code lead to its debtor code. The first of a code counts. */
  learnAccount(record: RawRecord): void {
    this.expectAccounts();
    const debtorCode = plain(record.DebtorCode).trim();
    if (debtorCode === "") return;
    const debtorNumber = plain(record.DebtorNumber).trim();
    const accountCode = plain(record.AccountCode).trim();
    if (debtorNumber === debtorCode && accountCode === debtorCode) {
      this.#plain.add(debtorCode);
      return;
    }
    this.#debtorCodes?.add(debtorCode);
    for (const [codes, code] of [
      [this.#debtorNumbers, debtorNumber] as const,
      [this.#accountCodes, accountCode] as const,
    ])
      if (code !== "" && !codes?.has(code) && !this.#plain.has(code)) codes?.set(code, debtorCode);
  }

  /** Learns which two codes people marked as the same. */
  learnLinks(to: ReferenceTarget, links: readonly { globe: string; milestones: string }[]): void {
    this.#links.set(to, new Set(links.map(({ globe, milestones }) => `${globe}\n${milestones}`)));
  }

  areLinked(kind: Kind, globe: string, milestones: string): boolean {
    return kind.name === "reference" && this.#links.get(kind.to)?.has(`${globe}\n${milestones}`) === true;
  }

  canResolve(kind: Reference): boolean {
    if (!this.#milestones.has(kind.to)) return false;
    return kind.globe === "code" || this.#debtorNumbers !== undefined;
  }

  fromMilestones(kind: Reference, raw: Raw): string {
    const id = plain(raw).trim();
    if (id === "") return "";
    return this.#milestones.get(kind.to)?.get(id) ?? unresolved(id);
  }

  fromGlobe(kind: Reference, raw: Raw): string {
    const written = plain(raw).trim();
    if (written === "") return "";
    switch (kind.globe) {
      case "debtorNumber":
        return this.#debtorNumbers?.get(written) ?? (this.#plain.has(written) ? written : unresolved(written));
      case "accountCode": {
        const isDebtorCode = () => this.#plain.has(written) || this.#debtorCodes?.has(written);
        return this.#accountCodes?.get(written) ?? (isDebtorCode() ? written : unresolved(written));
      }
      case "code":
        return codeInGlobe(kind, written);
    }
  }
}

/** Which other entities' keys must be known before this one can be normalised. */
export function referencedBy(name: EntityName): { milestones: ReferenceTarget[]; accounts: boolean } {
  const kinds = entities[name].compared.flatMap((field) => (field.kind.name === "reference" ? [field.kind] : []));
  return {
    milestones: [...new Set(kinds.map((kind) => kind.to))],
    accounts: kinds.some((kind) => kind.globe !== "code"),
  };
}

/** The entities whose records point at records of this one. */
export const pointingAt = (to: EntityName): EntityName[] =>
  entityNames.filter((name) => referencedBy(name).milestones.some((target) => target === to));
