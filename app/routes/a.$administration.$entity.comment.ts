// Says something about a pair, or takes back what was said.
import { redirect } from "@remix-run/node";
import { z } from "zod";
import { longestComment } from "../../core/mentions.ts";
import { entityIn } from "../grid/entity-in.ts";
import { administrationIn, writer } from "../session/guard.ts";

const shape = z.union([
  z.object({ pair: z.number().int().positive(), text: z.string().trim().min(1).max(longestComment) }),
  z.object({ withdraw: z.number().int().positive() }),
]);

export const loader = () => redirect("/");

export const action = writer("comment", shape, (visit) => {
  const { context, account, input } = visit;
  const { db, store } = context;
  const { id: administrationId } = administrationIn(visit);
  entityIn(visit.params);
  const said =
    "withdraw" in input
      ? store.withdrawComment(db, account, administrationId, input.withdraw)
      : store.addComment(db, account, { administrationId, pairId: input.pair, text: input.text });
  context.moved();
  return said;
});
