// From a grid's address to the view that the store answers; a column that the entity does not have is a 400.
import { data } from "@remix-run/node";
import type { Administration } from "../../core/administration.ts";
import type { EntityName } from "../../core/entities/index.ts";
import type { ReadinessReader } from "../../prisma/readiness-reader.ts";
import { type View, viewSchema } from "../../prisma/view.ts";
import { choiceOf, readAddress } from "./address.ts";

export async function viewAt(
  params: URLSearchParams,
  of: { administration: Administration; entity: EntityName },
  readiness: ReadinessReader,
): Promise<View> {
  const { decision, moved, finding, ...choice } = choiceOf(readAddress(params));
  const { administration, entity } = of;
  const keys = finding === "" ? null : await readiness.keys(administration, finding, entity);
  const read = viewSchema.safeParse({
    ...{ administrationId: administration.id, entity, ...choice },
    ...(decision ? { decision } : {}),
    ...(moved ? { moved } : {}),
    ...(keys ? { keys } : {}),
  });
  if (!read.success) throw data({ problem: null }, { status: 400 });
  return read.data;
}
