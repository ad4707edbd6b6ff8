// One invoice of an administration.
import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { detailData } from "../invoices/detail-data.ts";
import { DetailPage } from "../invoices/detail-page.tsx";
import { reader } from "../session/guard.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.row.number ?? ""} · Tieout` }];

export const loader = reader("see", detailData);

export default function Invoice() {
  const page = useLoaderData<typeof loader>();
  return <DetailPage key={page.row.id} page={page} />;
}

export { PageFailure as ErrorBoundary } from "../ui/failure.tsx";
