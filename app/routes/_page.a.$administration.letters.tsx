// Dead letters: what the bus put aside of an agent's messages, explained, and what was done with those before.
import type { MetaFunction } from "@remix-run/node";
import { Link, useLoaderData, useSearchParams } from "@remix-run/react";
import { Trans } from "react-i18next";
import { refusal } from "../../core/permissions.ts";
import { useWords } from "../i18n/use-words.ts";
import { words } from "../i18n/words.ts";
import { grouped } from "../letters/grouped.ts";
import { LetterGroup } from "../letters/letter-group.tsx";
import { LetterHistory } from "../letters/letter-history.tsx";
import { administrationIn, reader } from "../session/guard.ts";

const shownAtOnce = 200;

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `${data.title} · Tieout` : "Tieout" }];

export const loader = reader("see", (visit) => {
  const { db, store } = visit.context;
  const { code, settings } = administrationIn(visit);
  const { searchParams } = new URL(visit.request.url);
  const history = searchParams.get("show") === "history";
  const before = Number(searchParams.get("before")) || undefined;
  const { agent } = settings;
  const letters = store.deadLetters(db, { agent, ended: history, before, limit: shownAtOnce });
  return {
    title: words[visit.language].letters.title,
    base: `/a/${encodeURIComponent(code)}`,
    history,
    letters: history ? letters : [],
    groups: history ? [] : grouped(letters),
    waiting: store.waitingLetters(db, agent),
    older: letters.length === shownAtOnce ? (letters.at(-1)?.id ?? null) : null,
    mayDecide: refusal(visit.account, "decide") === null,
    role: visit.account.role,
  };
});

export default function DeadLetters() {
  const { title, base, history, letters, groups, waiting, older, mayDecide, role } = useLoaderData<typeof loader>();
  const [params] = useSearchParams();
  const { t } = useWords();
  const more = new URLSearchParams(params);
  if (older !== null) more.set("before", String(older));
  const empty = history ? letters.length === 0 : groups.length === 0;

  return (
    <>
      <div className="page-head">
        <div>
          <h1>{title}</h1>
          <p aria-live="polite">
            {waiting === 0 ? (
              t("letters.sentenceNone")
            ) : (
              <Trans
                i18nKey="letters.sentence"
                count={waiting}
                components={{
                  open: <Link to={`${base}/letters`} className="font-semibold text-different no-underline" />,
                }}
              />
            )}
          </p>
        </div>
        <nav className="flex gap-1" aria-label={title}>
          <Link
            className="btn"
            aria-current={history ? undefined : "page"}
            to={`${base}/letters`}
            data-on={!history || undefined}
          >
            {t("letters.open")}
          </Link>
          <Link
            className="btn"
            aria-current={history ? "page" : undefined}
            to="?show=history"
            data-on={history || undefined}
          >
            {t("letters.history")}
          </Link>
        </nav>
      </div>
      {empty && (
        <div className="card p-8 text-center">
          <h2>{t(history ? "letters.historyNone" : "letters.none")}</h2>
          <p className="hint mx-auto mt-1 max-w-lg">{t("letters.noneNext")}</p>
        </div>
      )}
      {!mayDecide && groups.length > 0 && <p className="note mb-3">{t("letters.role", { role: t(`role.${role}`) })}</p>}
      <div className="grid gap-3">
        {groups.map((group) => (
          <LetterGroup key={group.name} {...{ group, base, mayDecide }} />
        ))}
      </div>
      {letters.length > 0 && <LetterHistory {...{ letters, base }} />}
      {older !== null && (
        <Link className="btn mt-3" to={`?${more}`}>
          {t("letters.older")}
        </Link>
      )}
    </>
  );
}

export { PageFailure as ErrorBoundary } from "../ui/failure.tsx";
