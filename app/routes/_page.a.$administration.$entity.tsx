// The grid's page, the same for all kinds of data: made from the entity's declaration.
import { type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { refusal } from "../../core/permissions.ts";
import { gridColumns } from "../grid/columns.ts";
import { entityIn } from "../grid/entity-in.ts";
import { keptLook, lookKey } from "../grid/look.ts";
import { opening } from "../grid/opening.ts";
import { whenOtherRows } from "../grid/revalidate.ts";
import { viewAt } from "../grid/view.ts";
import { Workplace } from "../grid/workplace.tsx";
import { words } from "../i18n/words.ts";
import { administrationIn, reader } from "../session/guard.ts";
import { problemOfNote } from "../session/problem.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `${data.title} · Tieout` : "Tieout" }];

export const shouldRevalidate = whenOtherRows;

export const loader = reader("see", async (visit) => {
  const { db, prisma, store, grid, readiness } = visit.context;
  const administration = administrationIn(visit);
  const { id, code } = administration;
  const entity = entityIn(visit.params);
  const { pathname, searchParams } = new URL(visit.request.url);
  const place = { administrationId: id, entity: entity.name };
  const views = store.savedViews(db, visit.account, place);
  const first = store.openingView(db, visit.account, place, views);
  const to = opening(searchParams, { views, first, fields: entity.compared.map(({ name }) => name) });
  if (to !== null) throw redirect(`${pathname}?${to}`);
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
      share: refusal(visit.account, "share") === null,
      administer: refusal(visit.account, "administer") === null,
      decideOwn: store.selfApproval(db).allowed,
    },
    views,
    opensWith: first?.id ?? null,
    look: keptLook(await store.preferences(prisma, visit.account.id), lookKey(id, entity.name)),
  };
});

export default function GridPage() {
  const page = useLoaderData<typeof loader>();
  return <Workplace key={`${page.code} ${page.entity}`} page={page} />;
}

export { PageFailure as ErrorBoundary } from "../ui/failure.tsx";
