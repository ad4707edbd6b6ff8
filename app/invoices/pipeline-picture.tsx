// The way of an invoice as a small picture: seven stages with their counts and amounts, each leading to its invoices.
import { Link } from "@remix-run/react";
import { useWords } from "../i18n/use-words.ts";
import { invoicesAt, type Show } from "./address.ts";
import type { Stage } from "./amounts.ts";
import { toneOf } from "./tone.ts";
import { useMoney } from "./use-money.ts";

interface PipelineProps {
  base: string;
  stages: readonly Stage[];
  /** What is shown below; null where it is none of the stages. */
  show: Show | null;
}

const shownAs: Partial<Record<Show, Stage["name"]>> = { release: "ready", approve: "ready" };

export function PipelinePicture({ base, stages, show }: PipelineProps) {
  const { t, n } = useWords();
  const { money } = useMoney();
  const chosen = show && (shownAs[show] ?? show);
  return (
    <nav className="pipeline" aria-label={t("invoices.pipeline")}>
      <ol>
        {stages.map(({ name, invoices, amounts, released }) => (
          <li key={name} className={toneOf(name)} data-empty={invoices === 0 || undefined}>
            <Link
              className="pipeline-stage"
              to={invoicesAt(base, { show: name })}
              aria-current={chosen === name ? "true" : undefined}
              preventScrollReset
            >
              <span className="pipeline-name">{t(`invoices.stage.${name}`)}</span>
              <b>{n(invoices)}</b>
              <span className="pipeline-amounts">
                {amounts.slice(0, 2).map((amount) => (
                  <span key={amount.currency}>{money(amount)}</span>
                ))}
                {amounts.length > 2 && <span>{t("invoices.moreCurrencies", { count: amounts.length - 2 })}</span>}
              </span>
            </Link>
            {name === "ready" && released > 0 && (
              <Link className="pipeline-part" to={invoicesAt(base, { show: "approve" })} preventScrollReset>
                {t("invoices.partApprove", { count: released })}
              </Link>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
