// The invoices of an administration.
import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { words } from "../i18n/words.ts";
import { listData } from "../invoices/list-data.ts";
import { ListPage } from "../invoices/list-page.tsx";
import { reader } from "../session/guard.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `${data.title} · Tieout` : "Tieout" }];

export const loader = reader("see", (visit) => ({
  title: words[visit.language].invoices.name,
  ...listData(visit),
}));

export default function Invoices() {
  const page = useLoaderData<typeof loader>();
  return <ListPage key={page.code} page={page} />;
}

export { PageFailure as ErrorBoundary } from "../ui/failure.tsx";
