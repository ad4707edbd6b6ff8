// Who sees to a rule: chosen from the people who have an account, noted at once.
import { useWords } from "../i18n/use-words.ts";
import { useTell } from "../ui/toasts.tsx";
import { useSend } from "../ui/use-send.ts";
import type { ReadinessPageData } from "./page-data.ts";

export function OwnerChoice({ page, rule, question }: { page: ReadinessPageData; rule: string; question: string }) {
  const { t } = useWords();
  const tell = useTell();
  const { send, busy } = useSend<{ refused: "role" | "account" | null }>();
  const owner = page.owners[rule];
  if (!page.may.sign) return <p>{owner?.name ?? t("readiness.nobody")}</p>;

  async function name(value: string) {
    const answer = await send(`${page.base}/readiness/owner`, { rule, accountId: value === "" ? null : Number(value) });
    if (!("refused" in answer)) return tell({ text: answer.problem?.what ?? t("failure.broken"), bad: true });
    if (answer.refused) return tell({ text: t(`readiness.sign.why.${answer.refused}`), bad: true });
    tell({ text: t("readiness.ownerSet") });
  }

  const known = page.people.some(({ id }) => id === owner?.id);
  return (
    <select
      className="input"
      aria-label={`${t("readiness.owner")}: ${question}`}
      value={owner ? String(owner.id) : ""}
      disabled={busy}
      onChange={({ target }) => void name(target.value)}
    >
      <option value="">{t("readiness.nobody")}</option>
      {owner && !known && <option value={owner.id}>{owner.name}</option>}
      {page.people.map(({ id, name: called }) => (
        <option key={id} value={id}>
          {called}
        </option>
      ))}
    </select>
  );
}
