// The small list of what waits for one person: where they are named, and what they were given. Works on a phone.
import { Link } from "@remix-run/react";
import { Trans } from "react-i18next";
import type { AssignedPair } from "../../prisma/assignments.ts";
import type { MentionOf } from "../../prisma/comments.ts";
import { useWords } from "../i18n/use-words.ts";
import { useSend } from "../ui/use-send.ts";
import { isOverdue } from "./overdue.ts";
import { CommentText } from "./pair-comments.tsx";

interface ForMe {
  title: string;
  username: string;
  mentions: readonly MentionOf[];
  unseen: number;
  work: { pairs: readonly AssignedPair[]; total: number };
}

const pairAt = ({
  administration,
  entity,
  pairId,
  key,
}: Pick<MentionOf, "administration" | "entity" | "pairId" | "key">) =>
  `/a/${encodeURIComponent(administration)}/${entity}?q=${encodeURIComponent(key)}${pairId === null ? "" : `&pair=${pairId}`}`;

export function ForMePage({ page }: { page: ForMe }) {
  const { t, now } = useWords();
  const { send, busy } = useSend<{ seen: number }>();
  const { unseen, work, mentions } = page;
  const late = work.pairs.filter(({ dueOn }) => isOverdue(dueOn, now)).length;
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{page.title}</h1>
          <p aria-live="polite">
            {unseen === 0 && work.total === 0 ? (
              t("forMe.sentenceNone")
            ) : (
              <Trans
                i18nKey="forMe.sentence"
                values={{
                  unseen: t("forMe.unseen", { count: unseen }),
                  given: t("forMe.given", { count: work.total }),
                }}
                components={{
                  unseen: <Link to="#mentions" className="font-semibold no-underline" />,
                  given: <Link to="#work" className="font-semibold no-underline" />,
                }}
              />
            )}
            {late > 0 && <b className="text-bad">, {t("forMe.overdue", { count: late })}</b>}
          </p>
        </div>
        {unseen > 0 && (
          <button type="button" className="btn" disabled={busy} onClick={() => void send("/for-me", { seen: "all" })}>
            {t("forMe.allSeen")}
          </button>
        )}
      </div>
      <div className="split-2">
        <section id="mentions" className="grid content-start gap-2" aria-label={t("forMe.mentions")}>
          <h2>{t("forMe.mentions")}</h2>
          {mentions.length === 0 && (
            <p className="card hint p-4">{t("forMe.mentionsNone", { username: page.username })}</p>
          )}
          {mentions.map((mention) => (
            <Mention
              key={mention.commentId}
              {...{ mention, busy, username: page.username }}
              see={() => void send("/for-me", { seen: [mention.commentId] })}
            />
          ))}
        </section>
        <section id="work" className="grid content-start gap-2" aria-label={t("forMe.work")}>
          <h2>{t("forMe.work")}</h2>
          {work.total === 0 && <p className="card hint p-4">{t("forMe.workNone")}</p>}
          {work.pairs.map((pair) => (
            <Given key={pair.pairId} pair={pair} />
          ))}
          {work.total > work.pairs.length && (
            <p className="hint">{t("forMe.more", { shown: work.pairs.length, total: work.total })}</p>
          )}
        </section>
      </div>
    </>
  );
}

interface MentionProps {
  mention: MentionOf;
  username: string;
  busy: boolean;
  see: () => void;
}

function Mention({ mention, username, busy, see }: MentionProps) {
  const { t, moment } = useWords();
  return (
    <article className="card p-3" data-unseen={mention.seenAt === null || undefined}>
      <p className="flex flex-wrap items-center gap-2">
        {mention.pairId === null ? (
          <span>
            <span className="code">{mention.key}</span> <span className="hint">{t("forMe.gone")}</span>
          </span>
        ) : (
          <Link to={pairAt(mention)} className="link">
            <span className="code">{mention.key}</span> {mention.title}
          </Link>
        )}
        <span className="hint">{t(`entityOne.${mention.entity}`)}</span>
        <span className="flex-1" />
        {mention.seenAt === null && (
          <button type="button" className="btn btn-small" disabled={busy} onClick={see}>
            {t("forMe.seen")}
          </button>
        )}
      </p>
      <CommentText text={mention.text} mentions={[username]} />
      <p className="hint">{t("forMe.said", { who: mention.author, when: moment(mention.at) })}</p>
    </article>
  );
}

function Given({ pair }: { pair: AssignedPair }) {
  const { t, date, now } = useWords();
  return (
    <article className="card flex flex-wrap items-center gap-2 p-3">
      <Link to={pairAt(pair)} className="link">
        <span className="code">{pair.key}</span> {pair.title}
      </Link>
      <span className="hint">{t(`entityOne.${pair.entity}`)}</span>
      <span className={`chip is-${pair.status}`}>{t(`status.${pair.status}`)}</span>
      <span className="flex-1" />
      {pair.dueOn && <span className="hint">{t("assign.dueOn", { date: date(pair.dueOn) })}</span>}
      {isOverdue(pair.dueOn, now) && <span className="chip is-failed">{t("assign.overdue")}</span>}
    </article>
  );
}
