// What two records' addresses say: the pair of addresses, one of each, that speaks most for them.
import { type Address, cityLikeness, streetLikeness } from "./address.ts";
import type { Census } from "./census.ts";
import { editDistance } from "./edit-distance.ts";
import { type Weight, weight } from "./weight.ts";

export function addressWeights(census: Census, globe: readonly Address[], milestones: readonly Address[]): Weight[] {
  let best: Weight[] = [];
  let most = Number.NEGATIVE_INFINITY;
  for (const left of globe)
    for (const right of milestones) {
      const found = between(census, left, right);
      const sum = found.reduce((total, { stranger }) => total + stranger, 0);
      if (sum > most) [best, most] = [found, sum];
    }
  return best;
}

function between(census: Census, left: Address, right: Address): Weight[] {
  const city = cityLikeness(left.city, right.city);
  const street = streetLikeness(left, right);
  const postcode = postcodes(left.postcode, right.postcode);
  const numbers = left.number !== "" && right.number !== "" ? left.number === right.number : undefined;
  const sameCity = city === "equal" || city === "alike";
  const sameStreet = street === "equal" || street === "alike";
  const samePostcode = postcode === "equal";
  const shown = (part: "street" | "postcode" | "city") => () => ({
    globe: left.shown[part],
    milestones: right.shown[part],
  });
  const worth = (name: keyof Address["features"]) =>
    Math.min(census.worth(left.features[name]), census.worth(right.features[name]));
  const cityWorth = sameCity ? Math.min(worth("city"), 7) - (city === "alike" ? 1 : 0) : 0;
  const found: Weight[] = [];

  const place = sameStreet || (samePostcode && street !== "other");
  if (place && (city !== "other" || samePostcode || numbers)) {
    if (numbers === false) {
      found.push(weight("house_number_differs", Math.min(5, cityWorth + 1) - 5, -3, shown("street")));
    } else if (numbers) {
      const door = samePostcode ? worth("door") : worth("place") + cityWorth;
      const additions = left.addition !== "" && right.addition !== "" && left.addition !== right.addition ? 2 : 0;
      const strange = Math.min(door, census.stranger + 1) - (street === "alike" ? 0.5 : 0) - additions;
      found.push(weight("address_equal", strange, 0.5 - additions, shown("street")));
    } else {
      const known = samePostcode ? worth("postcode") : worth("street") + cityWorth;
      found.push(
        weight(
          samePostcode ? "postcode_equal" : "street_equal",
          Math.min(known, census.stranger) - 1,
          0,
          shown(samePostcode ? "postcode" : "street"),
        ),
      );
    }
    if (postcode === "other") found.push(weight("postcode_differs", -1.5, -1, shown("postcode")));
    if (city === "other")
      found.push(weight("city_differs", samePostcode ? -1 : -3, samePostcode ? -0.5 : -2, shown("city")));
    if (postcode === "near") found.push(weight("postcode_near", -0.5, -0.2, shown("postcode")));
    return found;
  }
  if (sameCity) {
    if (street === "other") {
      found.push(weight("city_equal", cityWorth, 0, () => ({ city: left.shown.city })));
      found.push(weight("street_differs", -4, -2, shown("street")));
    } else found.push(weight("city_equal", cityWorth, 0.2, () => ({ city: left.shown.city })));
    if (postcode === "other")
      found.push(
        weight("postcode_differs", street === "other" ? -0.5 : -3, street === "other" ? 0 : -2, shown("postcode")),
      );
    return found;
  }
  if (city === "other") found.push(weight("city_differs", -4, -2.5, shown("city")));
  else if (street === "other") found.push(weight("street_differs", -4, -2, shown("street")));
  if (postcode === "other" && found.length === 0) found.push(weight("postcode_differs", -3.5, -2, shown("postcode")));
  return found;
}

function postcodes(left: string, right: string): "equal" | "near" | "other" | "unknown" {
  if (left === "" || right === "") return "unknown";
  if (left === right || (left.length === 4 && right.startsWith(left)) || (right.length === 4 && left.startsWith(right)))
    return left === right ? "equal" : "near";
  return editDistance(left, right, 1) <= 1 ? "near" : "other";
}
