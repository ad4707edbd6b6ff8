// The proof of completeness, a period and journal at a time.
import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { words } from "../i18n/words.ts";
import { proofData } from "../invoices/proof-data.ts";
import { ProofPage } from "../invoices/proof-page.tsx";
import { reader } from "../session/guard.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `${data.title} · Tieout` : "Tieout" }];

export const loader = reader("see", async (visit) => ({
  title: words[visit.language].proof.name,
  ...(await proofData(visit)),
}));

export default function Proof() {
  return <ProofPage page={useLoaderData<typeof loader>()} />;
}

export { PageFailure as ErrorBoundary } from "../ui/failure.tsx";
