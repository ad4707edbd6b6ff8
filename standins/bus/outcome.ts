// What a receiver says of a delivery, read from its AMQP state.
import { entries, type Typed, types } from "./amqp.ts";

/** What a receiver said of a delivery. */
export type Outcome =
  | { kind: "accepted" | "released" | "transactional" }
  | { kind: "modified"; elsewhere: boolean; properties: Map<string, Typed> }
  | { kind: "rejected"; info: Map<string, Typed> };

const outcomeNames: Record<string, Outcome["kind"]> = {
  ...{ 36: "accepted", 37: "rejected", 38: "released", 39: "modified" },
  ...{ "amqp:accepted:list": "accepted", "amqp:rejected:list": "rejected" },
  ...{ 52: "transactional", "amqp:transactional-state:list": "transactional" },
  ...{ "amqp:released:list": "released", "amqp:modified:list": "modified" },
};

export function outcome(state: Typed | undefined): Outcome | undefined {
  const kind = outcomeNames[String(state?.descriptor?.value)];
  const fields: Typed[] = Array.isArray(state?.value) ? state.value : [];
  if (kind === "modified") return { kind, elsewhere: fields[1]?.value === true, properties: entries(fields[2]) };
  if (kind === "rejected") {
    const error: Typed[] = Array.isArray(fields[0]?.value) ? fields[0].value : [];
    const info = entries(error[2]);
    const says = error[1]?.value;
    if (info.size === 0 && typeof says === "string") info.set("DeadLetterReason", types.wrap_string(says));
    return { kind, info };
  }
  return kind ? { kind } : undefined;
}
