// All fields of a pair with raw values within reach: differences, then equal by a rule, then equal. A pair with several
// records of one code shows them one after another.
import type { WholePair } from "../../prisma/rows.ts";
import { useWords } from "../i18n/use-words.ts";
import { Agreement } from "./agreement.tsx";
import type { FieldColumn, GridColumns } from "./columns.ts";
import { rawText } from "./raw.ts";
import { ValueLines } from "./value-lines.tsx";

interface PairFieldsProps {
  pair: WholePair;
  columns: GridColumns;
  /** Begins a proposal at one differing field; null where this person may not, or something stands on the pair. */
  at: ((action: "take_globe" | "ignore", field: string) => void) | null;
}

export function PairFields({ pair, columns, at }: PairFieldsProps) {
  const { t } = useWords();
  if (pair.records.globe > 1 || pair.records.milestones > 1) return <AllRecords {...{ pair, columns }} />;
  const single = pair.globe === null || pair.milestones === null;
  const differing = columns.fields.filter(({ name }) => pair.differing.includes(name));
  const byRule = columns.fields.filter(({ name }) => name in pair.byRule);
  const rest = columns.fields.filter((field) => !differing.includes(field) && !byRule.includes(field));
  const filled = rest.filter(({ name }) => (pair.globe?.[name] ?? pair.milestones?.[name] ?? "") !== "");
  return (
    <>
      <Fields title={t("pair.differing")} fields={differing} pair={pair} at={at} />
      <Fields title={t("pair.byRule")} fields={byRule} pair={pair} />
      <Fields title={single ? t("pair.record") : t("pair.equal")} fields={filled} pair={pair} quiet />
    </>
  );
}

interface FieldsProps {
  title: string;
  fields: readonly FieldColumn[];
  pair: WholePair;
  quiet?: boolean;
  at?: PairFieldsProps["at"];
}

function Fields({ title, fields, pair, quiet = false, at = null }: FieldsProps) {
  const { t, field: word } = useWords();
  if (fields.length === 0) return null;
  return (
    <section className="panel-part">
      <h3>
        {title} <span className="hint">{fields.length}</span>
      </h3>
      <dl className={`fields ${quiet ? "is-quiet" : ""}`}>
        {fields.map(({ name, globe, kind }) => (
          <div key={name}>
            <dt title={`${globe} → ${name}`}>{word(name)}</dt>
            <dd>
              {pair.ignored.includes(name) && <span className="chip is-approved">{t("decide.ignored")}</span>}
              <ValueLines
                kind={kind}
                globe={pair.globe?.[name] ?? null}
                milestones={pair.milestones?.[name] ?? null}
                byRule={name in pair.byRule}
              />
              {pair.moved[name] && (
                <Agreement kind={kind} mover={pair.moved[name] ?? "never"} agreed={pair.agreed[name] ?? null} />
              )}
              {pair.byRule[name] && (
                <span className="rule">≈ {pair.byRule[name].map((rule) => t(`rule.${rule}`)).join(", ")}</span>
              )}
              {at && !pair.ignored.includes(name) && (
                <span className="field-choices">
                  <button type="button" className="link" onClick={() => at("take_globe", name)}>
                    {t("decide.takeField")}
                  </button>
                  <button type="button" className="link" onClick={() => at("ignore", name)}>
                    {t("decide.ignoreField")}
                  </button>
                </span>
              )}
              <details className="raw-more">
                <summary aria-label={`${t("pair.raw")}, ${word(name)}`}>{t("pair.raw")}</summary>
                <dl className="raw">
                  {pair.sides.globe[0] && (
                    <>
                      <dt>{globe}</dt>
                      <dd>{rawText(pair.sides.globe[0].raw, globe)}</dd>
                    </>
                  )}
                  {pair.sides.milestones[0] && (
                    <>
                      <dt>{name}</dt>
                      <dd>{rawText(pair.sides.milestones[0].raw, name)}</dd>
                    </>
                  )}
                </dl>
              </details>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function AllRecords({ pair, columns }: { pair: WholePair; columns: GridColumns }) {
  const { t, field: word, language } = useWords();
  return (["globe", "milestones"] as const).flatMap((side) =>
    pair.sides[side].map(({ values }, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: records of one code have no other name than their place
      <section key={`${side} ${at} ${language}`} className="panel-part">
        <h3>
          {t(`grid.${side}`)} {at + 1}
        </h3>
        <dl className="fields">
          {columns.fields
            .filter(({ name }) => (values[name] ?? "") !== "")
            .map(({ name, kind }) => (
              <div key={name}>
                <dt>{word(name)}</dt>
                <dd>
                  <ValueLines kind={kind} globe={values[name] ?? ""} milestones={null} />
                </dd>
              </div>
            ))}
        </dl>
      </section>
    )),
  );
}
