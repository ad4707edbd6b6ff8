// The policy by which invoices are released and approved by themselves.
import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { words } from "../i18n/words.ts";
import { policyData } from "../invoices/policy-data.ts";
import { PolicyPage } from "../invoices/policy-page.tsx";
import { reader } from "../session/guard.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `${data.title} · Tieout` : "Tieout" }];

export const loader = reader("see", (visit) => ({ title: words[visit.language].policy.name, ...policyData(visit) }));

export default function Policy() {
  return <PolicyPage page={useLoaderData<typeof loader>()} />;
}

export { PageFailure as ErrorBoundary } from "../ui/failure.tsx";
