// What the suggestions page shows: the likeliest first, with the reasons in the reader's words and both records whole.
import type { EntityName } from "../../core/entities/index.ts";
import { entities, entityNames } from "../../core/entities/index.ts";
import { refusal } from "../../core/permissions.ts";
import { type Reason, reasonText } from "../../core/suggest/reasons.ts";
import type { PairRow } from "../../prisma/rows.ts";
import type { FoundSuggestion, FoundSuggestions } from "../../prisma/suggestion-thread.ts";
import type { Language } from "../i18n/words.ts";
import { administrationIn, type Visit } from "../session/guard.ts";
import { kindsOf } from "../view/kinds.ts";
import { inShownOrder } from "../view/standing.ts";

const cardsShown = 25;
/** From here on a suggestion is sure enough to be proposed with others at once. */
export const sureFrom = 0.95;

type Decided = Map<number, { action: string }>;

/** What is suggested for one record of Globe, best first, and still open on both sides. */
export function openCards({ found }: FoundSuggestions, decided: Decided): FoundSuggestion[][] {
  const byGlobe = new Map<number, FoundSuggestion[]>();
  for (const one of found) {
    if (decided.has(one.globe) || decided.has(one.milestones)) continue;
    byGlobe.set(one.globe, [...(byGlobe.get(one.globe) ?? []), one]);
  }
  return [...byGlobe.values()].sort(([left], [right]) => (right?.score ?? 0) - (left?.score ?? 0));
}

const record = ({ id, key, title, fingerprint, globe, milestones }: PairRow) => ({
  ...{ id, key, title, fingerprint },
  values: globe ?? milestones ?? {},
});

export type ShownRecord = ReturnType<typeof record>;

const shownReason = (reason: Reason, language: Language) => ({
  text: reasonText(reason, language),
  weight: reason.weight,
});

export async function pageData(visit: Visit) {
  const { context, language, account, request } = visit;
  const { db, store, suggestions } = context;
  const { id: administrationId, code } = administrationIn(visit);
  const { searchParams } = new URL(request.url);
  const kinds = inShownOrder(
    entityNames.map((entity) => {
      const { counts, comparable } = store.entityState(db, administrationId, entity);
      return { entity, comparable, globe: counts.only_in_globe, milestones: counts.only_in_milestones };
    }),
  );
  const asked = kinds.find(({ entity }) => entity === searchParams.get("entity"));
  const chosen = asked ?? kinds.find(({ globe, milestones }) => globe > 0 && milestones > 0) ?? kinds[0];
  const entity: EntityName = chosen?.entity ?? "customer";
  const about = { administrationId, entity };
  const { last, isFresh, far } = await suggestions.standing(about);
  const decided = store.decidedAlone(db, about);
  const rejected = store.rejectedSuggestions(db, about);
  const only = Number(searchParams.get("pair")) || null;
  const open = last ? openCards(last, decided) : [];
  const wanted =
    only === null ? open : open.filter((card) => card.some((one) => one.globe === only || one.milestones === only));
  const from = Math.max(0, Number(searchParams.get("from")) || 0);
  const page = wanted.slice(from, from + cardsShown);
  const rows = new Map(
    store
      .rowsOf(db, new Set(page.flat().flatMap((one) => [one.globe, one.milestones])), true)
      .map((row) => [row.id, row]),
  );
  const isRejected = (globe: string, milestones: string) =>
    rejected.some((one) => one.globe === globe && one.milestones === milestones);
  return {
    ...{ base: `/a/${encodeURIComponent(code)}`, entity, kinds, isFresh, far, only, from },
    comparable: chosen?.comparable ?? true,
    isKnown: last !== null,
    /** Records that stand alone on each side. */
    alone: { globe: chosen?.globe ?? 0, milestones: chosen?.milestones ?? 0 },
    asOf: last?.asOf ?? "",
    total: wanted.length,
    sure: open.filter(([best]) => (best?.score ?? 0) >= sureFrom).length,
    waiting:
      [...decided.values()].filter(({ action, state }) => action === "same_as" && state === "proposed").length / 2,
    next: from + cardsShown < wanted.length ? from + cardsShown : null,
    cards: page.flatMap((card) => {
      const globe = rows.get(card[0]?.globe ?? 0);
      const candidates = card.flatMap(({ milestones: id, score, reasons }) => {
        const milestones = rows.get(id);
        if (!globe || !milestones || isRejected(globe.key, milestones.key)) return [];
        const why = (JSON.parse(reasons) as Reason[]).map((reason) => shownReason(reason, language));
        return [{ record: record(milestones), score, reasons: why }];
      });
      return globe && candidates.length > 0 ? [{ globe: record(globe), candidates }] : [];
    }),
    rejected,
    keyField: entities[entity].key.name,
    fields: entities[entity].compared.map(({ name }) => name),
    types: kindsOf([entity])[entity] ?? {},
    going: store.goingBulk(db, administrationId, account.id)?.id ?? null,
    may: { propose: refusal(account, "propose") === null },
  };
}

export type SuggestionsPageData = Awaited<ReturnType<typeof pageData>>;
export type SuggestionCardData = SuggestionsPageData["cards"][number];
