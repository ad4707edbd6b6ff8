// The document: language, theme and the styles of every page, and what is shown where a page cannot be.
import "@fontsource-variable/inter/wght.css";
import "./styles/app.css";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Links, Meta, Outlet, Scripts, ScrollRestoration, useRouteLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import { I18nextProvider } from "react-i18next";
import { unlessOnlyQueryMoves } from "./grid/revalidate.ts";
import { translator } from "./i18n/translator.ts";
import { sessionIn, tasteOf } from "./session/guard.ts";
import { Failure } from "./ui/failure.tsx";
import { useNonce } from "./ui/nonce.ts";
import { Clock } from "./ui/now.tsx";

export const meta: MetaFunction = () => [{ title: "Tieout" }];

export async function loader(args: LoaderFunctionArgs) {
  const session = await sessionIn(args);
  return {
    ...(await tasteOf(args, session?.account ?? null)),
    account: session?.account ?? null,
    csrf: session?.csrf ?? "",
    now: new Date().toISOString(),
  };
}

export const shouldRevalidate = unlessOnlyQueryMoves;

export function Layout({ children }: { children: ReactNode }) {
  const given = useRouteLoaderData<typeof loader>("root");
  const language = given?.language ?? "nl";
  const nonce = useNonce();
  return (
    <html lang={language} data-theme={given?.theme ?? "system"} suppressHydrationWarning>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <Meta />
        <Links />
      </head>
      <body>
        <I18nextProvider i18n={translator(language)}>
          <Clock start={given?.now ?? ""}>{children}</Clock>
        </I18nextProvider>
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function Root() {
  return <Outlet />;
}

export function ErrorBoundary() {
  return <Failure whole />;
}
