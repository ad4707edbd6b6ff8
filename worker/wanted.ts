// What the database says should be pulled now: what people ask for, and what each administration's schedule makes due.
import type { EntityName } from "../core/entities/entity.ts";
import { entityNames } from "../core/entities/index.ts";
import type { Administration } from "../core/ports.ts";
import type { Database } from "../prisma/database.ts";
import { entityState } from "../prisma/entity-state.ts";
import { presenceOf } from "../prisma/presence.ts";
import { type PullRequest, takeRequests } from "../prisma/requests.ts";
import { runs } from "../prisma/runs.ts";
import { usualSilence } from "./agent-reader.ts";
import { dueNow, type Standing } from "./due.ts";
import { isBusy } from "./patient-writes.ts";
import type { Wanted } from "./pulls.ts";

/** An agent that was not heard of lately is given less time to prove the contrary. */
const silenceWhenAway = 20_000;

/** Runs looked back on: enough to tell how long to wait after tries in vain. */
const lookedBack = 6;

export function wanted(
  db: Database,
  all: readonly Administration[],
  now: Date,
  isWanted: (administration: Administration, entity: EntityName) => boolean,
): Wanted[] {
  const online = new Map(all.map(({ id, settings }) => [id, presenceOf(db, settings.agent, now.getTime()).online]));
  const silenceOf = ({ id }: Administration) => (online.get(id) ? usualSilence : silenceWhenAway);

  const asked = taken(db).flatMap(({ id, administrationId, entity, requestedById }): Wanted[] => {
    const administration = all.find((one) => one.id === administrationId);
    if (!administration) return [];
    return [
      {
        administration,
        entity,
        trigger: "person",
        requestedBy: requestedById,
        requests: [id],
        silence: silenceOf(administration),
      },
    ];
  });

  const due = all.flatMap((administration) =>
    entityNames.flatMap((entity): Wanted[] => {
      if (isWanted(administration, entity)) return [];
      const standing = standingOf(db, administration, entity);
      const trigger = dueNow(
        administration.settings.schedule,
        entity,
        now,
        standing,
        online.get(administration.id) ?? false,
      );
      if (trigger === null) return [];
      return [{ administration, entity, trigger, requestedBy: null, requests: [], silence: silenceOf(administration) }];
    }),
  );
  return [...asked, ...due];
}

/** What people ask for; nothing while a pull is being written: then the next look takes it. */
function taken(db: Database): PullRequest[] {
  try {
    return takeRequests(db);
  } catch (thrown) {
    if (isBusy(thrown)) return [];
    throw thrown;
  }
}

function standingOf(db: Database, { id }: Administration, entity: EntityName): Standing {
  const past = runs(db, { administrationId: id, entity, limit: lookedBack });
  return {
    runs: past.map(({ state, startedAt, error }) => ({
      state,
      startedAt,
      interrupted: error?.code === "pull_stopped" || error?.code === "run_abandoned",
    })),
    complete: entityState(db, id, entity).lastCompleteAt !== null,
  };
}
