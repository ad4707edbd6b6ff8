// A person's word on the policy: propose a version, approve or reject it, or switch off what is in force.
import { redirect } from "@remix-run/node";
import { z } from "zod";
import { policyRules } from "../../core/invoices/policy.ts";
import { administrationIn, writer } from "../session/guard.ts";

const shape = z.discriminatedUnion("do", [
  z.object({ do: z.literal("propose"), rules: policyRules, reason: z.string().trim().min(1).max(1000) }),
  z.object({ do: z.literal("decide"), version: z.number().int().positive(), approved: z.boolean() }),
  z.object({ do: z.literal("off") }),
]);

export const loader = () => redirect("/");

export const action = writer("propose", shape, (visit) => {
  const { context, account, input } = visit;
  const { db, store } = context;
  const { id } = administrationIn(visit);
  const refused =
    input.do === "propose"
      ? store.proposePolicy(db, account, id, input)
      : input.do === "decide"
        ? store.decidePolicy(db, account, id, input)
        : store.switchPolicyOff(db, account, id);
  context.moved();
  return { refused };
});
