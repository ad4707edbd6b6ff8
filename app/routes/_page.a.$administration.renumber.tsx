// The renumber plan: which codes people change, in which system and which order, so that both agree.
import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { refusal } from "../../core/permissions.ts";
import { collisionInWords, noteInWords } from "../../core/suggest/renumber-texts.ts";
import { translator } from "../i18n/translator.ts";
import { administrationIn, reader } from "../session/guard.ts";
import { RenumberPage } from "../suggestions/renumber-page.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `${data.title} · Tieout` : "Tieout" }];

/** Rows shown of each list; the workbook holds all. */
const rowsShown = 500;

export const loader = reader("see", (visit) => {
  const { context, language, account } = visit;
  const { id, code } = administrationIn(visit);
  const plans = context.store.renumberPlans(context.db, id).map(({ plan, titles, ...rest }) => ({
    ...rest,
    count: { changes: plan.changes.length, collisions: plan.collisions.length },
    changes: plan.changes.slice(0, rowsShown).map((change) => ({
      ...change,
      title: titles[change.from] ?? "",
      note: noteInWords(change, language),
    })),
    collisions: plan.collisions.slice(0, rowsShown).map((one) => ({
      ...one,
      title: titles[one.from] ?? "",
      why: collisionInWords(one, language),
    })),
  }));
  return {
    title: translator(language).t("renumber.title"),
    base: `/a/${encodeURIComponent(code)}`,
    plans,
    may: { choose: refusal(account, "propose") === null },
  };
});

export type RenumberPageData = Awaited<ReturnType<typeof loader>>;

export default function Renumber() {
  return <RenumberPage page={useLoaderData<typeof loader>()} />;
}

export { PageFailure as ErrorBoundary } from "../ui/failure.tsx";
