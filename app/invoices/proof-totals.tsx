// The control totals by VAT code on both sides, and the numbers that no invoice has.
import { useWords } from "../i18n/use-words.ts";
import type { ShownProof } from "./proof-data.ts";

export function ProofTotals({ proof: { vat, gaps } }: { proof: ShownProof }) {
  const { t, decimal } = useWords();
  const pair = (name: "base" | "vat", of: ShownProof["vat"][number]) =>
    (["milestones", "globe"] as const).map((side) => (
      <td
        key={`${name} ${side}`}
        className={`num whitespace-nowrap ${of[name].milestones === of[name].globe ? "" : "text-bad"}`}
      >
        {decimal(of[name][side])}
      </td>
    ));
  return (
    <>
      <section className="card" aria-labelledby="totals">
        <h2 id="totals" className="p-4 pb-2">
          {t("proof.totals")}
        </h2>
        <div className="scroll-x">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t("proof.head.code")}</th>
                <th scope="col" className="num">
                  {t("proof.head.baseMilestones")}
                </th>
                <th scope="col" className="num">
                  {t("proof.head.baseGlobe")}
                </th>
                <th scope="col" className="num">
                  {t("proof.head.vatMilestones")}
                </th>
                <th scope="col" className="num">
                  {t("proof.head.vatGlobe")}
                </th>
                <th scope="col">{t("proof.head.verdict")}</th>
              </tr>
            </thead>
            <tbody>
              {vat.map((one) => (
                <tr key={`${one.currency} ${one.code}`}>
                  <th scope="row" className="whitespace-nowrap">
                    {one.code || t("proof.noCode")} <span className="hint">{one.currency}</span>
                  </th>
                  {pair("base", one)}
                  {pair("vat", one)}
                  <td className={one.equal ? "text-equal" : "text-bad"}>
                    {t(one.equal ? "proof.equal" : "proof.differs")}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
      <section className="card p-4" aria-labelledby="gaps">
        <h2 id="gaps">{gaps.length > 0 ? t("proof.gaps", { count: gaps.length }) : t("proof.noGaps")}</h2>
        {gaps.length > 0 && (
          <ul className="mt-2 grid gap-1">
            {gaps.map(({ after, from, until, missing }) => (
              <li key={from}>
                <span className="code">{missing === 1 ? from : t("proof.fromUntil", { from, until })}</span>{" "}
                <span className="hint">{t("proof.gapAfter", { count: missing, after })}</span>
              </li>
            ))}
          </ul>
        )}
      </section>
    </>
  );
}
