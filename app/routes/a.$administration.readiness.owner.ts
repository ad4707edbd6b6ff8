// Names who sees to a rule of the go-live check.
import { redirect } from "@remix-run/node";
import { z } from "zod";
import { type RuleCode, ruleTexts } from "../../core/readiness/rule-texts.ts";
import { administrationIn, writer } from "../session/guard.ts";

const shape = z.object({
  rule: z.enum(Object.keys(ruleTexts) as [RuleCode, ...RuleCode[]]),
  accountId: z.number().int().positive().nullable(),
});

export const loader = () => redirect("/");

export const action = writer("propose", shape, (visit) => {
  const { context, account, input } = visit;
  const refused = context.store.nameOwner(context.db, administrationIn(visit).id, account, input);
  context.moved();
  return { refused };
});
