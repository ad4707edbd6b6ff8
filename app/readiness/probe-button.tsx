// Has the agent look again where it stands: its answer comes back to this page by itself.
import { useWords } from "../i18n/use-words.ts";
import { useTell } from "../ui/toasts.tsx";
import { useSend } from "../ui/use-send.ts";

export function ProbeButton({ base }: { base: string }) {
  const { t } = useWords();
  const tell = useTell();
  const { send, busy } = useSend<{ asked: true }>();

  async function ask() {
    const answer = await send(`${base}/readiness/probe`, {});
    if ("asked" in answer) tell({ text: t("readiness.probe.asked") });
    else tell({ text: answer.problem?.what ?? t("failure.broken"), bad: true });
  }

  return (
    <button type="button" className="btn" disabled={busy} onClick={() => void ask()}>
      {t("readiness.probe.ask")}
    </button>
  );
}
