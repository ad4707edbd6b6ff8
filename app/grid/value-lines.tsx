// A field's values as the panel and the hover card show them: both sides where they differ, one line where not.
import { useWords } from "../i18n/use-words.ts";
import type { FieldColumn } from "./columns.ts";
import { marked, type Segment } from "./marked.ts";
import { shownText } from "./shown.ts";

interface ValueLinesProps {
  kind: FieldColumn["kind"];
  globe: string | null;
  milestones: string | null;
  /** Both sides, also where they are equal. */
  both?: boolean;
  /** The two differ and are equal by a rule: what differs is marked quietly. */
  byRule?: boolean;
}

export function ValueLines({ kind, globe, milestones, both = false, byRule = false }: ValueLinesProps) {
  const { t, language } = useWords();
  const shown = (text: string | null) => shownText({ t, language }, kind, text ?? "");
  const differs = globe !== null && milestones !== null && globe !== milestones;
  if (!differs && !both)
    return <span>{shown(globe ?? milestones) || <i className="cell-empty">{t("grid.empty_value")}</i>}</span>;
  const parts = differs
    ? marked(shown(globe), shown(milestones))
    : { globe: plain(shown(globe)), milestones: plain(shown(milestones)) };
  return (
    <span className={`value-lines ${byRule ? "is-by-rule" : ""}`}>
      {globe !== null && <Line side="globe" parts={parts.globe} />}
      {milestones !== null && <Line side="milestones" parts={parts.milestones} />}
    </span>
  );
}

const plain = (text: string): Segment[] => (text === "" ? [] : [{ text, marked: false }]);

function Line({ side, parts }: { side: "globe" | "milestones"; parts: readonly Segment[] }) {
  const { t } = useWords();
  return (
    <span className={`line is-${side}`}>
      <em title={t(`grid.${side}`)}>
        <span aria-hidden="true">{t(side === "globe" ? "grid.letterGlobe" : "grid.letterMilestones")}</span>
        <span className="sr-only">{t(`grid.${side}`)}</span>
      </em>
      <span className="line-value">
        {parts.length === 0 && <i className="cell-empty">{t("grid.empty_value")}</i>}
        {parts.map((part, at) =>
          // biome-ignore lint/suspicious/noArrayIndexKey: segments have no other name than their place
          part.marked ? <mark key={at}>{part.text}</mark> : <span key={at}>{part.text}</span>,
        )}
      </span>
    </span>
  );
}
