// What holds the most money up, first: each cause with its invoices, what heals it, and the pair to heal it in.
import { Link } from "@remix-run/react";
import { useState } from "react";
import { useWords } from "../i18n/use-words.ts";
import { type InvoiceAddress, invoicesAt } from "./address.ts";
import type { ListData, ShownCause } from "./list-data.ts";
import { PairLinks } from "./pair-links.tsx";
import { useMoney } from "./use-money.ts";

const atFirst = 3;

interface CausesProps extends Pick<ListData, "base" | "causes" | "causesInAll" | "own"> {
  address: InvoiceAddress;
}

export function Causes({ base, causes, causesInAll, own, address }: CausesProps) {
  const { t, n } = useWords();
  const [all, setAll] = useState(false);
  const isChosen = ({ code, cause }: ShownCause) => address.code === code && address.cause === cause;
  const shown = causes.filter((cause, at) => all || at < atFirst || isChosen(cause));
  if (causes.length === 0) return null;
  return (
    <section className="card mb-4" aria-labelledby="causes">
      <h2 id="causes" className="px-4 pt-3 pb-1">
        {t("invoices.causes")}
      </h2>
      <ol className="causes">
        {shown.map((cause) => (
          <Cause key={`${cause.code} ${cause.cause}`} {...{ base, cause, own }} chosen={isChosen(cause)} />
        ))}
      </ol>
      {causes.length > atFirst && (
        <p className="px-4 py-2">
          <button type="button" className="btn btn-small btn-quiet" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? t("invoices.causesFewer") : t("invoices.causesAll", { count: causesInAll, n: n(causesInAll) })}
          </button>
          {all && causesInAll > causes.length && (
            <span className="hint ml-2">{t("invoices.causesMost", { count: causes.length })}</span>
          )}
        </p>
      )}
    </section>
  );
}

function Cause({ base, cause, own, chosen }: { base: string; cause: ShownCause; own: string; chosen: boolean }) {
  const { t } = useWords();
  const { money } = useMoney();
  const { code, sentence, remedy, invoices, amounts, freed, pairs } = cause;
  return (
    <li data-chosen={chosen || undefined}>
      <p className="cause-amount">
        {amounts.map((amount) => (
          <b key={amount.currency}>{money(amount)}</b>
        ))}
        <Link
          to={invoicesAt(base, chosen ? {} : { show: "blocked", code, cause: cause.cause })}
          aria-current={chosen ? "true" : undefined}
          className="link"
          preventScrollReset
        >
          {t("invoices.waitFor", { count: invoices })}
        </Link>
      </p>
      <div className="min-w-0">
        <p className="font-semibold">{sentence}</p>
        <p className="text-ink-2">{remedy}</p>
        <p className="hint">
          {freed.invoices === 0
            ? t("invoices.freesNone")
            : t("invoices.frees", { count: freed.invoices, amount: money({ currency: own, amount: freed.amount }) })}
        </p>
      </div>
      <PairLinks base={base} pairs={pairs} />
    </li>
  );
}
