// Every invoice with its entry: what does not tie out by what is the matter and what to do; what does is folded away.
import { Link } from "@remix-run/react";
import { useWords } from "../i18n/use-words.ts";
import { invoicesAt } from "./address.ts";
import type { ShownProof } from "./proof-data.ts";
import { useMoney } from "./use-money.ts";

interface ProofRowsProps {
  base: string;
  proof: ShownProof;
}

/** More rows than this are folded away until they are asked for. */
const openAtFirst = 15;

export function ProofRows({ base, proof: { loose, tied } }: ProofRowsProps) {
  const { t, n } = useWords();
  return (
    <>
      {loose.length === 0 && (
        <section className="card p-4">
          <h2>{t("proof.noneLoose")}</h2>
        </section>
      )}
      {loose.map(({ key, faults, rows, inAll }) => (
        <details key={key} className="card proof-rows" open={inAll <= openAtFirst}>
          <summary>
            <b className="text-bad">
              {faults.map(({ name }) => name).join(", ")}: {n(inAll)}
            </b>{" "}
            <span className="hint">{faults.map(({ next }) => next).join(" ")}</span>
          </summary>
          <Rows {...{ base, rows, inAll }} />
        </details>
      ))}
      {tied.inAll > 0 && (
        <details className="card proof-rows">
          <summary>{t("proof.tiedRows", { count: tied.inAll, n: n(tied.inAll) })}</summary>
          <Rows base={base} {...tied} />
        </details>
      )}
    </>
  );
}

function Rows({ base, rows, inAll }: { base: string } & ShownProof["tied"]) {
  const { t, n, date } = useWords();
  const { money } = useMoney();
  const amount = (of: { currency: string; total: string } | null) =>
    of ? money({ currency: of.currency, amount: of.total }) : "–";
  return (
    <div className="scroll-x">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t("proof.head.number")}</th>
            <th scope="col" className="num">
              {t("proof.head.milestones")}
            </th>
            <th scope="col" className="num">
              {t("proof.head.globe")}
            </th>
            <th scope="col">{t("proof.head.entry")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ number, invoice, entry, movedFrom, pdf }) => (
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
              <td className="num whitespace-nowrap">{amount(invoice)}</td>
              <td className="num whitespace-nowrap">{amount(entry)}</td>
              <td>
                <span className="code">{entry?.number ?? "–"}</span>
                {pdf && <small className="hint block">{t("proof.samePdf", { hash: pdf.slice(0, 8) })}</small>}
                {movedFrom && <small className="hint block">{t("proof.moved", { period: movedFrom })}</small>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {inAll > rows.length && <p className="hint p-4">{t("proof.restInExcel", { n: n(rows.length) })}</p>}
    </div>
  );
}
