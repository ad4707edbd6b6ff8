// From a grid's address to the view that the store answers; a column that the entity does not have is a 400.
import { data } from "@remix-run/node";
import type { EntityName } from "../../core/entities/index.ts";
import { type View, viewSchema } from "../../prisma/view.ts";
import { choiceOf, readAddress } from "./address.ts";

export function viewAt(params: URLSearchParams, of: { administrationId: number; entity: EntityName }): View {
  const { decision, moved, ...choice } = choiceOf(readAddress(params));
  const read = viewSchema.safeParse({
    ...of,
    ...choice,
    ...(decision ? { decision } : {}),
    ...(moved ? { moved } : {}),
  });
  if (!read.success) throw data({ problem: null }, { status: 400 });
  return read.data;
}
