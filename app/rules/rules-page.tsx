// The rules of one kind of data in a table, each in words, with who changed it last; and the one that is being changed.
import { Link } from "@remix-run/react";
import type { EntityName } from "../../core/entities/index.ts";
import type { Kind } from "../../core/entities/kinds.ts";
import type { CompareRule } from "../../core/reconcile/compare-rules.ts";
import type { RuleVersion } from "../../prisma/compare-rules.ts";
import { useWords } from "../i18n/use-words.ts";
import { type RuleAnswer, RuleForm } from "./rule-form.tsx";

export interface RuledField {
  name: string;
  kind: Kind["name"];
  parts: (keyof CompareRule)[];
  rule: CompareRule;
  /** Of a flag or a choice: what its letters mean as delivered. */
  delivered: Record<string, string>;
  last: RuleVersion | undefined;
  earlier: RuleVersion[];
}

interface RulesPageProps {
  page: {
    title: string;
    entity: EntityName;
    order: EntityName[];
    fields: RuledField[];
    set: number;
    editing: string | null;
    mayChange: boolean;
  };
  answer: RuleAnswer;
}

export function RulesPage({ page: { title, entity, order, fields, set, editing, mayChange }, answer }: RulesPageProps) {
  const { t, field: word } = useWords();
  const edited = fields.find(({ name }) => name === editing);
  return (
    <>
      <div className="page-head">
        <div className="min-w-0 grow basis-96">
          <h1>{title}</h1>
          <p>{set === 0 ? t("rules.sentenceNone") : t("rules.sentence", { count: set })}</p>
          <p className="hint mt-1 max-w-3xl">
            {t("rules.about")} {!mayChange && t("rules.adminOnly")}
          </p>
        </div>
      </div>
      <nav className="chips" aria-label={t("overview.data")}>
        {order.map((one) => (
          <Link
            key={one}
            className="chip chip-button"
            aria-current={one === entity ? "true" : undefined}
            to={`?entity=${one}`}
          >
            {t(`entity.${one}`)}
          </Link>
        ))}
      </nav>
      {edited && <RuleForm key={`${entity} ${edited.name}`} {...{ entity, answer }} field={edited} />}
      <section className="card">
        <div className="scroll-x">
          <table className="table" id="rules">
            <thead>
              <tr>
                <th scope="col">{t("rules.field")}</th>
                <th scope="col">{t("rules.kind")}</th>
                <th scope="col">{t("rules.rule")}</th>
                <th scope="col">{t("rules.saved")}</th>
                {mayChange && (
                  <th scope="col">
                    <span className="sr-only">{t("rules.change")}</span>
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {fields.map((field) => (
                <tr key={field.name}>
                  <th scope="row">{word(field.name)}</th>
                  <td>{t(`kind.${field.kind}`)}</td>
                  <td>
                    <RuleWords rule={field.rule} />
                  </td>
                  <td>
                    <Versions {...field} />
                  </td>
                  {mayChange && (
                    <td>
                      <Link
                        className="btn btn-small"
                        to={`?entity=${entity}&field=${field.name}`}
                        aria-label={t("rules.changeOf", { field: word(field.name) })}
                      >
                        {t("rules.change")}
                      </Link>
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
    </>
  );
}

function RuleWords({ rule }: { rule: CompareRule }) {
  const { t, decimal } = useWords();
  const { ignore, anyCase, blanks, absolute, relative, cutAt, map } = rule;
  const translated = Object.keys(map).length;
  const parts = [
    ignore && t("rules.part.ignore"),
    anyCase && t("rules.part.anyCase"),
    blanks && t("rules.part.blanks"),
    absolute !== null && t("rules.part.absolute", { value: decimal(absolute) }),
    relative !== null && t("rules.part.relative", { value: decimal(relative) }),
    cutAt !== null && t("rules.part.cutAt", { value: cutAt }),
    translated > 0 && t("rules.part.map", { count: translated }),
  ].filter(Boolean);
  if (parts.length === 0) return <span className="hint">{t("rules.usual")}</span>;
  return <b>≈ {parts.join(", ")}</b>;
}

function Versions({ last, earlier }: Pick<RuledField, "last" | "earlier">) {
  const { t, stamp } = useWords();
  if (!last) return <span className="hint">–</span>;
  const told = ({ version, savedBy, savedAt, why }: RuleVersion) =>
    `${t("rules.version", { version })}: ${savedBy}, ${stamp(savedAt)} · “${why}”`;
  return (
    <>
      <span className="hint">{told(last)}</span>
      {earlier.length > 0 && (
        <details>
          <summary className="link cursor-pointer">{t("rules.versions")}</summary>
          <ul className="hint">
            {earlier.map((one) => (
              <li key={one.version}>
                {told(one)} <RuleWords rule={one.rule} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
