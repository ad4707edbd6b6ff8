// The grid's page, the same for all kinds of data: made from the entity's declaration.
import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { refusal } from "../../core/permissions.ts";
import { gridColumns } from "../grid/columns.ts";
import { entityIn } from "../grid/entity-in.ts";
import { whenOtherRows } from "../grid/revalidate.ts";
import { viewAt } from "../grid/view.ts";
import { Workplace } from "../grid/workplace.tsx";
import { words } from "../i18n/words.ts";
import { administrationIn, reader } from "../session/guard.ts";
import { problemOfNote } from "../session/problem.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `${data.title} · Tieout` : "Tieout" }];

export const shouldRevalidate = whenOtherRows;

export const loader = reader("see", async (visit) => {
  const { db, store, grid, readiness } = visit.context;
  const administration = administrationIn(visit);
  const { id, code } = administration;
  const entity = entityIn(visit.params);
  const { searchParams } = new URL(visit.request.url);
  const view = await viewAt(searchParams, { administration, entity: entity.name, who: visit.account.id }, readiness);
  const state = store.entityState(db, id, entity.name);
  const error = state.comparable ? null : store.lastRun(db, id, entity.name)?.error;
  return {
    title: words[visit.language].entity[entity.name],
    code,
    entity: entity.name,
    columns: gridColumns(entity),
    facets: await grid.facets(view),
    state,
    why: error ? problemOfNote(error, visit.language).what : null,
    me: { id: visit.account.id, username: visit.account.username, role: visit.account.role },
    going: store.goingBulk(db, id, visit.account.id)?.id ?? null,
    people: store
      .accounts(db)
      .filter(({ disabled }) => !disabled)
      .map((one) => ({
        ...{ id: one.id, username: one.username, name: one.displayName },
        mayBeGiven: refusal(one, "propose") === null,
      })),
    may: {
      propose: refusal(visit.account, "propose") === null,
      decide: refusal(visit.account, "decide") === null,
      pull: refusal(visit.account, "pull") === null,
      comment: refusal(visit.account, "comment") === null,
      assign: refusal(visit.account, "assign") === null,
      administer: refusal(visit.account, "administer") === null,
      decideOwn: store.selfApproval(db).allowed,
    },
  };
});

export default function GridPage() {
  const page = useLoaderData<typeof loader>();
  return <Workplace key={`${page.code} ${page.entity}`} page={page} />;
}

export { PageFailure as ErrorBoundary } from "../ui/failure.tsx";
