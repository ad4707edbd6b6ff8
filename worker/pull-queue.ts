// Pulls that wait for their turn: each entity of an administration once, what a person wants first, and within that as
// they came. What is wanted again keeps its place, or whoever asks often would keep the others waiting for ever.
import type { Wanted } from "./pulls.ts";

const isSame = (one: Wanted, other: Wanted): boolean =>
  one.administration.id === other.administration.id && one.entity === other.entity;

/** The queue with one more. Of two of the same entity one is left, which reads everything where either does. */
export function joined(waiting: readonly Wanted[], wanted: Wanted): Wanted[] {
  const at = waiting.findIndex((one) => isSame(one, wanted));
  const same = waiting[at];
  const isPersons = (one: Wanted) => one.trigger === "person";
  if (!same) {
    const place = isPersons(wanted) ? waiting.findLastIndex(isPersons) + 1 : waiting.length;
    return waiting.toSpliced(place, 0, wanted);
  }
  const merged = {
    ...(isPersons(wanted) ? wanted : same),
    whole: wanted.whole || same.whole,
    requests: [...same.requests, ...wanted.requests],
  };
  if (isPersons(wanted) && !isPersons(same)) return joined(waiting.toSpliced(at, 1), merged);
  return waiting.toSpliced(at, 1, merged);
}
