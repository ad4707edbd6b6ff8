// The invoices on the overview: how many wait and for what money, stage by stage, and what holds most of it up.
import { Link } from "@remix-run/react";
import { useWords } from "../i18n/use-words.ts";
import { invoicesAt } from "./address.ts";
import type { CardData } from "./card-data.ts";
import { toneOf } from "./tone.ts";
import { useMoney } from "./use-money.ts";

export function InvoiceCard({ base, stages, waiting, most }: CardData & { base: string }) {
  const { t, n } = useWords();
  const { money, sums } = useMoney();
  return (
    <section className="card p-4" aria-labelledby="invoices">
      <h2 id="invoices" className="mb-1">
        {t("invoices.name")}
      </h2>
      <p>
        {waiting.invoices === 0 ? (
          t("invoices.nothingWaits")
        ) : (
          <Link to={invoicesAt(base)} className="font-semibold text-different no-underline hover:underline">
            {t("invoices.waits", { count: waiting.invoices })}, {sums(waiting.amounts)}
          </Link>
        )}
      </p>
      <table className="invoice-card">
        <tbody>
          {stages
            .filter(({ invoices }) => invoices > 0)
            .map(({ name, invoices, amounts }) => (
              <tr key={name} className={toneOf(name)}>
                <th scope="row">
                  <span className="dot" aria-hidden="true" /> {t(`invoices.stage.${name}`)}
                </th>
                <td>
                  <Link to={invoicesAt(base, { show: name })} className="count">
                    <span className="sr-only">{t(`invoices.stage.${name}`)}: </span>
                    {n(invoices)}
                  </Link>
                </td>
                <td>{amounts[0] && money(amounts[0])}</td>
              </tr>
            ))}
        </tbody>
      </table>
      {most && (
        <p className="mt-1">
          <Link
            to={invoicesAt(base, { show: "blocked", code: most.code, cause: most.cause })}
            className="text-ink-2 no-underline hover:underline"
          >
            {t("invoices.topCause", { sentence: most.sentence, amount: sums(most.amounts) })}
          </Link>
        </p>
      )}
      <Link to={invoicesAt(base)} className="link mt-2 inline-block">
        {t("invoices.toInvoices")}
      </Link>
    </section>
  );
}
