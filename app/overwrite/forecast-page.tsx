// The forecast in words and rows: what is overwritten by itself first, then what would be, edits made in Milestones on top.
import { Link } from "@remix-run/react";
import type { EntityName } from "../../core/entities/index.ts";
import { Agreement } from "../grid/agreement.tsx";
import type { FieldColumn } from "../grid/columns.ts";
import { ValueLines } from "../grid/value-lines.tsx";
import { useWords } from "../i18n/use-words.ts";
import { useWorkbook } from "../ui/use-workbook.tsx";
import type { Forecast } from "./forecast-data.ts";
import { useTold } from "./use-told.ts";

type Kinds = Readonly<Record<string, FieldColumn["kind"]>>;

interface ForecastPageProps {
  page: { title: string; base: string; forecasts: Forecast[]; kinds: Partial<Record<EntityName, Kinds>> };
}

const isEmpty = ({ counts }: Forecast) => counts.pairs + counts.created + counts.held === 0;

export function ForecastPage({ page: { title, base, forecasts, kinds } }: ForecastPageProps) {
  const { t, n, moment } = useWords();
  const workbook = useWorkbook();
  const flowing = forecasts.filter(({ isByItself }) => isByItself);
  const shown = [...flowing, ...forecasts.filter(({ isByItself }) => !isByItself)].filter((one) => !isEmpty(one));
  const sum = (of: (one: Forecast) => number) =>
    flowing.filter(({ halted }) => !halted).reduce((total, one) => total + of(one), 0);
  const next = flowing.flatMap((one) => one.next ?? []).sort()[0];
  const [writes, edited] = [sum(({ counts }) => counts.values + counts.created), sum(({ counts }) => counts.edited)];
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{title}</h1>
          <p>
            {flowing.length === 0
              ? t("overwrite.forecast.none")
              : t("overwrite.forecast.sentence", { count: writes, edited: n(edited) })}
            {next && ` ${t("overwrite.forecast.next", { when: moment(next) })}`}
          </p>
        </div>
      </div>
      {workbook.shown}
      {shown.length === 0 && <p className="card p-4">{t("overwrite.forecast.empty")}</p>}
      {shown.map((one) => (
        <EntityForecast
          key={one.entity}
          {...{ one, base }}
          kinds={kinds[one.entity] ?? {}}
          onExcel={() => void workbook.start(`${base}/list`, { list: "forecast", entity: one.entity })}
        />
      ))}
    </>
  );
}

interface EntityForecastProps {
  one: Forecast;
  base: string;
  kinds: Kinds;
  onExcel: () => void;
}

function EntityForecast({ one, base, kinds, onExcel }: EntityForecastProps) {
  const { t, n, stamp, field } = useWords();
  const told = useTold();
  const { entity, counts, rows, halted, isByItself, isStale } = one;
  const all = counts.pairs + counts.created;
  return (
    <section className="card mb-4" aria-labelledby={`forecast-${entity}`}>
      <header className="flex flex-wrap items-start justify-between gap-3 p-4">
        <div className="min-w-0 grow basis-80">
          <h2 id={`forecast-${entity}`}>
            {t(`entity.${entity}`)}{" "}
            <span className="hint">{t(isByItself ? "overwrite.mode.overwrite" : "overwrite.mode.review")}</span>
          </h2>
          <p className="mt-1">
            {t(isByItself ? "overwrite.forecast.will" : "overwrite.forecast.would", { what: told(counts) })}
          </p>
        </div>
        <button type="button" className="btn" onClick={onExcel}>
          {t("grid.excel")}
        </button>
      </header>
      {halted && (
        <p className="note note-bad mx-4 mb-3">
          {t("overwrite.halted", { when: stamp(halted.at), count: halted.pairs, percent: halted.limitPercent })}
        </p>
      )}
      {isStale && <p className="note note-stale mx-4 mb-3">{t("overwrite.forecast.stale")}</p>}
      <div className="scroll-x">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t("overwrite.forecast.record")}</th>
              <th scope="col">{t("overwrite.forecast.written")}</th>
              {counts.held > 0 && <th scope="col">{t("overwrite.forecast.held")}</th>}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.pairId}>
                <th scope="row">
                  <Link className="link" to={`${base}/${entity}?q=${encodeURIComponent(row.key)}&pair=${row.pairId}`}>
                    <span className="code">{row.key}</span> {row.title}
                  </Link>
                </th>
                {row.status === "only_in_globe" ? (
                  <td>{t("overwrite.forecast.created")}</td>
                ) : (
                  <Cells cells={row.flows} {...{ kinds, word: field }} />
                )}
                {counts.held > 0 && <Cells cells={row.held} {...{ kinds, word: field }} />}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {all > rows.length && <p className="hint p-3">{t("overwrite.forecast.more", { n: n(rows.length) })}</p>}
    </section>
  );
}

interface CellsProps {
  cells: Forecast["rows"][number]["flows"];
  kinds: Kinds;
  word: (name: string) => string;
}

function Cells({ cells, kinds, word }: CellsProps) {
  return (
    <td>
      {cells.map(({ field, globe, milestones, moved }) => (
        <div key={field} className="mb-1">
          <b>{word(field)}</b>
          <ValueLines kind={kinds[field] ?? "text"} globe={globe} milestones={milestones} />
          <Agreement kind={kinds[field] ?? "text"} mover={moved} agreed={null} />
        </div>
      ))}
    </td>
  );
}
