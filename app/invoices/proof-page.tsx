// The proof of completeness: the periods with where each stands, and of one of them the verdict, what does not tie out,
// the control totals, the gaps, and who signed it.
import { Link, useRevalidator } from "@remix-run/react";
import { useEffect } from "react";
import { useWords } from "../i18n/use-words.ts";
import { Icon } from "../ui/icon.tsx";
import { useWorkbook } from "../ui/use-workbook.tsx";
import { invoicesAt, proofAt } from "./address.ts";
import type { ProofData } from "./proof-data.ts";
import { ProofRows } from "./proof-rows.tsx";
import { ProofSigning } from "./proof-signing.tsx";
import { ProofTotals } from "./proof-totals.tsx";

export function ProofPage({ page }: { page: ProofData }) {
  const { base, chosen, readAt, isBeingMade } = page;
  const { t, moment, ago } = useWords();
  const workbook = useWorkbook();
  if (isBeingMade && !chosen) return <BeingMade />;
  if (!chosen || !readAt)
    return (
      <>
        <div className="page-head">
          <h1 className="sentence">{t("proof.nothingYet")}</h1>
        </div>
        <div className="card p-8 text-center">
          <h2>{t("proof.willAppear")}</h2>
          <p className="mt-1">
            <Link className="link" to={invoicesAt(base)}>
              {t("invoices.toInvoices")}
            </Link>
          </p>
        </div>
      </>
    );
  const { name, journal } = chosen;
  return (
    <>
      <div className="page-head">
        <div className="min-w-0 grow basis-96">
          <p className="hint">
            <Link className="link" to={invoicesAt(base)}>
              {t("invoices.name")}
            </Link>{" "}
            / {t("proof.name")}
          </p>
          <h1 className={`sentence ${chosen.complete ? "text-equal" : "text-bad"}`} aria-live="polite">
            {chosen.verdict}
          </h1>
          <p className="mt-1" title={ago(readAt)}>
            {t("proof.about", { period: name, journal, when: moment(readAt) })}
          </p>
        </div>
        <button
          type="button"
          className="btn"
          onClick={() => void workbook.start(`${base}/invoices/proof/export`, { name, journal })}
        >
          <Icon name="download" /> Excel
        </button>
      </div>
      {isBeingMade && (
        <p className="note note-stale mb-3" role="status">
          {t("proof.isMadeAnew", { when: moment(readAt) })}
        </p>
      )}
      {workbook.shown}
      <Periods {...page} />
      <div className="split-2 mt-4">
        <div className="grid min-w-0 gap-4 [&>*]:min-w-0">
          <ProofTotals proof={chosen} />
          <ProofRows key={`${name} ${journal}`} base={base} proof={chosen} />
        </div>
        <ProofSigning key={chosen.fingerprint} base={base} proof={chosen} />
      </div>
    </>
  );
}

/** The first proof takes a moment; the page follows by itself. */
/** Asks again by itself: news that came before this page listened is not told twice. */
function BeingMade() {
  const { t } = useWords();
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    if (state !== "idle") return;
    const asking = setTimeout(revalidate, 1_000);
    return () => clearTimeout(asking);
  }, [state, revalidate]);
  return (
    <>
      <div className="page-head">
        <h1 className="sentence" role="status">
          {t("proof.isBeingMade")}
        </h1>
      </div>
      <div className="proof-waits" aria-hidden="true">
        {["h-20", "h-56", "h-40"].map((height) => (
          <div key={height} className={`card ${height}`} />
        ))}
      </div>
    </>
  );
}

/** Every period and journal as a small bar of what ties out, newest first. */
function Periods({ base, periods, chosen }: ProofData) {
  const { t, n } = useWords();
  return (
    <nav className="proof-periods" aria-label={t("proof.periods")}>
      <ul>
        {periods.map(({ name, journal, rows, loose, complete, signed }) => (
          <li key={`${name} ${journal}`}>
            <Link
              to={proofAt(base, { name, journal })}
              aria-current={name === chosen?.name && journal === chosen.journal ? "true" : undefined}
              preventScrollReset
            >
              <span>
                <b>{name}</b> <span className="hint">{t("proof.journal", { journal })}</span>
              </span>
              <svg className="bar" viewBox="0 0 100 7" preserveAspectRatio="none" aria-hidden="true">
                <rect width={rows === 0 ? 0 : (100 * (rows - loose)) / rows} height="7" fill="var(--equal-bar)" />
                <rect
                  x={rows === 0 ? 0 : (100 * (rows - loose)) / rows}
                  width={rows === 0 ? 0 : (100 * loose) / rows}
                  height="7"
                  fill="var(--bad)"
                />
              </svg>
              <span className={complete ? "text-equal" : "text-bad"}>
                {complete ? t("proof.whole", { n: n(rows) }) : t("proof.loose", { n: n(loose), of: n(rows) })}
              </span>
              <span className="hint">{t(`proof.standing.${signed ?? "none"}`)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
