// The one place where a request is let in: who it is, what they may do (core/permissions.ts), and for a write that it
// comes from a page of ours (the session's form token) and has the shape it should. Every loader and action goes through.
import { timingSafeEqual } from "node:crypto";
import { type ActionFunctionArgs, type AppLoadContext, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import type { z } from "zod";
import type { Administration } from "../../core/administration.ts";
import { type Act, refusal } from "../../core/permissions.ts";
import type { Account } from "../../prisma/accounts.ts";
import type { Session } from "../../prisma/sessions.ts";
import type { Language } from "../i18n/words.ts";
import { chosenIn, tokenIn } from "./cookies.ts";
import { problemOf } from "./problem.ts";
import { type Theme, taste } from "./taste.ts";

type Args = LoaderFunctionArgs | ActionFunctionArgs;

export interface Visit {
  request: Request;
  params: Args["params"];
  context: AppLoadContext;
  account: Account;
  language: Language;
}

/** Who is signed in, or null. `quietly` for what a page asks by itself: it does not keep a session alive. */
export async function sessionIn(args: Args, options: { quietly?: boolean } = {}): Promise<Session | null> {
  const { db, store, secure } = args.context;
  const token = await tokenIn(args.request, secure);
  return token ? store.sessionOf(db, token, options) : null;
}

export async function tasteOf(args: Args, account: Account | null): Promise<{ language: Language; theme: Theme }> {
  const { prisma, store } = args.context;
  // why: an account has a language from its first day on; only one that its owner chose goes before the browser's.
  const own = account ? await store.preferences(prisma, account.id) : null;
  return taste(own, await chosenIn(args.request), args.request.headers.get("Accept-Language"));
}

/** A loader for those who may do `act`; others are sent to sign in, or told that they may not. */
export function reader<Result>(act: Act, body: (visit: Visit) => Result, options: { quietly?: boolean } = {}) {
  return async (args: LoaderFunctionArgs): Promise<Awaited<Result>> => {
    const session = await sessionIn(args, options);
    if (!session) throw toSignIn(args.request);
    const { account } = session;
    if (refusal(account, act)) throw data({ problem: null }, { status: 403 });
    const { language } = options.quietly ? account : await tasteOf(args, account);
    return await told(language, () => body({ ...args, account, language }));
  };
}

/** An action for those who may do `act`, with input of this shape. A problem comes back as `{ problem }`. */
export function writer<Input extends z.ZodType, Result extends object>(
  act: Act,
  shape: Input,
  body: (visit: Visit & { input: z.infer<Input> }) => Result | Promise<Result>,
) {
  return async (args: ActionFunctionArgs) => {
    const session = await sessionIn(args);
    if (!session) throw toSignIn(args.request);
    const { account } = session;
    const sent = await fieldsOf(args.request);
    if (!sameText(sent.csrf, session.csrf)) throw data({ problem: null, forged: true }, { status: 403 });
    if (refusal(account, act)) throw data({ problem: null }, { status: 403 });
    const read = shape.safeParse(sent);
    if (!read.success) throw data({ problem: null }, { status: 400 });
    const { language } = await tasteOf(args, account);
    try {
      return await body({ ...args, account, language, input: read.data });
    } catch (thrown) {
      const problem = problemOf(thrown, language);
      if (!problem) throw thrown;
      return data({ problem }, { status: 409 });
    }
  };
}

/**
 * An action that takes a file as it is, in the body of the request, from those who may do `act`. The form token stands in
 * a header; the body gives the file as a stream, and is trusted with nothing.
 */
export function receiver<Result extends object>(
  act: Act,
  body: (visit: Visit & { file: ReadableStream<Uint8Array> }) => Promise<Result>,
) {
  return async (args: ActionFunctionArgs) => {
    const session = await sessionIn(args);
    if (!session) throw toSignIn(args.request);
    const { account } = session;
    const { headers, body: file } = args.request;
    if (!sameText(headers.get("X-Tieout-Token"), session.csrf))
      throw data({ problem: null, forged: true }, { status: 403 });
    if (refusal(account, act)) throw data({ problem: null }, { status: 403 });
    if (!file) throw data({ problem: null }, { status: 400 });
    const { language } = await tasteOf(args, account);
    try {
      return Response.json(await body({ ...args, account, language, file }));
    } catch (thrown) {
      const problem = problemOf(thrown, language);
      if (!problem) throw thrown;
      return Response.json({ problem }, { status: 409 });
    }
  };
}

/** The administration that the address names; 404 where there is none. */
export function administrationIn({ context, params }: Pick<Visit, "context" | "params">): Administration {
  const found = context.store.administrationOf(context.db, params.administration ?? "");
  if (!found) throw data({ problem: null }, { status: 404 });
  return found;
}

async function told<Result>(language: Language, body: () => Result): Promise<Awaited<Result>> {
  try {
    return await body();
  } catch (thrown) {
    const problem = problemOf(thrown, language);
    if (!problem) throw thrown;
    throw data({ problem }, { status: 409 });
  }
}

function toSignIn(request: Request): Response {
  const { pathname, search } = new URL(request.url);
  const to = request.method === "GET" && !pathname.endsWith(".data") ? pathname + search : "/";
  return redirect(`/sign-in?${new URLSearchParams({ to })}`);
}

async function fieldsOf(request: Request): Promise<Record<string, unknown>> {
  if (request.headers.get("Content-Type")?.startsWith("application/json")) {
    const sent: unknown = await request.json().catch(() => null);
    return typeof sent === "object" && sent !== null ? { ...sent } : {};
  }
  const form = await request.formData();
  const names = [...new Set(form.keys())];
  return Object.fromEntries(names.map((name) => [name, name.endsWith("[]") ? form.getAll(name) : form.get(name)]));
}

function sameText(left: unknown, right: string): boolean {
  if (typeof left !== "string" || left.length !== right.length) return false;
  return timingSafeEqual(Buffer.from(left), Buffer.from(right));
}
