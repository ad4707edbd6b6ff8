// The go-live check of uploaded exports: nothing needs to be installed, and nothing is kept.
import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { translator } from "../i18n/translator.ts";
import { checkData } from "../readiness/check-data.ts";
import { CheckPage } from "../readiness/check-page.tsx";
import { reader } from "../session/guard.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `${data.title} · Tieout` : "Tieout" }];

export const loader = reader("propose", (visit) => ({
  title: translator(visit.language).t("check.title"),
  ...checkData(visit),
}));

export default function Check() {
  return <CheckPage page={useLoaderData<typeof loader>()} />;
}

export { PageFailure as ErrorBoundary } from "../ui/failure.tsx";
