// One record of Globe beside the record of Milestones that it may be: both side by side, how likely, and why.
import { Link } from "@remix-run/react";
import { ValueLines } from "../grid/value-lines.tsx";
import { useWords } from "../i18n/use-words.ts";
import type { ShownRecord, SuggestionCardData, SuggestionsPageData } from "./page-data.ts";

interface SuggestionCardProps {
  card: SuggestionCardData;
  page: SuggestionsPageData;
  /** Which of the candidates is looked at. */
  pick: { at: number; set: (at: number) => void };
  choice: { on: boolean; toggle: () => void };
  judge: (does: "same" | "reject") => void;
}

/** Fields shown at once; the others are one press away. */
const fieldsShown = 6;

/** Never 100: a likeness is no proof. */
const percentOf = (score: number): number => Math.min(99, Math.round(score * 100));

export function SuggestionCard({ card: { globe, candidates }, page, pick, choice, judge }: SuggestionCardProps) {
  const { t, n } = useWords();
  const candidate = candidates[pick.at] ?? candidates[0];
  if (!candidate) return null;
  const { record, score, reasons } = candidate;
  const percent = percentOf(score);
  return (
    <li
      className="card suggestion"
      tabIndex={-1}
      aria-label={`${globe.key} ${globe.title}, ${record.key} ${record.title}`}
    >
      <input
        type="checkbox"
        className="mt-1"
        checked={choice.on}
        onChange={choice.toggle}
        aria-label={t("suggestions.select", { globe: globe.key, milestones: record.key })}
      />
      <div className="min-w-0">
        <div className="suggestion-heads">
          <Head side="globe" record={globe} page={page} />
          <Head side="milestones" record={record} page={page} />
        </div>
        <Fields {...{ globe, page }} milestones={record} />
        {candidates.length > 1 && (
          <fieldset className="mt-2">
            <legend className="hint">{t("suggestions.others")}</legend>
            {candidates.map((one, at) => (
              <label key={one.record.id} className="mr-4 inline-flex items-center gap-1">
                <input
                  type="radio"
                  name={`candidate-${globe.id}`}
                  checked={pick.at === at}
                  onChange={() => pick.set(at)}
                />
                <span className="code">{one.record.key}</span> {one.record.title}{" "}
                <span className="hint">{n(percentOf(one.score))} %</span>
              </label>
            ))}
          </fieldset>
        )}
      </div>
      <div className="min-w-0">
        <p className="flex items-center gap-2">
          <b className="suggestion-score">{n(percent)} %</b>
          <meter className="sr-only" min={0} max={100} value={percent} aria-label={t("suggestions.likely")} />
          <svg className="suggestion-meter" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
            <rect className="is-rest" width="100" height="8" rx="2" />
            <rect width={percent} height="8" rx="2" />
          </svg>
        </p>
        <Reasons reasons={reasons} />
      </div>
      <div className="decision-answers">
        <button type="button" className="btn btn-main" disabled={!page.may.propose} onClick={() => judge("same")}>
          {t("decide.same_as")}
        </button>
        <button type="button" className="btn" disabled={!page.may.propose} onClick={() => judge("reject")}>
          {t("suggestions.reject")}
        </button>
      </div>
    </li>
  );
}

function Head({
  side,
  record,
  page,
}: {
  side: "globe" | "milestones";
  record: ShownRecord;
  page: SuggestionsPageData;
}) {
  const { t } = useWords();
  return (
    <p className={`suggestion-head is-${side}`}>
      <span className="hint">{t(`grid.${side}`)}</span>
      <br />
      <Link className="link" to={`${page.base}/${page.entity}?q=${encodeURIComponent(record.key)}&pair=${record.id}`}>
        <span className="code">{record.key}</span> {record.title}
      </Link>
    </p>
  );
}

interface FieldsProps {
  globe: ShownRecord;
  milestones: ShownRecord;
  page: SuggestionsPageData;
}

function Fields({ globe, milestones, page }: FieldsProps) {
  const { t } = useWords();
  const filled = page.fields.filter(
    (name) => (globe.values[name] ?? "") !== "" || (milestones.values[name] ?? "") !== "",
  );
  const differs = (name: string) => (globe.values[name] ?? "") !== (milestones.values[name] ?? "");
  const words = filled.filter((name) => page.types[name] !== "flag" && page.types[name] !== "reference");
  const first = [...words.filter(differs), ...words.filter((name) => !differs(name))].slice(0, fieldsShown);
  const rest = filled.filter((name) => !first.includes(name));
  return (
    <>
      <FieldLines names={first} {...{ globe, milestones, page }} />
      {rest.length > 0 && (
        <details className="mt-1">
          <summary className="link cursor-pointer">{t("suggestions.moreFields", { count: rest.length })}</summary>
          <FieldLines names={rest} {...{ globe, milestones, page }} />
        </details>
      )}
    </>
  );
}

function FieldLines({ names, globe, milestones, page }: FieldsProps & { names: readonly string[] }) {
  const { field } = useWords();
  return (
    <dl className="fields mt-1">
      {names.map((name) => (
        <div key={name}>
          <dt>{field(name)}</dt>
          <dd>
            <ValueLines
              kind={page.types[name] ?? "text"}
              globe={globe.values[name] ?? ""}
              milestones={milestones.values[name] ?? ""}
            />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** What speaks for it and against it, each with how much. */
function Reasons({ reasons }: { reasons: SuggestionCardData["candidates"][number]["reasons"] }) {
  const { t } = useWords();
  const most = Math.max(1, ...reasons.map(({ weight }) => Math.abs(weight)));
  return (
    <ul className="reasons" aria-label={t("suggestions.why")}>
      {reasons.map(({ text, weight }) => (
        <li key={text} className={weight < 0 ? "is-against" : "is-for"}>
          <Bar part={Math.abs(weight) / most} />
          <span>
            <span className="sr-only">{t(weight < 0 ? "suggestions.against" : "suggestions.for")}: </span>
            {text}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Bar({ part }: { part: number }) {
  return (
    <svg className="reason-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect width={Math.max(4, part * 100)} height="8" rx="2" />
    </svg>
  );
}
