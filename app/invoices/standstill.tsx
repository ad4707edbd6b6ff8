// What does not move and should: invoices under way that stand still, lines that stand loose in
// Globe, and what Milestones could not be told.
import { Link } from "@remix-run/react";
import { useWords } from "../i18n/use-words.ts";
import { invoicesAt } from "./address.ts";
import type { ListData } from "./list-data.ts";

const namedAtOnce = 5;

export function Standstill({
  base,
  still,
  online,
  loose,
  untold,
}: Pick<ListData, "base" | "still" | "online" | "loose" | "untold">) {
  const { t, n } = useWords();
  const named = still.slice(0, namedAtOnce).map(({ number }) => number);
  const lines = loose.reduce((sum, one) => sum + one.lines, 0);
  return (
    <>
      {still.length > 0 && (
        <p className="note note-stale mb-3" role="status">
          {t("invoices.standStill", {
            count: still.length,
            minutes: n(Math.max(...still.map(({ since }) => since))),
            numbers: named.join(", ") + (still.length > named.length ? " …" : ""),
            why: t(online ? "invoices.standStillOnline" : "invoices.standStillOffline"),
          })}
        </p>
      )}
      {untold > 0 && (
        <p className="note note-stale mb-3">
          <Link className="link" to={invoicesAt(base, { show: "untold" })}>
            {t("telling.untold", { count: untold })}
          </Link>{" "}
          {t("telling.untoldMeans")}
        </p>
      )}
      {lines > 0 && (
        <details className="note mb-3">
          <summary>{t("invoices.loose", { count: lines })}</summary>
          <p className="hint mt-1">{t("invoices.looseMeans")}</p>
          <ul className="mt-1">
            {loose.slice(0, 50).map(({ invoiceId, number, lines: count }) => (
              <li key={invoiceId}>
                {t("invoices.looseOf", { count })}{" "}
                <Link className="link code" to={`${base}/invoices/${invoiceId}`}>
                  {number}
                </Link>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
