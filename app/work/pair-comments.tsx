// What people said about this pair, and a place to say more. Who is named sees a mark; opening the pair takes it away.
import { useEffect, useRef, useState } from "react";
import { longestComment, textParts } from "../../core/mentions.ts";
import type { WholePair } from "../../prisma/rows.ts";
import type { GridPageData } from "../grid/page-data.ts";
import { useWords } from "../i18n/use-words.ts";
import { useTell } from "../ui/toasts.tsx";
import { useSend } from "../ui/use-send.ts";
import type { WorkPerson } from "./people.ts";

interface PairCommentsProps {
  pair: WholePair;
  page: GridPageData;
  /** The address of the grid. */
  base: string;
}

type Said = { id: number } | { refused: string };

export function PairComments({ pair, page, base }: PairCommentsProps) {
  const { t, moment } = useWords();
  const { send, busy } = useSend<Said>();
  useSeen(pair, page);
  return (
    <section className="panel-part" aria-label={t("comments.title")}>
      <h3>{t("comments.title")}</h3>
      {pair.said.length === 0 && <p className="hint mb-2">{t("comments.none")}</p>}
      <ol className="said">
        {pair.said.map((comment) => (
          <li key={comment.id}>
            <p className="hint">
              <b>{comment.author}</b> {moment(comment.at)}
              {comment.withdrawnAt === null && (comment.authorId === page.me.id || page.may.administer) && (
                <button
                  type="button"
                  className="link ml-2"
                  disabled={busy}
                  onClick={() => void send(`${base}/comment`, { withdraw: comment.id })}
                >
                  {t("comments.withdraw")}
                </button>
              )}
            </p>
            {comment.withdrawnAt === null ? (
              <CommentText text={comment.text} mentions={comment.mentions} />
            ) : (
              <p className="hint">{t("comments.withdrawn", { when: moment(comment.withdrawnAt) })}</p>
            )}
          </li>
        ))}
      </ol>
      {page.may.comment ? (
        <NewComment pair={pair.id} base={base} people={page.people} />
      ) : (
        <p className="hint">{t("comments.role", { role: t(`role.${page.me.role}`) })}</p>
      )}
    </section>
  );
}

/** The text as it was written, with those it names marked. */
export function CommentText({ text, mentions }: { text: string; mentions: readonly string[] }) {
  let at = 0;
  return (
    <p className="said-text">
      {textParts(text, new Set(mentions)).map((part) => {
        const key = at;
        at += part.text.length;
        return part.isMention ? (
          <b key={key} className="mention">
            {part.text}
          </b>
        ) : (
          part.text
        );
      })}
    </p>
  );
}

/** why: who looks at the pair has seen where they are named in it. */
function useSeen(pair: WholePair, page: GridPageData) {
  const { send } = useSend<{ seen: number }>();
  const mine = pair.said.filter(({ mentions }) => mentions.includes(page.me.username)).map(({ id }) => id);
  const told = useRef("");
  const key = mine.join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each comment that names them
  useEffect(() => {
    if (key === "" || told.current === key) return;
    told.current = key;
    void send("/for-me", { seen: mine });
  }, [key]);
}

function NewComment({ pair, base, people }: { pair: number; base: string; people: readonly WorkPerson[] }) {
  const { t, n } = useWords();
  const tell = useTell();
  const { send, busy } = useSend<Said>();
  const [text, setText] = useState("");
  const box = useRef<HTMLTextAreaElement>(null);
  const [, begun] = /(?:^|[^\p{L}\p{N}._@+-])@([\p{L}\p{N}._@+-]*)$/u.exec(text) ?? [];
  const fitting = begun === undefined ? [] : people.filter((one) => fits(one, begun.toLowerCase())).slice(0, 6);
  const left = longestComment - text.length;

  async function sent() {
    if (text.trim() === "") return;
    const answer = await send(`${base}/comment`, { pair, text });
    if ("id" in answer) {
      setText("");
      return tell({ text: t("comments.sent") });
    }
    const why = "refused" in answer ? t(`refused.${answer.refused as "gone"}`) : answer.problem?.what;
    tell({ text: why ?? t("failure.broken"), bad: true });
  }

  return (
    <form
      className="grid gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        void sent();
      }}
    >
      <label className="field">
        <span className="sr-only">{t("comments.add")}</span>
        <textarea
          ref={box}
          id="comment"
          className="input min-h-16"
          maxLength={longestComment}
          placeholder={t("comments.add")}
          value={text}
          onChange={({ target }) => setText(target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
            event.preventDefault();
            void sent();
          }}
        />
        <small className="hint">{left < 200 ? t("comments.left", { n: n(left) }) : t("comments.hint")}</small>
      </label>
      {fitting.length > 0 && (
        <fieldset className="flex flex-wrap gap-1">
          <legend className="sr-only">{t("comments.people")}</legend>
          {fitting.map(({ username, name }) => (
            <button
              key={username}
              type="button"
              className="chip chip-button"
              onClick={() => {
                setText(`${text.slice(0, text.length - (begun?.length ?? 0))}${username} `);
                box.current?.focus();
              }}
            >
              @{username} <span className="font-normal">{name}</span>
            </button>
          ))}
        </fieldset>
      )}
      <button type="submit" className="btn justify-self-start" disabled={busy || text.trim() === ""}>
        {t("comments.send")} <kbd>Ctrl ↵</kbd>
      </button>
    </form>
  );
}

const fits = ({ username, name }: WorkPerson, begun: string) =>
  username !== begun && (username.startsWith(begun) || name.toLowerCase().startsWith(begun));
