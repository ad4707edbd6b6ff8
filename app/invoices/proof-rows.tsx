// Every invoice with its entry: what does not tie out first, with what to do; what does is folded away.
import { Link } from "@remix-run/react";
import { useWords } from "../i18n/use-words.ts";
import { invoicesAt } from "./address.ts";
import type { ShownProof } from "./proof-data.ts";
import { useMoney } from "./use-money.ts";

interface ProofRowsProps {
  base: string;
  proof: ShownProof;
}

export function ProofRows({ base, proof }: ProofRowsProps) {
  const { t, n } = useWords();
  const { loose, tied, tiedInAll } = proof;
  return (
    <section className="card" aria-labelledby="rows">
      <h2 id="rows" className="p-4 pb-2">
        {loose.length > 0 ? t("proof.looseRows", { count: loose.length }) : t("proof.noneLoose")}
      </h2>
      {loose.length > 0 && <Rows base={base} rows={loose} />}
      {tiedInAll > 0 && (
        <details className="proof-tied">
          <summary>{t("proof.tiedRows", { count: tiedInAll, n: n(tiedInAll) })}</summary>
          <Rows base={base} rows={tied} />
          {tiedInAll > tied.length && <p className="hint p-4">{t("proof.restInExcel", { n: n(tied.length) })}</p>}
        </details>
      )}
    </section>
  );
}

function Rows({ base, rows }: { base: string; rows: ShownProof["loose"] }) {
  const { t, date } = useWords();
  const { money } = useMoney();
  const amount = (of: { currency: string; total: string } | null) =>
    of ? money({ currency: of.currency, amount: of.total }) : "–";
  return (
    <div className="scroll-x">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t("proof.head.number")}</th>
            <th scope="col">{t("proof.head.entry")}</th>
            <th scope="col" className="num">
              {t("proof.head.milestones")}
            </th>
            <th scope="col" className="num">
              {t("proof.head.globe")}
            </th>
            <th scope="col">{t("proof.head.why")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ number, invoice, entry, faults, movedFrom, pdf }) => (
            <tr key={`${number} ${entry?.number}`}>
              <th scope="row" className="whitespace-nowrap">
                {invoice ? (
                  <Link className="link code" to={invoicesAt(base, { show: "all", search: number })}>
                    {number}
                  </Link>
                ) : (
                  <span className="code">{number || "–"}</span>
                )}
                {invoice && <small className="hint block">{date(invoice.date)}</small>}
              </th>
              <td className="code">{entry?.number ?? "–"}</td>
              <td className="num whitespace-nowrap">{amount(invoice)}</td>
              <td className="num whitespace-nowrap">{amount(entry)}</td>
              <td>
                {faults.map(({ name, next }) => (
                  <p key={name}>
                    <b>{name}.</b> <span className="hint">{next}</span>
                  </p>
                ))}
                {pdf && faults.length === 0 && (
                  <span className="hint">{t("proof.samePdf", { hash: pdf.slice(0, 8) })}</span>
                )}
                {movedFrom && <p className="hint">{t("proof.moved", { period: movedFrom })}</p>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
