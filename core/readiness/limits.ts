// What a code of Milestones must be to exist in Globe with the same code.
// Source: Globe's entity reference, product update 415 (DebtorCode, VATCode, CostCenter.Code, ... ).
import type { EntityName } from "../entities/entity.ts";
import { lengthOf, unstorable } from "../invoices/storable.ts";

interface Limit {
  length: number;
  digits: boolean;
}

export const codeLimits: Readonly<Record<EntityName, Limit>> = {
  costCenter: { length: 8, digits: false },
  currency: { length: 3, digits: false },
  vatCode: { length: 3, digits: false },
  employee: { length: 9, digits: true },
  customer: { length: 20, digits: true },
  item: { length: 30, digits: false },
  project: { length: 20, digits: false },
};

/** How long a name may be in Globe. */
export const nameLengths: Readonly<Record<EntityName, number>> = {
  costCenter: 50,
  currency: 60,
  vatCode: 30,
  employee: 64,
  customer: 50,
  item: 60,
  project: 60,
};

/** Milestones keeps so many characters of a name. */
export const milestonesName = 50;

/** Why Globe could not hold a code, in the order in which a person would look. */
export type Misfit = "too_long" | "not_digits" | "not_storable";

export function codeMisfits(entity: EntityName, code: string): Misfit[] {
  const { length, digits } = codeLimits[entity];
  return [
    ...(lengthOf(code) > length ? (["too_long"] as const) : []),
    ...(digits && !/^\d+$/.test(code) ? (["not_digits"] as const) : []),
    ...(unstorable(code).length > 0 ? (["not_storable"] as const) : []),
  ];
}

export function nameMisfits(entity: EntityName, name: string): Misfit[] {
  return [
    ...(lengthOf(name) > nameLengths[entity] ? (["too_long"] as const) : []),
    ...(unstorable(name).length > 0 ? (["not_storable"] as const) : []),
  ];
}

/** How a code is written: digits as 9, letters as A, the rest as it is. */
export const shapeOf = (code: string): string => code.replace(/\d/g, "9").replace(/\p{L}/gu, "A");
