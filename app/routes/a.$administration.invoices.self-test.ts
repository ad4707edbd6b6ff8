// Marks a company as one for tests, or asks for a self-test in it; for administrators.
import { redirect } from "@remix-run/node";
import { z } from "zod";
import { administrationIn, writer } from "../session/guard.ts";

const shape = z.discriminatedUnion("do", [
  z.object({ do: z.literal("mark"), isTest: z.boolean() }),
  z.object({ do: z.literal("start") }),
]);

export const loader = () => redirect("/");

export const action = writer("administer", shape, (visit) => {
  const { context, account, input } = visit;
  const { db, store } = context;
  const administration = administrationIn(visit);
  const refused =
    input.do === "mark"
      ? store.markTestCompany(db, account, administration.code, input.isTest)
      : store.requestSelfTest(db, account, administration);
  context.moved();
  return { refused };
});
