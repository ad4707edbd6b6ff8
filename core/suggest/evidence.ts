// Two records weighed: everything that speaks for or against them being one, and what it adds up to.
import type { EntityName } from "../entities/entity.ts";
import { addressWeights } from "./address-weight.ts";
import type { Census } from "./census.ts";
import {
  codeWeights,
  contactWeights,
  emailWeights,
  percentageWeights,
  personWeights,
  startWeights,
  vatWeights,
} from "./identity-weight.ts";
import { nameWeights } from "./name-weight.ts";
import type { Profile } from "./profile.ts";
import type { Weight } from "./weight.ts";

export interface Evidence {
  /** In bits; 0 is even odds. */
  bits: number;
  weights: Weight[];
  /** Which of the two others it might be weighs most against. */
  against: "stranger" | "relative";
}

/** In bits: how much likelier a partner is than a relative, before looking. */
const relativePrior = 3;

export function evidence(entity: EntityName, census: Census, globe: Profile, milestones: Profile): Evidence {
  const weights = codeWeights(census, globe, milestones);
  if (entity === "employee")
    weights.push(
      ...emailWeights(census, globe, milestones),
      ...personWeights(census, globe, milestones),
      ...startWeights(census, globe, milestones),
    );
  else weights.push(...nameWeights(census, globe, milestones));
  if (entity === "customer")
    weights.push(
      ...vatWeights(census, globe, milestones),
      ...emailWeights(census, globe, milestones),
      ...addressWeights(census, globe.addresses, milestones.addresses),
      ...contactWeights(census, globe, milestones),
    );
  weights.push(...percentageWeights(census, globe, milestones));
  let stranger = -census.stranger;
  let relative = relativePrior;
  for (const found of weights) {
    stranger += found.stranger;
    relative += found.relative;
  }
  return {
    bits: -Math.log2(2 ** -stranger + 2 ** -relative),
    weights,
    against: stranger <= relative ? "stranger" : "relative",
  };
}
