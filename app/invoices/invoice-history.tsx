// What happened to an invoice, newest first, with every attempt and what was answered to it.
import { useWords } from "../i18n/use-words.ts";
import type { HistoryItem } from "./history-data.ts";

export function InvoiceHistory({ history }: { history: readonly HistoryItem[] }) {
  const { t, stamp, ago } = useWords();
  return (
    <section className="card p-4" aria-labelledby="history">
      <h2 id="history" className="mb-3">
        {t("invoices.history")}
      </h2>
      {history.length === 0 && <p className="hint">{t("pair.historyNone")}</p>}
      <ol className="history">
        {history.map((item) => (
          <li key={item.key} className={toneOf(item)}>
            <Told item={item} />
            <small title={ago(item.at)}>
              {stamp(item.at)}
              {"who" in item && item.who && ` · ${item.who}`}
            </small>
          </li>
        ))}
      </ol>
    </section>
  );
}

function toneOf(item: HistoryItem): string {
  if (item.what === "judged" || item.what === "outcome") return `is-${item.state}`;
  if (item.what === "sent" || item.what === "lookedUp")
    return item.outcome === "booked" || item.outcome === "already"
      ? "is-booked"
      : item.outcome === null || item.outcome === "silent"
        ? "is-sent"
        : "is-refused";
  if (item.what === "told")
    return item.outcome === null
      ? "is-sent"
      : item.outcome === "told" || item.outcome === "already"
        ? "is-booked"
        : "is-refused";
  return item.what === "orphans" || item.what === "lapsed" ? "is-refused" : "is-approved";
}

function Told({ item }: { item: HistoryItem }) {
  const { t, duration } = useWords();
  switch (item.what) {
    case "judged":
      return (
        <>
          <b>{t("invoices.happened.judged", { state: item.stateName })}</b>
          {item.findings > 0 && ` · ${t("invoices.findingsCount", { count: item.findings })}`}
        </>
      );
    case "outcome":
      return <b>{t("invoices.happened.outcome", { state: item.stateName })}</b>;
    case "orphans":
      return <b>{t("invoices.happened.orphans", { count: item.lines })}</b>;
    case "told":
      return (
        <>
          <b>{t("telling.happened")}</b> {item.fields && <span className="code font-normal">{item.fields}</span>}{" "}
          {t(`telling.outcome.${item.outcome ?? "none"}`)}
          {item.reason && <span className="block">{item.reason}</span>}
        </>
      );
    case "sent":
    case "lookedUp":
      return (
        <>
          <b>{t(`invoices.happened.${item.what}`, { number: item.count })}</b>{" "}
          {item.outcome
            ? t(`invoices.answer.${item.outcome}`, { entry: item.entryNumber ?? "" })
            : t("invoices.answer.none")}
          {item.answeredAt && item.outcome !== "silent" && (
            <span className="hint"> {t("invoices.after", { time: duration(item.at, item.answeredAt) })}</span>
          )}
          {item.reason && <span className="block">{item.reason}</span>}
        </>
      );
    default:
      return <b>{t(`invoices.happened.${item.what}`)}</b>;
  }
}
