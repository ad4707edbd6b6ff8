// From a grid's address to the view that the store answers; a column that the entity does not have is a 400.
import { data } from "@remix-run/node";
import type { Administration } from "../../core/administration.ts";
import { firstSeenIn } from "../../core/age.ts";
import type { EntityName } from "../../core/entities/index.ts";
import { localDay } from "../../core/schedule.ts";
import type { ReadinessReader } from "../../prisma/readiness-reader.ts";
import { type View, viewSchema } from "../../prisma/view.ts";
import { choiceOf, readAddress } from "./address.ts";

/** `who`: the account that looks. */
export async function viewAt(
  params: URLSearchParams,
  of: { administration: Administration; entity: EntityName; who: number },
  readiness: ReadinessReader,
): Promise<View> {
  const { decision, moved, assigned, overdue, age, past, finding, ...choice } = choiceOf(readAddress(params));
  const { administration, entity, who } = of;
  const keys = finding === "" ? null : await readiness.keys(administration, finding, entity);
  const read = viewSchema.safeParse({
    ...{ administrationId: administration.id, entity, ...choice },
    ...(decision ? { decision } : {}),
    ...(moved ? { moved } : {}),
    ...(assigned ? { assignedTo: assigned === "me" ? who : assigned } : {}),
    ...(overdue ? { dueBefore: localDay(new Date()) } : {}),
    ...(age ? { firstSeen: firstSeenIn(age, new Date()) } : {}),
    ...(past ? { past } : {}),
    ...(keys ? { keys } : {}),
  });
  if (!read.success) throw data({ problem: null }, { status: 400 });
  return read.data;
}
