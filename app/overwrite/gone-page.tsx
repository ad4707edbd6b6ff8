// What is gone in Globe and active in Milestones, apart from what Globe never had; a list to act on, nothing is done here.
import { Link } from "@remix-run/react";
import type { EntityName } from "../../core/entities/index.ts";
import { euros } from "../../core/invoices/money.ts";
import type { GoneRecord } from "../../prisma/gone-records.ts";
import { useWords } from "../i18n/use-words.ts";
import { invoicesAt } from "../invoices/address.ts";
import { useMoney } from "../invoices/use-money.ts";
import { useWorkbook } from "../ui/use-workbook.tsx";

interface GonePageProps {
  page: { title: string; base: string; records: GoneRecord[]; incomplete: EntityName[] };
}

export function GonePage({ page: { title, base, records, incomplete } }: GonePageProps) {
  const { t, n } = useWords();
  const workbook = useWorkbook();
  const gone = records.filter(({ since }) => since !== null);
  const never = records.filter(({ since }) => since === null);
  const invoices = records.reduce((sum, record) => sum + record.invoices, 0);
  const kinds = [...new Set(records.map(({ entity }) => entity))];
  return (
    <>
      <div className="page-head">
        <div className="min-w-0 grow basis-96">
          <h1>{title}</h1>
          <p>
            {records.length === 0
              ? t("overwrite.gone.none")
              : t("overwrite.gone.sentence", { count: gone.length, never: n(never.length), invoices: n(invoices) })}
          </p>
          <p className="hint mt-1 max-w-3xl">{t("overwrite.gone.about")}</p>
        </div>
        {kinds.map((entity) => (
          <button
            key={entity}
            type="button"
            className="btn"
            onClick={() => void workbook.start(`${base}/list`, { list: "gone", entity })}
          >
            {t("grid.excel")}: {t(`entity.${entity}`)}
          </button>
        ))}
      </div>
      {workbook.shown}
      {incomplete.length > 0 && (
        <p className="note note-stale mb-3">
          {t("overwrite.gone.incomplete", { kinds: incomplete.map((entity) => t(`entity.${entity}`)).join(", ") })}
        </p>
      )}
      <Records title={t("overwrite.gone.was")} {...{ base }} records={gone} />
      <Records title={t("overwrite.gone.never")} {...{ base }} records={never} />
    </>
  );
}

function Records({ title, base, records }: { title: string; base: string; records: readonly GoneRecord[] }) {
  const { t, n, stamp } = useWords();
  const { sums } = useMoney();
  if (records.length === 0) return null;
  return (
    <section className="card mb-4">
      <h2 className="p-4">
        {title} <span className="hint">{n(records.length)}</span>
      </h2>
      <div className="scroll-x">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t("overwrite.forecast.record")}</th>
              <th scope="col">{t("overwrite.gone.since")}</th>
              <th scope="col" className="num">
                {t("overwrite.gone.invoices")}
              </th>
            </tr>
          </thead>
          <tbody>
            {records.map((record) => (
              <tr key={record.pairId}>
                <th scope="row">
                  <Link
                    className="link"
                    to={`${base}/${record.entity}?q=${encodeURIComponent(record.key)}&pair=${record.pairId}`}
                  >
                    <span className="code">{record.key}</span> {record.title}
                  </Link>{" "}
                  <span className="hint">{t(`entityOne.${record.entity}`)}</span>
                </th>
                <td>{record.since === null ? "–" : stamp(record.since)}</td>
                <td className="num">
                  {record.invoices === 0 ? (
                    "–"
                  ) : (
                    <Link className="link" to={invoicesAt(base, { show: "all", search: record.key })}>
                      {n(record.invoices)},{" "}
                      {sums(record.sums.map(({ currency, total }) => ({ currency, amount: euros(total) })))}
                    </Link>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
