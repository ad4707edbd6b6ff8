// Filled workbooks: where they are brought back, and what came back before.
import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { refusal } from "../../core/permissions.ts";
import { translator } from "../i18n/translator.ts";
import { ReturnedListPage } from "../returned/list-page.tsx";
import { returnedIn } from "../returned/page-data.ts";
import { administrationIn, reader } from "../session/guard.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `${data.title} · Tieout` : "Tieout" }];

export const loader = reader("see", (visit) => {
  const { db, store } = visit.context;
  const { id, code } = administrationIn(visit);
  const { t } = translator(visit.language);
  return {
    title: t("returned.title"),
    base: `/a/${encodeURIComponent(code)}`,
    all: store.workbookJobs(db, id).flatMap((job) => returnedIn(visit, job) ?? []),
    refused: refusal(visit.account, "propose") ? t("returned.noRole", { role: t(`role.${visit.account.role}`) }) : null,
  };
});

export default function ReturnedList() {
  return <ReturnedListPage page={useLoaderData<typeof loader>()} />;
}

export { PageFailure as ErrorBoundary } from "../ui/failure.tsx";
