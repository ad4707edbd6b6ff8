// Suggestions, the likeliest first: what stands alone in Globe beside what stands alone in Milestones, with why. Chosen ones
// are proposed or turned down together.
import { Link, useRevalidator } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import { Trans } from "react-i18next";
import { useWords } from "../i18n/use-words.ts";
import { useListKeys } from "../invoices/use-list-keys.ts";
import { JudgeDialog } from "./judge-dialog.tsx";
import { LinkByHand } from "./link-by-hand.tsx";
import type { SuggestionsPageData } from "./page-data.ts";
import { Rejected } from "./rejected.tsx";
import { SuggestionCard } from "./suggestion-card.tsx";
import { type Couple, useJudging } from "./use-judging.ts";

const askAgainAfter = 700;

export function SuggestionsPage({ page }: { page: SuggestionsPageData & { title: string } }) {
  const { t, n } = useWords();
  const { entity, kinds, cards, total, sure, alone } = page;
  const judging = useJudging(page);
  const [picked, setPicked] = useState<Readonly<Record<number, number>>>({});
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const list = useRef<HTMLOListElement>(null);
  useSearching(page.isFresh);

  const coupleOf = (at: number): Couple | null => {
    const card = cards[at];
    const candidate = card?.candidates[picked[card.globe.id] ?? 0];
    return card && candidate ? { globe: card.globe, milestones: candidate.record } : null;
  };
  const couples = (places: readonly number[]) => places.flatMap((at) => coupleOf(at) ?? []);
  const chosenPlaces = cards.flatMap((card, at) => (chosen.has(card.globe.id) ? [at] : []));
  const toggle = (id: number) =>
    setChosen((now) => {
      const next = new Set(now);
      if (!next.delete(id)) next.add(id);
      return next;
    });

  const inFocus = () => {
    const items = [...(list.current?.children ?? [])];
    return items.findIndex((item) => item.contains(document.activeElement));
  };
  const step = (by: number) => {
    const items = [...(list.current?.querySelectorAll<HTMLElement>(":scope > li") ?? [])];
    items[Math.max(0, Math.min(items.length - 1, inFocus() + by))]?.focus();
    return items.length > 0;
  };
  const asked = () => (chosenPlaces.length > 0 ? couples(chosenPlaces) : couples([inFocus()]));
  const act = (does: "same" | "reject") => {
    const which = asked();
    if (which.length === 0 || !page.may.propose) return false;
    judging.ask({ does, couples: which });
    return true;
  };
  useListKeys({
    j: () => step(1),
    k: () => step(-1),
    x: () => {
      const card = cards[inFocus()];
      if (!card) return false;
      toggle(card.globe.id);
      return true;
    },
    l: () => act("same"),
    r: () => act("reject"),
    u: () => judging.undoLast(),
  });

  return (
    <>
      <div className="page-head">
        <div className="min-w-0 grow basis-96">
          <h1>{page.title}</h1>
          <p aria-live="polite">{page.comparable && page.isKnown && <Sentence page={page} />}</p>
          <p className="hint mt-1 max-w-3xl">
            {t("suggestions.about")}{" "}
            <Link className="link" to={`${page.base}/renumber`}>
              {t("renumber.title")}
            </Link>
          </p>
        </div>
        <LinkByHand page={page} judging={judging} />
      </div>
      {judging.progress}
      <nav className="mb-3 flex flex-wrap gap-1" aria-label={t("suggestions.kinds")}>
        {kinds.map((kind) => (
          <Link
            key={kind.entity}
            className="btn btn-small"
            to={`?entity=${kind.entity}`}
            aria-current={kind.entity === entity ? "page" : undefined}
            data-on={kind.entity === entity || undefined}
            title={t("suggestions.aloneOf", { globe: n(kind.globe), milestones: n(kind.milestones) })}
          >
            {t(`entity.${kind.entity}`)}{" "}
            <span className="hint">
              {n(kind.globe)} · {n(kind.milestones)}
            </span>
          </Link>
        ))}
      </nav>
      {!page.comparable && <p className="note note-stale mb-3">{t("suggestions.notComparable")}</p>}
      {!page.isFresh && page.comparable && (
        <div className="note mb-3" role="status">
          <span>{t(page.isKnown ? "suggestions.again" : "suggestions.searching")}</span>
          <progress max={1} value={page.far || undefined} aria-label={t("suggestions.searching")} />
        </div>
      )}
      {cards.length > 0 && (
        <div className="card sticky top-0 z-10 mb-3 flex flex-wrap items-center gap-2 px-4 py-2">
          <label className="flex items-center gap-2">
            <input
              type="checkbox"
              checked={chosenPlaces.length === cards.length}
              onChange={({ target }) => setChosen(new Set(target.checked ? cards.map(({ globe }) => globe.id) : []))}
            />
            {t("suggestions.selectPage")}
          </label>
          <span className="flex-1" role="status" aria-live="polite">
            {chosenPlaces.length > 0 && <b>{t("suggestions.selected", { count: chosenPlaces.length })}</b>}
          </span>
          {sure > 1 && page.only === null && (
            <button
              type="button"
              className="btn"
              disabled={!page.may.propose || !page.isFresh}
              onClick={() => judging.ask({ does: "sure", count: sure })}
            >
              {t("suggestions.allSure", { count: sure })}
            </button>
          )}
          <button
            type="button"
            className="btn btn-bad"
            disabled={chosenPlaces.length === 0 || !page.may.propose}
            onClick={() => judging.ask({ does: "reject", couples: couples(chosenPlaces) })}
          >
            {t("suggestions.rejectCount", { count: chosenPlaces.length })} <kbd>R</kbd>
          </button>
          <button
            type="button"
            className="btn btn-main"
            disabled={chosenPlaces.length === 0 || !page.may.propose}
            onClick={() => judging.ask({ does: "same", couples: couples(chosenPlaces) })}
          >
            {t("suggestions.sameCount", { count: chosenPlaces.length })} <kbd>L</kbd>
          </button>
        </div>
      )}
      {page.isKnown && cards.length === 0 && (
        <div className="card p-8 text-center">
          <h2>{t(alone.globe === 0 || alone.milestones === 0 ? "suggestions.nobodyAlone" : "suggestions.none")}</h2>
          <p className="hint mx-auto mt-1 max-w-lg">{t("suggestions.noneNext")}</p>
        </div>
      )}
      <ol ref={list} className="grid gap-2">
        {cards.map((card, at) => (
          <SuggestionCard
            key={card.globe.id}
            {...{ card, page }}
            pick={{
              at: picked[card.globe.id] ?? 0,
              set: (index) => setPicked((now) => ({ ...now, [card.globe.id]: index })),
            }}
            choice={{ on: chosen.has(card.globe.id), toggle: () => toggle(card.globe.id) }}
            judge={(does) => judging.ask({ does, couples: couples([at]) })}
          />
        ))}
      </ol>
      {(page.next !== null || page.from > 0) && (
        <p className="mt-3 flex gap-2">
          {page.from > 0 && (
            <Link className="btn" to={`?entity=${entity}&from=${Math.max(0, page.from - cards.length)}`}>
              {t("suggestions.likelier")}
            </Link>
          )}
          {page.next !== null && (
            <Link className="btn" to={`?entity=${entity}&from=${page.next}`}>
              {t("suggestions.less", { from: n(page.next + 1), total: n(total) })}
            </Link>
          )}
        </p>
      )}
      <Rejected rejected={page.rejected} restore={page.may.propose ? judging.restore : null} />
      {judging.asked && (
        <JudgeDialog
          asked={judging.asked}
          busy={judging.busy}
          close={judging.close}
          submit={async (said) => {
            await judging.submit(said);
            setChosen(new Set());
          }}
        />
      )}
    </>
  );
}

function Sentence({ page: { base, entity, alone, total, only, waiting } }: { page: SuggestionsPageData }) {
  const { t, n } = useWords();
  return (
    <>
      {only === null ? (
        <Trans
          i18nKey={total === 0 ? "suggestions.sentenceNone" : "suggestions.sentence"}
          count={total}
          values={{ globe: n(alone.globe), milestones: n(alone.milestones) }}
          components={{
            inGlobe: <Link className="link" to={`${base}/${entity}?status=only_in_globe`} />,
            inMilestones: <Link className="link" to={`${base}/${entity}?status=only_in_milestones`} />,
          }}
        />
      ) : (
        <>
          {t("suggestions.onlyOne")}{" "}
          <Link className="link" to={`?entity=${entity}`}>
            {t("suggestions.showAll")}
          </Link>
        </>
      )}
      {waiting > 0 && (
        <>
          {" "}
          <Link className="link" to={`${base}/decisions?entity=${entity}`}>
            {t("suggestions.waiting", { count: waiting })}
          </Link>
        </>
      )}
    </>
  );
}

/** Asks again while the search goes on. */
function useSearching(isFresh: boolean) {
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    if (isFresh || state !== "idle") return;
    const asking = setTimeout(revalidate, askAgainAfter);
    return () => clearTimeout(asking);
  }, [isFresh, state, revalidate]);
}
