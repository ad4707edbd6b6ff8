// How it went over the days: one bar a day of what blocks, what is major and what is minor; the same as a table behind it.
import { useWords } from "../i18n/use-words.ts";
import { useMoney } from "../invoices/use-money.ts";
import type { ReadinessPageData } from "./page-data.ts";

const height = 90;
const step = 16;

const parts = [
  ["blocks", "var(--bad)"],
  ["major", "var(--different-mark)"],
  ["minor", "var(--accent)"],
] as const;

export function DayChart({ days, currency }: Pick<ReadinessPageData, "days" | "currency">) {
  const { t, date } = useWords();
  const { money } = useMoney();
  const most = Math.max(1, ...days.map(({ blocks, major, minor }) => blocks + major + minor));
  const width = Math.max(16, days.length) * step;
  const first = days[0];
  const last = days.at(-1);
  const told = (day: (typeof days)[number]) => t("readiness.days.label", { ...day, date: date(day.date) });
  return (
    <section className="card p-4" aria-labelledby="days">
      <h2 id="days">{t("readiness.days.title")}</h2>
      {!first || !last ? (
        <p className="hint">{t("readiness.days.none")}</p>
      ) : (
        <>
          <svg
            className="mt-2 w-full"
            viewBox={`0 0 ${width} ${height + 2}`}
            role="img"
            aria-label={first === last ? told(last) : `${told(first)}; ${told(last)}`}
          >
            <rect x="0" y={height} width={width} height="1" fill="var(--line-2)" />
            {days.map((day, at) => {
              let top = height;
              return (
                <g key={day.date}>
                  <title>{told(day)}</title>
                  {parts.map(([name, colour]) => {
                    const tall = (day[name] / most) * (height - 4);
                    top -= tall;
                    return <rect key={name} x={at * step + 2} y={top} width={step - 4} height={tall} fill={colour} />;
                  })}
                </g>
              );
            })}
          </svg>
          <p className="hint flex flex-wrap gap-3">
            {parts.map(([name, colour]) => (
              <span key={name} className="inline-flex items-center gap-1">
                <svg viewBox="0 0 8 8" className="size-2" aria-hidden="true">
                  <rect width="8" height="8" rx="2" fill={colour} />
                </svg>
                {t(`readiness.group.${name}`)}
              </span>
            ))}
          </p>
          <details className="mt-2">
            <summary className="hint cursor-pointer">{t("readiness.days.table")}</summary>
            <div className="scroll-x">
              <table className="table">
                <thead>
                  <tr>
                    <th scope="col">{t("readiness.days.day")}</th>
                    {parts.map(([name]) => (
                      <th key={name} scope="col" className="num">
                        {t(`readiness.group.${name}`)}
                      </th>
                    ))}
                    <th scope="col" className="num">
                      {t("readiness.days.amount")}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {[...days].reverse().map((day) => (
                    <tr key={day.date}>
                      <th scope="row">{date(day.date)}</th>
                      {parts.map(([name]) => (
                        <td key={name} className="num">
                          {day[name]}
                        </td>
                      ))}
                      <td className="num">{money({ currency, amount: day.amount })}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </details>
        </>
      )}
    </section>
  );
}
