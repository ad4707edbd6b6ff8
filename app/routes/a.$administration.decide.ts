// Approves or rejects proposals of others; four eyes are held by the store, row by row.
import { redirect } from "@remix-run/node";
import { z } from "zod";
import { mostAtOnce } from "../grid/chosen.ts";
import { summary } from "../grid/outcomes.ts";
import { administrationIn, writer } from "../session/guard.ts";

const shape = z.object({
  ids: z.array(z.number().int().positive()).min(1).max(mostAtOnce),
  verdict: z.enum(["approve", "reject"]),
  comment: z.string().trim().max(2000).default(""),
});

export const loader = () => redirect("/");

export const action = writer("decide", shape, (visit) => {
  const { context, account, input } = visit;
  administrationIn(visit);
  const done = summary(context.store.decide(context.db, account, input));
  context.moved();
  return done;
});
