// Asks the worker for a pull: of one kind of data, or of all; of what moved, or of everything.
import { redirect } from "@remix-run/node";
import { z } from "zod";
import { entityNames } from "../../core/entities/index.ts";
import { administrationIn, writer } from "../session/guard.ts";

const shape = z.object({ entity: z.enum(entityNames).optional(), whole: z.literal("on").optional() });

export const loader = () => redirect("/");

export const action = writer("pull", shape, (visit) => {
  const { context, account, input } = visit;
  const { id } = administrationIn(visit);
  context.store.requestPull(context.db, account, {
    administrationId: id,
    entities: input.entity ? [input.entity] : entityNames,
    whole: input.whole === "on",
  });
  context.moved();
  return { asked: true };
});
