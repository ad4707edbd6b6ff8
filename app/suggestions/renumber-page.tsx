// The renumber plan by kind of data: who follows, the steps in order, and what cannot be done.
import { Link, useRevalidator } from "@remix-run/react";
import { useWords } from "../i18n/use-words.ts";
import type { RenumberPageData } from "../routes/_page.a.$administration.renumber.tsx";
import { useSend } from "../ui/use-send.ts";
import { useWorkbook } from "../ui/use-workbook.tsx";

type Plan = RenumberPageData["plans"][number];

export function RenumberPage({ page: { title, base, plans, may } }: { page: RenumberPageData }) {
  const { t, n } = useWords();
  const workbook = useWorkbook();
  const sum = (of: "changes" | "collisions") => plans.reduce((total, { count }) => total + count[of], 0);
  return (
    <>
      <div className="page-head">
        <div className="min-w-0 grow basis-96">
          <h1>{title}</h1>
          <p>
            {plans.length === 0
              ? t("renumber.none")
              : t("renumber.sentence", { count: sum("changes"), blocked: n(sum("collisions")) })}
          </p>
          <p className="hint mt-1 max-w-3xl">{t("renumber.about")}</p>
        </div>
        {plans.length > 0 && (
          <button type="button" className="btn" onClick={() => void workbook.start(`${base}/renumber/export`, {})}>
            {t("grid.excel")}
          </button>
        )}
      </div>
      {workbook.shown}
      {plans.length === 0 && (
        <div className="card p-8 text-center">
          <Link className="btn" to={`${base}/suggestions`}>
            {t("renumber.toSuggestions")}
          </Link>
        </div>
      )}
      {plans.map((plan) => (
        <PlanCard key={plan.entity} {...{ plan, base }} mayChoose={may.choose} />
      ))}
    </>
  );
}

function PlanCard({ plan, base, mayChoose }: { plan: Plan; base: string; mayChoose: boolean }) {
  const { t, n } = useWords();
  const { send, busy } = useSend<{ saved: boolean }>();
  const { revalidate } = useRevalidator();
  const { entity, side, count, other } = plan;
  const sized = (of: { changes: number; collisions: number }) =>
    t("renumber.size", { changes: n(of.changes), collisions: n(of.collisions) });
  return (
    <section className="card mb-4" aria-labelledby={entity}>
      <div className="flex flex-wrap items-start gap-4 p-4">
        <h2 id={entity} className="grow">
          {t(`entity.${entity}`)} <span className="hint">{t("renumber.links", { count: plan.links })}</span>
        </h2>
        <fieldset disabled={!mayChoose || busy}>
          <legend className="hint">{t("renumber.follows")}</legend>
          {(["milestones", "globe"] as const).map((one) => (
            <label key={one} className="mr-4 inline-flex items-center gap-1">
              <input
                type="radio"
                name={`side-${entity}`}
                checked={side === one}
                onChange={async () => {
                  await send(`${base}/renumber/side`, { entity, side: one });
                  revalidate();
                }}
              />
              {t(`renumber.side.${one}`, { size: sized(one === side ? count : other) })}
            </label>
          ))}
        </fieldset>
      </div>
      {plan.changes.length > 0 && (
        <div className="scroll-x">
          <table className="table">
            <thead>
              <tr>
                <th scope="col" className="num">
                  {t("renumber.step")}
                </th>
                <th scope="col">{t("renumber.from")}</th>
                <th scope="col">{t("renumber.to")}</th>
                <th scope="col">{t("renumber.name")}</th>
                <th scope="col">{t("renumber.mind")}</th>
              </tr>
            </thead>
            <tbody>
              {plan.changes.map(({ from, to, title, note }, at) => (
                <tr key={from}>
                  <td className="num">{n(at + 1)}</td>
                  <th scope="row" className="code">
                    {from}
                  </th>
                  <td className="code">{to}</td>
                  <td>{title}</td>
                  <td>{note}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {plan.collisions.length > 0 && (
        <div className="scroll-x">
          <h3 className="px-4 pt-3 font-semibold">{t("renumber.collisions")}</h3>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t("renumber.from")}</th>
                <th scope="col">{t("renumber.wanted")}</th>
                <th scope="col">{t("renumber.name")}</th>
                <th scope="col">{t("renumber.why")}</th>
              </tr>
            </thead>
            <tbody>
              {plan.collisions.map(({ from, to, title, why }) => (
                <tr key={`${from} ${to}`}>
                  <th scope="row" className="code">
                    {from}
                  </th>
                  <td className="code">{to}</td>
                  <td>{title}</td>
                  <td>{why}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
