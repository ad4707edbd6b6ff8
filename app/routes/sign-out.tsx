// Ends the session, here and in the store.
import { redirect } from "@remix-run/node";
import { z } from "zod";
import { keepToken, tokenIn } from "../session/cookies.ts";
import { writer } from "../session/guard.ts";

export const loader = () => redirect("/");

export const action = writer("see", z.object({}), async ({ request, context }) => {
  const token = await tokenIn(request, context.secure);
  if (token) context.store.closeSession(context.db, token);
  return redirect("/sign-in", { headers: { "Set-Cookie": await keepToken(null, context.secure) } });
});
