// Says which system takes over the other's codes, for one kind of data.
import { redirect } from "@remix-run/node";
import { z } from "zod";
import { entityNames } from "../../core/entities/index.ts";
import { administrationIn, writer } from "../session/guard.ts";

const shape = z.object({ entity: z.enum(entityNames), side: z.enum(["globe", "milestones"]) });

export const loader = () => redirect("/");

export const action = writer("propose", shape, (visit) => {
  const { context, account, input } = visit;
  const { id: administrationId } = administrationIn(visit);
  const saved = context.store.setRenumberSide(context.db, account, { administrationId, ...input });
  context.moved();
  return { saved };
});
