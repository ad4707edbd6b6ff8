// Runs as the history page lists them.
import type { EntityName } from "../core/entities/entity.ts";
import type { RunState } from "../core/states.ts";
import type { PrismaClient } from "./generated/client.ts";
import { type Run, runFrom } from "./runs.ts";

export interface HistoryFilter {
  administrationId: number;
  entity?: EntityName;
  states?: readonly RunState[];
  /** Only runs with a lower number: the next page. */
  before?: number;
  limit: number;
}

/** Newest first. */
export async function runHistory(client: PrismaClient, filter: HistoryFilter): Promise<Run[]> {
  const { administrationId, entity, states, before, limit } = filter;
  const rows = await client.run.findMany({
    where: {
      administrationId,
      ...(entity && { entity }),
      ...(states && { state: { in: [...states] } }),
      ...(before !== undefined && { id: { lt: before } }),
    },
    include: { requestedBy: { select: { displayName: true } } },
    orderBy: { id: "desc" },
    take: limit,
  });
  return rows.map(({ requestedBy, ...row }) => runFrom({ ...row, requestedBy: requestedBy?.displayName ?? null }));
}
