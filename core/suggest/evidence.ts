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
import { type Weight, weight } from "./weight.ts";

export interface Evidence {
  weights: Weight[];
  /** In bits, of all weights, before the odds with which one begins. */
  stranger: number;
  relative: number;
}

export function evidence(entity: EntityName, census: Census, globe: Profile, milestones: Profile): Evidence {
  const weights = codeWeights(census, globe, milestones);
  if (entity === "employee")
    weights.push(
      ...emailWeights(census, globe, milestones),
      ...personWeights(census, globe, milestones),
      ...startWeights(census, globe, milestones),
    );
  else weights.push(...nameWeights(census, globe, milestones));
  if (entity === "customer") {
    const place = addressWeights(census, globe.addresses, milestones.addresses);
    weights.push(
      ...vatWeights(census, globe, milestones),
      ...emailWeights(census, globe, milestones),
      ...place,
      ...branchWeights(census, globe, milestones, place),
      ...contactWeights(census, globe, milestones),
    );
  }
  weights.push(...percentageWeights(census, globe, milestones));
  let [stranger, relative] = [0, 0];
  for (const found of weights) {
    stranger += found.stranger;
    relative += found.relative;
  }
  return { weights, stranger, relative };
}

/** Where several records of a side bear one name, another address means another branch. */
function branchWeights(census: Census, globe: Profile, milestones: Profile, place: readonly Weight[]): Weight[] {
  const elsewhere = place.some(({ code }) => code === "street_differs" || code === "city_differs");
  if (!globe.name || !milestones.name || !elsewhere || place.some(({ code }) => code === "address_equal")) return [];
  const held = Math.max(census.count(globe.nameFeature), census.count(milestones.nameFeature));
  return held > 1 ? [weight("name_shared", -3, -5, () => ({ held: String(held) }))] : [];
}
