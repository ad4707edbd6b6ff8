// Which columns a person sees of a kind of data, where, how wide: kept for their next visit. Asked by the page itself.
import { redirect } from "@remix-run/node";
import { z } from "zod";
import { entityIn } from "../grid/entity-in.ts";
import { lookKey } from "../grid/look.ts";
import { administrationIn, writer } from "../session/guard.ts";

export const loader = () => redirect("/");

export const action = writer("see", z.object({ look: z.string().max(4000) }), async (visit) => {
  const { context, account, input } = visit;
  const key = lookKey(administrationIn(visit).id, entityIn(visit.params).name);
  await context.store.savePreferences(context.prisma, account.id, { looks: { [key]: input.look || null } });
  return new Response(null, { status: 204 });
});
