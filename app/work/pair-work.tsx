// Whose work this pair is, and until when: changed at once, since it can be changed back.

import type { WholePair } from "../../prisma/rows.ts";
import type { GridPageData } from "../grid/page-data.ts";
import { useWords } from "../i18n/use-words.ts";
import { isOverdue } from "./overdue.ts";
import { PersonOptions } from "./person-options.tsx";
import { useAssigning } from "./use-assigning.ts";

export function PairWork({ pair, page, base }: { pair: WholePair; page: GridPageData; base: string }) {
  const { t, date, now } = useWords();
  const { assign, busy } = useAssigning(base);
  const { assigneeId = null, assignee = null, dueOn = null } = pair.assignment ?? {};
  const mayHaveIt = page.people.some(({ id, mayBeGiven }) => id === assigneeId && mayBeGiven);
  const late = pair.status !== "equal" && isOverdue(dueOn, now);
  if (!page.may.assign && !pair.assignment) return null;
  return (
    <section className="panel-part" aria-label={t("assign.title")}>
      <h3>
        {t("assign.title")} {late && <span className="chip is-failed">{t("assign.overdue")}</span>}
      </h3>
      {page.may.assign ? (
        <div className="flex flex-wrap gap-2">
          <label className="field flex-1">
            <span>{t("assign.to")}</span>
            <select
              className="input"
              value={assigneeId ?? ""}
              disabled={busy}
              onChange={({ target }) =>
                void assign([pair.id], { assigneeId: target.value === "" ? null : Number(target.value) })
              }
            >
              <option value="">{t("assign.nobody")}</option>
              {assigneeId !== null && !mayHaveIt && <option value={assigneeId}>{assignee}</option>}
              <PersonOptions people={page.people} />
            </select>
          </label>
          <label className="field">
            <span>{t("assign.due")}</span>
            <input
              key={dueOn ?? ""}
              className="input"
              type="date"
              defaultValue={dueOn ?? ""}
              disabled={busy}
              onBlur={({ target }) =>
                target.value !== (dueOn ?? "") && void assign([pair.id], { dueOn: target.value || null })
              }
            />
          </label>
        </div>
      ) : (
        <p>
          {assignee ?? t("assign.nobody")}
          {dueOn && `, ${t("assign.dueOn", { date: date(dueOn) })}`}
        </p>
      )}
    </section>
  );
}
