// A person's language and theme. Open to anyone: without a session the choice stays in this browser's cookie.
import { type ActionFunctionArgs, data, redirect } from "@remix-run/node";
import { z } from "zod";
import { chosenIn, keepChosen } from "../session/cookies.ts";
import { sessionIn } from "../session/guard.ts";

const shape = z.object({
  language: z.enum(["nl", "en"]).optional(),
  theme: z.enum(["system", "light", "dark"]).optional(),
  csrf: z.string().catch(""),
  to: z
    .string()
    .regex(/^\/(?![/\\])/)
    .catch("/"),
});

export const loader = () => redirect("/");

export async function action(args: ActionFunctionArgs) {
  const read = shape.safeParse(Object.fromEntries(await args.request.formData()));
  if (!read.success) throw data({ problem: null }, { status: 400 });
  const { csrf, to, ...chosen } = read.data;
  const session = await sessionIn(args);
  if (session) {
    if (csrf !== session.csrf) throw data({ problem: null, forged: true }, { status: 403 });
    const { prisma, store } = args.context;
    if (chosen.language) await store.setLanguage(prisma, session.account.id, chosen.language);
    await store.savePreferences(prisma, session.account.id, chosen);
  }
  const kept = { ...(await chosenIn(args.request)), ...chosen };
  return redirect(to, { headers: { "Set-Cookie": await keepChosen(kept) } });
}
