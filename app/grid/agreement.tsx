// Which side moved a field since both agreed, in words, with what was agreed and when.
import type { Mover } from "../../core/reconcile/three-way.ts";
import type { AgreedTexts } from "../../prisma/agreed.ts";
import { useWords } from "../i18n/use-words.ts";
import type { FieldColumn } from "./columns.ts";
import { shownText } from "./shown.ts";

interface AgreementProps {
  kind: FieldColumn["kind"];
  mover: Mover;
  /** Null where none is known, or not yet. */
  agreed: AgreedTexts | null;
}

export function Agreement({ kind, mover, agreed }: AgreementProps) {
  const { t, language, stamp } = useWords();
  const shown = (text: string) => shownText({ t, language }, kind, text) || t("grid.empty_value");
  const isMove = mover !== "never" && mover !== "neither";
  return (
    <p className={`agreement is-moved-${mover}`}>
      <b>
        {isMove && <span aria-hidden="true">Δ </span>}
        {t(`moved.${mover}`)}
      </b>
      {agreed && (
        <>
          {" "}
          {t("moved.agreed", { when: stamp(agreed.at) })}{" "}
          {agreed.globe === agreed.milestones ? (
            <q>{shown(agreed.globe)}</q>
          ) : (
            <>
              {t("grid.letterGlobe")} <q>{shown(agreed.globe)}</q>, {t("grid.letterMilestones")}{" "}
              <q>{shown(agreed.milestones)}</q>
            </>
          )}
        </>
      )}
    </p>
  );
}
