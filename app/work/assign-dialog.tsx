// Gives the chosen pairs to someone, sets their day, or both; what is left as it is stays so on each of them.
import { useState } from "react";
import { useWords } from "../i18n/use-words.ts";
import { Sheet } from "../ui/sheet.tsx";
import type { WorkPerson } from "./people.ts";
import { PersonOptions } from "./person-options.tsx";
import type { GivenWork } from "./use-assigning.ts";

interface AssignDialogProps {
  count: number;
  people: readonly WorkPerson[];
  busy: boolean;
  close: () => void;
  submit: (given: GivenWork) => void;
}

const asIs = "as-is";

export function AssignDialog({ count, people, busy, close, submit }: AssignDialogProps) {
  const { t } = useWords();
  const [who, setWho] = useState(asIs);
  const [dueOn, setDueOn] = useState("");
  const [noDay, setNoDay] = useState(false);
  const given: GivenWork = {
    ...(who === asIs ? {} : { assigneeId: who === "" ? null : Number(who) }),
    ...(noDay ? { dueOn: null } : dueOn === "" ? {} : { dueOn }),
  };
  return (
    <Sheet
      title={t("assign.of", { count })}
      close={close}
      submit={() => submit(given)}
      act={t("assign.open")}
      disabled={busy || Object.keys(given).length === 0}
    >
      <label className="field">
        <span>{t("assign.to")}</span>
        <select className="input" value={who} onChange={({ target }) => setWho(target.value)}>
          <option value={asIs}>{t("assign.asIs")}</option>
          <option value="">{t("assign.nobody")}</option>
          <PersonOptions people={people} />
        </select>
      </label>
      <label className="field">
        <span>{t("assign.due")}</span>
        <input
          className="input"
          type="date"
          value={dueOn}
          disabled={noDay}
          onChange={({ target }) => setDueOn(target.value)}
        />
      </label>
      <label className="flex items-center gap-2">
        <input type="checkbox" checked={noDay} onChange={({ target }) => setNoDay(target.checked)} />
        {t("assign.clearDue")}
      </label>
      <p className="hint">{t("assign.follows")}</p>
    </Sheet>
  );
}
