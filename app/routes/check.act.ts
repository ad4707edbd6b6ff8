// Checks what was uploaded, takes a file out, or clears all of it.
import { data, redirect } from "@remix-run/node";
import { z } from "zod";
import { writer } from "../session/guard.ts";

const shape = z.discriminatedUnion("does", [
  z.object({
    does: z.literal("run"),
    company: z.string().trim().max(20).default(""),
    rulesOf: z.string().max(50).default(""),
  }),
  z.object({ does: z.literal("remove"), side: z.enum(["globe", "milestones"]), name: z.string().max(200) }),
  z.object({ does: z.literal("clear") }),
]);

export const loader = () => redirect("/check");

export const action = writer("propose", shape, async ({ context, account, language, input }) => {
  const { checks, db, store } = context;
  if (input.does === "run") {
    const { company, rulesOf } = input;
    const administration = rulesOf === "" ? null : store.administrationOf(db, rulesOf);
    if (rulesOf !== "" && !administration) throw data({ problem: null }, { status: 404 });
    checks.run(account, { company: company === "" ? null : company, rulesOf: administration }, language);
  } else if (input.does === "remove") await checks.remove(account.id, input.side, input.name);
  else await checks.clear(account.id);
  return { done: input.does };
});
