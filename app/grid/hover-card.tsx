// What lies behind the cell under the mouse: both raw values, and the rule that made them equal.
import { useEffect, useState } from "react";
import type { PairRow } from "../../prisma/rows.ts";
import { useWords } from "../i18n/use-words.ts";
import { Agreement } from "./agreement.tsx";
import type { GridColumns } from "./columns.ts";
import { rawText } from "./raw.ts";
import { usePair } from "./use-pair.ts";
import { ValueLines } from "./value-lines.tsx";

export interface HoverAt {
  row: PairRow;
  /** The column's id: a field, or a field and its side. */
  field: string;
  cell: HTMLElement;
}

const after = 350;

export function HoverCard({ hover, base, columns }: { hover: HoverAt; base: string; columns: GridColumns }) {
  const [waited, setWaited] = useState<HTMLElement | null>(null);
  useEffect(() => {
    const waiting = setTimeout(() => setWaited(hover.cell), after);
    return () => clearTimeout(waiting);
  }, [hover.cell]);
  const column = columns.fields.find(({ name }) => name === hover.field.split("@")[0]);
  if (waited !== hover.cell || !column) return null;
  return <Card {...{ hover, base, column }} />;
}

interface CardProps {
  hover: HoverAt;
  base: string;
  column: GridColumns["fields"][number];
}

function Card({ hover: { row, cell }, base, column }: CardProps) {
  const { t, field } = useWords();
  const pair = usePair(base, row.id, 0);
  const { left, bottom, top } = cell.getBoundingClientRect();
  const below = bottom + 190 < window.innerHeight;
  const rules = row.byRule[column.name] ?? [];
  return (
    <div
      className="hover-card"
      role="tooltip"
      ref={(card) => {
        if (!card) return;
        card.style.left = `${Math.max(8, Math.min(left, window.innerWidth - 352))}px`;
        card.style.top = below ? `${bottom + 4}px` : "auto";
        card.style.bottom = below ? "auto" : `${window.innerHeight - top + 4}px`;
      }}
    >
      <div className="flex justify-between gap-4">
        <b>{field(column.name)}</b>
        <span className="hint">{t(`kind.${column.kind}`)}</span>
      </div>
      <ValueLines
        kind={column.kind}
        globe={row.globe?.[column.name] ?? null}
        milestones={row.milestones?.[column.name] ?? null}
        both
        byRule={rules.length > 0}
      />
      {rules.length > 0 && (
        <p className="rule">
          ≈ {t("pair.byRule")}: {rules.map((rule) => t(`rule.${rule}`)).join(", ")}
        </p>
      )}
      {row.moved[column.name] && (
        <Agreement
          kind={column.kind}
          mover={row.moved[column.name] ?? "never"}
          agreed={pair?.agreed[column.name] ?? null}
        />
      )}
      <dl className="raw">
        {row.globe && (
          <>
            <dt>{t("pair.rawOf", { side: column.globe })}</dt>
            <dd>{pair ? rawText(pair.sides.globe[0]?.raw, column.globe) : "…"}</dd>
          </>
        )}
        {row.milestones && (
          <>
            <dt>{t("pair.rawOf", { side: column.name })}</dt>
            <dd>{pair ? rawText(pair.sides.milestones[0]?.raw, column.name) : "…"}</dd>
          </>
        )}
      </dl>
    </div>
  );
}
