// What happened to this pair, newest first: who proposed, approved, rejected or took back what, what lapsed, and what
// became of it in Milestones.
import type { WholePair } from "../../prisma/rows.ts";
import { endSentence } from "../decisions/apply-end.ts";
import { useWords } from "../i18n/use-words.ts";
import type { FieldColumn, GridColumns } from "./columns.ts";
import { shownText } from "./shown.ts";

const told = {
  decision_proposed: "proposed",
  decision_approved: "approved",
  decision_rejected: "rejected",
  decision_lapsed: "lapsed",
  decision_undone: "undone",
  decision_reopened: "reopened",
  decision_replaced: "replaced",
  decision_restored: "restored",
  decision_applied: "applied",
  decision_stale: "stale",
  decision_failed: "failed",
} as const;

const isTold = (kind: string): kind is keyof typeof told => kind in told;

const isWorked = (kind: string) => kind === "pair_assigned" || kind.startsWith("comment_");

/** What was said or given, without its text: that stands under the comments. */
function Worked({ event: { kind, actor, at, detail } }: { event: WholePair["events"][number] }) {
  const { t, moment, date } = useWords();
  const { assignee, due } = detail as { assignee?: string | null; due?: string | null };
  return (
    <li>
      {kind === "pair_assigned"
        ? assignee
          ? t("worked.pair_assigned", { who: assignee })
          : t("worked.pair_unassigned")
        : t(`worked.${kind as "comment_added"}`)}
      {due && `, ${t("assign.dueOn", { date: date(due) })}`}
      <small>
        {actor}, {moment(at)}
      </small>
    </li>
  );
}

interface Seen {
  at: string;
  opened: boolean;
  /** Of one that is closed: what it was last. */
  was: WholePair["differences"][number]["status"] | null;
}

/** What people did, and when runs found the difference and found it gone; newest first. */
function historyItems(pair: WholePair): ({ at: string; event: WholePair["events"][number] } | Seen)[] {
  const seen = pair.differences.flatMap(({ openedAt, closedAt, status }): Seen[] => [
    { at: openedAt, opened: true, was: null },
    ...(closedAt === null ? [] : [{ at: closedAt, opened: false, was: status }]),
  ]);
  const told = pair.events.map((event) => ({ at: event.at, event }));
  return [...told, ...seen].sort((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0));
}

export function PairHistory({ pair, columns }: { pair: WholePair; columns: GridColumns }) {
  const { t, moment, language, field, date } = useWords();
  const kindOf = (name: string): FieldColumn["kind"] => columns.fields.find((one) => one.name === name)?.kind ?? "text";
  const items = historyItems(pair);
  const shown = (name: string, text: string) => shownText({ t, language }, kindOf(name), text) || t("grid.empty_value");
  return (
    <section className="panel-part">
      <h3>{t("pair.history")}</h3>
      {items.length === 0 && <p className="hint">{t("pair.historyNone")}</p>}
      <ol className="history">
        {items.map((item) => {
          if ("opened" in item)
            return (
              <li key={`${item.opened} ${item.at}`} className={`is-${item.opened ? "different" : "equal"}`}>
                <b>{t(item.opened ? "age.opened" : "age.closed")}</b>
                {item.was && ` (${t(`status.${item.was}`)})`}
                <small>{moment(item.at)}</small>
              </li>
            );
          const { event } = item;
          if (isWorked(event.kind)) return <Worked key={event.id} event={event} />;
          const decision = pair.decisions.find(({ id }) => id === event.decisionId);
          if (!isTold(event.kind) || !decision) return null;
          const creates = decision.action === "take_globe" && decision.status === "only_in_globe";
          return (
            <li key={event.id} className={`is-${told[event.kind]}`}>
              <b>{t(`history.${told[event.kind]}`)}</b>: {t(`decide.${creates ? "create" : decision.action}`)}
              {event.kind === "decision_proposed" && decision.scope !== "pair" && `, ${t(`scope.${decision.scope}`)}`}
              {event.kind === "decision_proposed" &&
                decision.until &&
                `, ${t("decide.untilDay", { date: date(decision.until) })}`}
              {event.detail.ownProposal === true && ` (${t("fourEyes.selfApproved")})`}
              {event.kind === "decision_lapsed" && `: ${t(`lapsed.${decision.lapsedBecause ?? "moved"}`)}`}
              {event.kind === "decision_proposed" && !creates && decision.changes.length > 0 && (
                <ul>
                  {decision.changes.map(({ field: name, from, to }) => (
                    <li key={name}>
                      {field(name)}: {shown(name, from)} → {shown(name, to)}
                    </li>
                  ))}
                </ul>
              )}
              {decision.outcome && event.kind === `decision_${decision.outcome.state}` && (
                <p className="hint">{endSentence({ t, field }, decision.outcome)}</p>
              )}
              <small>
                {event.actor}, {moment(event.at)}
                {event.kind === "decision_proposed" && ` · ${t(`reason.${decision.reason as "other"}`)}`}
              </small>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
