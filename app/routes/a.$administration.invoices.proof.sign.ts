// A person's word on a period's proof: prepared, reviewed, or taken back. The store holds who may.
import { redirect } from "@remix-run/node";
import { z } from "zod";
import { administrationIn, writer } from "../session/guard.ts";

const shape = z.object({
  name: z.string().max(20),
  journal: z.string().max(20),
  step: z.enum(["prepared", "reviewed", "withdrawn"]),
  seen: z.string().max(64),
  comment: z.string().max(1000),
});

export const loader = () => redirect("/");

export const action = writer("propose", shape, (visit) => {
  const { context, account, input } = visit;
  const { name, journal, ...word } = input;
  const place = { name, journal };
  const refused = context.store.signProof(context.db, administrationIn(visit), place, { who: account, ...word });
  context.moved();
  return { refused };
});
