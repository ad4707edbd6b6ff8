// Whether Milestones knows what became of an invoice; where it could not be told, why, and that it is told again.
import { useWords } from "../i18n/use-words.ts";
import { useTell } from "../ui/toasts.tsx";
import { useSend } from "../ui/use-send.ts";
import type { DetailData } from "./detail-data.ts";

export function InvoiceTelling({ base, row, telling, me }: DetailData) {
  const { t, moment } = useWords();
  const tell = useTell();
  const { send, busy } = useSend<{ asked: boolean }>();
  if (!telling) return null;
  const { stands, at, outcome, reason } = telling;
  if (stands !== "failed")
    return (
      <p className="hint mb-3">
        {stands === "told" && at
          ? t("telling.told", { when: moment(at) })
          : t(`telling.${stands === "off" ? "off" : "waiting"}`)}
      </p>
    );
  async function again() {
    const answer = await send(`${base}/invoices/${row.id}/tell`, {});
    tell("asked" in answer ? { text: t("telling.asked") } : { text: t("failure.broken"), bad: true });
  }
  return (
    <div className="note note-stale mb-3 flex flex-wrap items-start justify-between gap-3" role="status">
      <p className="min-w-0">
        <b>{t("telling.failed", { when: moment(at ?? "") })}</b> {t(`telling.outcome.${outcome ?? "none"}`)}
        {reason && <span className="block">{reason}</span>}
        <span className="block">{t("telling.next")}</span>
      </p>
      <button type="button" className="btn" disabled={busy || me.role === "viewer"} onClick={() => void again()}>
        {t("telling.again")}
      </button>
    </div>
  );
}
