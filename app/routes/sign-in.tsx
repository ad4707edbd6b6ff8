// Sign-in with a password account. The demo's accounts stand beside the form, only in the demo.
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation, useSearchParams } from "@remix-run/react";
import { useRef } from "react";
import { z } from "zod";
import { useWords } from "../i18n/use-words.ts";
import { keepToken } from "../session/cookies.ts";
import { demoAccounts } from "../session/demo.ts";
import { sessionIn } from "../session/guard.ts";
import { Mark } from "../ui/mark.tsx";
import { TasteBar } from "../ui/taste-bar.tsx";

export const meta: MetaFunction = () => [{ title: "Tieout" }];

const shape = z.object({
  username: z.string().trim().min(1).max(200),
  password: z.string().min(1).max(1000),
  to: z.string().catch("/"),
});

/** Only an address of our own. */
const ownAddress = (to: string) => (/^\/(?![/\\])/.test(to) && !to.startsWith("/sign-in") ? to : "/");

export async function loader(args: LoaderFunctionArgs) {
  if (await sessionIn(args)) throw redirect(ownAddress(new URL(args.request.url).searchParams.get("to") ?? "/"));
  const { db, store } = args.context;
  return { demo: demoAccounts(store.setting(db, "demo")) };
}

export async function action({ request, context }: ActionFunctionArgs) {
  if (context.tooOften) return data({ refused: "many" as const }, { status: 429 });
  const read = shape.safeParse(Object.fromEntries(await request.formData()));
  const account = read.success ? await context.store.signIn(context.db, read.data.username, read.data.password) : null;
  if (!read.success || !account) return data({ refused: "unknown" as const }, { status: 400 });
  const session = context.store.openSession(context.db, account);
  return redirect(ownAddress(read.data.to), {
    headers: { "Set-Cookie": await keepToken(session, context.secure) },
  });
}

export default function SignIn() {
  const { demo } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const busy = useNavigation().state !== "idle";
  const [asked] = useSearchParams();
  const { t } = useWords();
  const form = useRef<HTMLFormElement>(null);

  function signInAs(username: string, password: string) {
    const fields = form.current?.elements;
    (fields?.namedItem("username") as HTMLInputElement).value = username;
    (fields?.namedItem("password") as HTMLInputElement).value = password;
    form.current?.requestSubmit();
  }

  return (
    <main className="grid min-h-screen content-center justify-items-center gap-5 p-5">
      <div className="flex items-center gap-3">
        <Mark className="size-10" />
        <div>
          <div className="text-xl font-bold tracking-tight">Tieout</div>
          <div className="hint">{t("product.tagline")}</div>
        </div>
      </div>
      <div className={`card grid w-full overflow-hidden ${demo.length > 0 ? "max-w-3xl md:grid-cols-2" : "max-w-sm"}`}>
        <Form method="post" ref={form} className="grid content-start gap-4 p-7">
          <h1>{t("signIn.title")}</h1>
          <input type="hidden" name="to" value={asked.get("to") ?? "/"} />
          <label className="field">
            <span>{t("signIn.name")}</span>
            {/* biome-ignore lint/a11y/noAutofocus: the page has one thing to do */}
            <input className="input" name="username" autoComplete="username" required autoFocus />
          </label>
          <label className="field">
            <span>{t("signIn.password")}</span>
            <input className="input" name="password" type="password" autoComplete="current-password" required />
          </label>
          <div role="alert" aria-live="assertive">
            {answer && !busy && (
              <p className="note note-bad">{t(answer.refused === "many" ? "signIn.tooMany" : "signIn.refused")}</p>
            )}
          </div>
          <button className="btn btn-main" type="submit" disabled={busy}>
            {t(busy ? "signIn.busy" : "signIn.submit")}
          </button>
        </Form>
        {demo.length > 0 && (
          <section
            aria-labelledby="demo"
            className="grid content-start gap-3 border-t border-line bg-sunken p-7 md:border-t-0 md:border-l"
          >
            <h2 id="demo">{t("signIn.demo")}</h2>
            <p className="hint">{t("signIn.demoHint", { password: demo[0]?.password ?? "" })}</p>
            <ul className="grid gap-2">
              {demo.map(({ username, displayName, password, role }) => (
                <li key={username}>
                  <button
                    type="button"
                    className="btn w-full justify-between py-2"
                    disabled={busy}
                    onClick={() => signInAs(username, password)}
                  >
                    <span className="grid text-left leading-tight">
                      <span>
                        <span className="sr-only">{t("signIn.demoUse")} </span>
                        {displayName}
                      </span>
                      <span className="hint font-normal">{username}</span>
                    </span>
                    <span className="hint font-normal">{t(`role.${role}`)}</span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
      <TasteBar />
    </main>
  );
}
