// The chain of events as a dossier carries it: each hash covers the one before, so that nothing can be taken out, moved
// or altered in between. Events of other administrations are only links here: their hashes, and nothing of what they say.
import { createHash } from "node:crypto";

export interface ChainedEvent {
  id: number;
  previousHash: string;
  hash: string;
  /** Null: of another administration. */
  told: {
    at: string;
    kind: string;
    actorId: number | null;
    actor: string;
    administrationId: number | null;
    entity: string | null;
    subject: string | null;
    decisionId: number | null;
    /** JSON, as it is stored. */
    detail: string;
  } | null;
}

/** Whether the chain holds from its first event on; where not, the first that does not fit. */
export function verifyChain(events: Iterable<ChainedEvent>): { events: number; head: string; brokenAt: number | null } {
  let head: string | null = null;
  let count = 0;
  for (const { id, previousHash, hash, told } of events) {
    const follows = head === null || previousHash === head;
    if (!follows || (told && hash !== hashOf(previousHash, told)))
      return { events: count, head: head ?? "", brokenAt: id };
    head = hash;
    count += 1;
  }
  return { events: count, head: head ?? "", brokenAt: null };
}

/** As the store computes it. */
function hashOf(previousHash: string, told: NonNullable<ChainedEvent["told"]>): string {
  const { at, kind, actorId, actor, administrationId, entity, subject, decisionId, detail } = told;
  return createHash("sha256")
    .update(
      JSON.stringify([previousHash, at, kind, actorId, actor, administrationId, entity, subject, decisionId, detail]),
    )
    .digest("hex");
}
