// The dossiers that were made, each with its seal, and the button that makes another.
import { useWords } from "../i18n/use-words.ts";
import { Icon } from "../ui/icon.tsx";
import { useTell } from "../ui/toasts.tsx";
import { useSend } from "../ui/use-send.ts";
import type { ReadinessPageData } from "./page-data.ts";

export function DossierCard({ page }: { page: ReadinessPageData }) {
  const { t, moment } = useWords();
  const tell = useTell();
  const { send, busy } = useSend<{ started: true }>();
  const { dossiers, base } = page;

  async function make() {
    const answer = await send(`${base}/readiness/dossier`, {});
    if (!("started" in answer)) tell({ text: answer.problem?.what ?? t("failure.broken"), bad: true });
  }

  return (
    <section className="card grid gap-2 p-4" aria-labelledby="dossiers">
      <h2 id="dossiers">{t("readiness.dossier.title")}</h2>
      <p className="hint">{t("readiness.dossier.what")}</p>
      <button type="button" className="btn" disabled={busy || dossiers.going} onClick={() => void make()}>
        {t(dossiers.going ? "readiness.dossier.going" : "readiness.dossier.make")}
      </button>
      {dossiers.failed && (
        <p className="note note-bad" role="alert">
          {dossiers.failed.what} {dossiers.failed.next}
        </p>
      )}
      <ul className="grid gap-2" aria-live="polite">
        {dossiers.made.map(({ id, at, madeBy, seal }) => (
          <li key={id}>
            <span className="flex flex-wrap items-center gap-2">
              <a className="btn btn-small" href={`${base}/readiness/dossiers/${id}/xlsx`} download>
                <Icon name="download" className="size-3.5" />
                Excel
              </a>
              <a className="btn btn-small" href={`${base}/readiness/dossiers/${id}/pdf`} download>
                <Icon name="download" className="size-3.5" />
                PDF
              </a>
              <span className="hint">
                {madeBy}, {moment(at)}
              </span>
            </span>
            <span className="hint block">
              {t("readiness.dossier.seal")} <code className="break-all">{seal}</code>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
