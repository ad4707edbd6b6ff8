// The frame around every page of someone signed in: bar, menu, live news.
import { Outlet, useLoaderData, useNavigation } from "@remix-run/react";
import { useEffect, useState } from "react";
import { entityNames } from "../../core/entities/index.ts";
import { accessStanding } from "../../core/milestones-access.ts";
import { refusal } from "../../core/permissions.ts";
import { localDay, nextRun } from "../../core/schedule.ts";
import { AccessNote } from "../connection/access-note.tsx";
import { unlessOnlyQueryMoves } from "../grid/revalidate.ts";
import { useWords } from "../i18n/use-words.ts";
import { needsPeople } from "../invoices/amounts.ts";
import { reader } from "../session/guard.ts";
import { Failure } from "../ui/failure.tsx";
import { LiveNews, LostConnection } from "../ui/live.tsx";
import { SideNav } from "../ui/side-nav.tsx";
import { Toasts } from "../ui/toasts.tsx";
import { TopBar } from "../ui/top-bar.tsx";
import { inShownOrder, standingOf } from "../view/standing.ts";

export const loader = reader("see", ({ context: { db, store }, params, account }) => {
  const all = store.administrations(db);
  const current = all.find(({ code }) => code === params.administration) ?? all[0] ?? null;
  const found = current && store.overview(db, current.id);
  const now = new Date();
  const access = current && store.milestonesConnectionOf(db, current.settings.milestones.baseUrl);
  const due = current ? entityNames.flatMap((entity) => nextRun(current.settings.schedule, entity, now) ?? []) : [];
  const soonest = due.sort((left, right) => left.getTime() - right.getTime())[0];
  return {
    account,
    administers: refusal(account, "administer") === null,
    administrations: all.map(({ code, name }) => ({ code, name })),
    current: current?.code ?? "",
    agent: store.presenceOf(db, current?.settings.agent ?? ""),
    standings: inShownOrder(found?.entities.map(standingOf) ?? []),
    toApprove: found?.toApprove ?? 0,
    forMe: store.unseenMentions(db, account.id) + store.overdueOf(db, account.id, localDay(now)),
    invoices: current ? needsPeople(store.invoiceCounts(db, current.id)) : 0,
    deadLetters: current ? store.waitingLetters(db, current.settings.agent) : 0,
    access: current ? accessStanding(access, now) : ("good" as const),
    accessEndsAt: access?.endsAt ?? null,
    nextRun: soonest?.toISOString() ?? null,
  };
});

export const shouldRevalidate = unlessOnlyQueryMoves;

export default function Page() {
  return (
    <Frame>
      <Outlet />
    </Frame>
  );
}

function Frame({ children }: { children: React.ReactNode }) {
  const page = useLoaderData<typeof loader>();
  const { t } = useWords();
  const [drawer, setDrawer] = useState(false);
  const { state, location } = useNavigation();
  const base = `/a/${encodeURIComponent(page.current)}`;

  useEffect(() => {
    if (location) setDrawer(false);
  }, [location]);

  return (
    <LiveNews>
      <a href="#content" className="skip btn">
        {t("nav.skip")}
      </a>
      {state === "loading" && <div className="loading-line" />}
      <div className="shell">
        <TopBar {...page} base={base} drawer={{ open: drawer, toggle: () => setDrawer(!drawer) }} />
        <SideNav {...page} base={base} open={drawer} />
        <main className="page" id="content" tabIndex={-1}>
          <LostConnection />
          <AccessNote {...page} endsAt={page.accessEndsAt} base={base} />
          <Toasts>{children}</Toasts>
        </main>
      </div>
    </LiveNews>
  );
}

export function ErrorBoundary() {
  return <Failure whole />;
}
