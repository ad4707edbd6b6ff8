// What the database says should be pulled now: what people ask for, what each administration's schedule makes due, and
// what was written to Milestones since.

import type { Administration, PullName } from "../core/administration.ts";
import { type EntityName, entityNames } from "../core/entities/index.ts";
import type { RunTrigger } from "../core/ports/pull.ts";
import { wholeSince } from "../core/schedule.ts";
import { endedSincePull } from "../prisma/apply-store.ts";
import type { Database } from "../prisma/database.ts";
import { entityState } from "../prisma/entity-state.ts";
import { type InvoiceRequest, takeInvoiceRequests } from "../prisma/invoice-requests.ts";
import { invoiceRuns } from "../prisma/invoice-runs.ts";
import { judgedByOf } from "../prisma/invoice-verdicts.ts";
import { invoiceStanding } from "../prisma/invoices.ts";
import { presenceOf } from "../prisma/presence.ts";
import { type PullRequest, takeRequests } from "../prisma/requests.ts";
import { lastWhole, runs } from "../prisma/runs.ts";
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
  isWanted: (administration: Administration, entity: PullName) => boolean,
  isApplying: (administration: Administration) => boolean = () => false,
): Wanted[] {
  const online = new Map(all.map(({ id, settings }) => [id, presenceOf(db, settings.agent, now.getTime()).online]));
  const silenceOf = ({ id }: Administration) => (online.get(id) ? usualSilence : silenceWhenAway);

  const asked = taken(db).flatMap(({ id, administrationId, requestedById, ...rest }): Wanted[] => {
    const entity = "entity" in rest ? rest.entity : "invoice";
    const administration = all.find((one) => one.id === administrationId);
    if (!administration) return [];
    return [
      {
        administration,
        entity,
        trigger: "person",
        requestedBy: requestedById,
        whole: ("whole" in rest && rest.whole === 1) || isWhole(db, administration, entity, now),
        requests: [id],
        silence: silenceOf(administration),
      },
    ];
  });

  const due = all.flatMap((administration) =>
    [...entityNames, "invoice" as const].flatMap((entity): Wanted[] => {
      if (isWanted(administration, entity)) return [];
      const standing = standingOf(db, administration, entity);
      const { schedule } = administration.settings;
      const isOnline = online.get(administration.id) ?? false;
      const trigger =
        dueNow(schedule, entity, now, standing, isOnline) ??
        // why: without its agent the pull would fail, and the verdicts would count for nothing until the next one.
        (entity !== "invoice" && isOnline && !isApplying(administration) && standing.runs[0]?.state === "complete"
          ? followsApplying(db, administration, entity)
          : null) ??
        (entity === "invoice" && isJudgedByOtherSettings(db, administration) ? "schedule" : null);
      if (trigger === null) return [];
      const whole = isWhole(db, administration, entity, now);
      const silence = silenceOf(administration);
      return [{ administration, entity, trigger, requestedBy: null, whole, requests: [], silence }];
    }),
  );
  return [...asked, ...due];
}

/** Whether the run that now begins reads everything: none did since the time of day for it. */
function isWhole(db: Database, { id, settings }: Administration, entity: PullName, now: Date): boolean {
  if (entity === "invoice") return true;
  const began = lastWhole(db, id, entity);
  return began === null || began < wholeSince(settings.schedule, now).toISOString();
}

/** What people ask for; nothing while a pull is being written: then the next look takes it. */
function taken(db: Database): (PullRequest | InvoiceRequest)[] {
  try {
    return [...takeRequests(db), ...takeInvoiceRequests(db, "pull")];
  } catch (thrown) {
    if (isBusy(thrown)) return [];
    throw thrown;
  }
}

const followsApplying = (db: Database, { id }: Administration, entity: EntityName): RunTrigger | null =>
  endedSincePull(db, id, entity) ? "apply" : null;

const isJudgedByOtherSettings = (db: Database, administration: Administration): boolean => {
  const standing = invoiceStanding(db, administration.id);
  return standing !== null && standing.judgedBy !== judgedByOf(administration);
};

function standingOf(db: Database, { id }: Administration, entity: PullName): Standing {
  const past =
    entity === "invoice"
      ? invoiceRuns(db, id, lookedBack)
      : runs(db, { administrationId: id, entity, limit: lookedBack });
  const lastComplete =
    entity === "invoice" ? invoiceStanding(db, id)?.lastCompleteAt : entityState(db, id, entity).lastCompleteAt;
  return {
    runs: past.map(({ state, startedAt, error }) => ({
      state,
      startedAt,
      interrupted: error?.code === "pull_stopped" || error?.code === "run_abandoned",
    })),
    complete: (lastComplete ?? null) !== null,
  };
}
