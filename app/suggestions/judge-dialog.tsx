// Before suggestions are proposed or turned down: what follows, and why someone decides so.
import { useState } from "react";
import type { Reason } from "../decisions/reasons.ts";
import { CommentField, ReasonField } from "../decisions/why-fields.tsx";
import { mostAtOnce } from "../grid/chosen.ts";
import { LinkedCodes } from "../grid/link-note.tsx";
import { useWords } from "../i18n/use-words.ts";
import { Sheet } from "../ui/sheet.tsx";
import type { Asked, Said } from "./use-judging.ts";

interface JudgeDialogProps {
  asked: Asked;
  busy: boolean;
  close: () => void;
  submit: (said: Said) => void;
}

const shownCodes = 5;

function codesOf(asked: Asked): { globe: string; milestones: string }[] {
  if (asked.does === "codes") return [asked.codes];
  if (asked.does === "sure") return [];
  return asked.couples.map(({ globe, milestones }) => ({ globe: globe.key, milestones: milestones.key }));
}

export function JudgeDialog({ asked, busy, close, submit }: JudgeDialogProps) {
  const { t, n } = useWords();
  const rejects = asked.does === "reject";
  const [reason, setReason] = useState<Reason>(rejects ? "other" : "renumbered");
  const [comment, setComment] = useState("");
  const codes = codesOf(asked);
  const count = asked.does === "sure" ? asked.count : codes.length;
  const act = rejects ? "rejectCount" : "sameCount";

  return (
    <Sheet
      title={t(rejects ? "suggestions.rejecting" : "suggestions.linking", { count })}
      act={t(`suggestions.${act}`, { count })}
      isBad={rejects}
      disabled={busy}
      submit={() => submit({ reason, comment })}
      close={close}
    >
      <ul className="grid gap-1">
        {codes.slice(0, shownCodes).map((one) => (
          <li key={`${one.globe} ${one.milestones}`}>
            <LinkedCodes {...one} />
          </li>
        ))}
        {codes.length > shownCodes && <li className="hint">+{n(codes.length - shownCodes)}</li>}
      </ul>
      <section className="consequence" aria-label={t("decide.consequence")}>
        <h3>{t("decide.consequence")}</h3>
        <ul>
          {rejects ? (
            <li>{t("suggestions.follows.reject")}</li>
          ) : (
            <>
              <li>{t("suggestions.follows.one")}</li>
              <li>{t("suggestions.follows.written")}</li>
              <li>{t("suggestions.follows.lapses")}</li>
              <li>{t("decide.fourEyes")}</li>
              {count > mostAtOnce && <li>{t("decide.inBatches", { n: n(count) })}</li>}
            </>
          )}
        </ul>
      </section>
      <ReasonField reason={reason} set={setReason} />
      <CommentField comment={comment} set={setComment} />
    </Sheet>
  );
}
