// What stands in an invoice's way, what heals it, and where; and for one that needs attention what was last said of it.
import { useWords } from "../i18n/use-words.ts";
import type { DetailData } from "./detail-data.ts";
import { PairLinks } from "./pair-links.tsx";

type FindingsProps = Pick<DetailData, "base" | "findings" | "lastWord" | "row" | "words">;

const attention = ["refused", "mismatch", "no_answer"];

export function InvoiceFindings({ base, findings, lastWord, row, words }: FindingsProps) {
  const { t, decimal, date } = useWords();
  const needs = attention.includes(row.state);
  if (findings.length === 0 && !needs) return null;
  const shown = (what: string, text: string) =>
    what === "date"
      ? date(text)
      : what === "document"
        ? t(text === "0" ? "invoices.notThere" : "invoices.there")
        : decimal(text);
  return (
    <section className="card mb-4" aria-labelledby="findings">
      <h2 id="findings" className="px-4 pt-3 pb-1">
        {t(needs ? "invoices.whatNow" : "invoices.findings")}
      </h2>
      {needs && (
        <div className="px-4 pb-3">
          <p>
            {words.means} <b>{words.next}</b>
          </p>
          {lastWord.reason && <p className="mt-1 text-bad">{lastWord.reason}</p>}
          {lastWord.doubles.length > 0 && (
            <p className="mt-1 text-bad">
              {t("invoices.doubles", { count: lastWord.doubles.length, entries: lastWord.doubles.join(", ") })}
            </p>
          )}
          {lastWord.mismatches.length > 0 && (
            <table className="table mt-2 max-w-xl">
              <thead>
                <tr>
                  <th scope="col">{t("invoices.field")}</th>
                  <th scope="col" className="num">
                    {t("invoices.asApproved")}
                  </th>
                  <th scope="col" className="num">
                    {t("invoices.inGlobe")}
                  </th>
                </tr>
              </thead>
              <tbody>
                {lastWord.mismatches.map(({ what, vatCode, expected, found }) => (
                  <tr key={`${what} ${vatCode}`}>
                    <th scope="row">
                      {t(`invoices.mismatch.${what}`)} <span className="code">{vatCode}</span>
                    </th>
                    <td className="num">{shown(what, expected)}</td>
                    <td className="num text-bad">{shown(what, found) || t("invoices.notThere")}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </div>
      )}
      <ul className="findings">
        {findings.map(({ severity, sentence, remedy, lines, pairs }) => (
          <li key={sentence}>
            <span className={`chip is-${severity}`}>{t(`invoices.severity.${severity}`)}</span>
            <div className="min-w-0">
              <p className="font-semibold">{sentence}</p>
              <p className="text-ink-2">{remedy}</p>
              {lines.length > 0 && (
                <p className="hint">{t("invoices.onLines", { count: lines.length, lines: lines.join(", ") })}</p>
              )}
            </div>
            <PairLinks base={base} pairs={pairs} />
          </li>
        ))}
      </ul>
    </section>
  );
}
