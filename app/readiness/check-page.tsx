// Two sets of exports dragged in, each file read at once with what was found in it; then the verdict, what blocks first,
// and the dossier to take along.
import { useRevalidator } from "@remix-run/react";
import { useEffect, useState } from "react";
import { useWords } from "../i18n/use-words.ts";
import { Icon } from "../ui/icon.tsx";
import { useTell } from "../ui/toasts.tsx";
import { useSend } from "../ui/use-send.ts";
import type { CheckPageData } from "./check-data.ts";
import { CheckFindings } from "./check-findings.tsx";
import { DropZone } from "./drop-zone.tsx";

const askAgainAfter = 700;

export function CheckPage({ page }: { page: CheckPageData & { title: string } }) {
  const { t } = useWords();
  const tell = useTell();
  const { revalidate, state } = useRevalidator();
  const { send, busy } = useSend<{ done: string }>();
  const [company, setCompany] = useState("");
  const [rulesOf, setRulesOf] = useState("");
  const { files, going, failed, result } = page;
  const isReady = (["globe", "milestones"] as const).every((side) => files.some((one) => one.side === side));

  useEffect(() => {
    if (!going || state !== "idle") return;
    const asking = setTimeout(revalidate, askAgainAfter);
    return () => clearTimeout(asking);
  }, [going, state, revalidate]);

  async function act(body: Record<string, unknown>) {
    const answer = await send("/check/act", body);
    if (!("done" in answer)) tell({ text: answer.problem?.what ?? t("failure.broken"), bad: true });
    revalidate();
  }

  return (
    <>
      <div className="page-head">
        <div className="min-w-0 grow basis-96">
          <h1 aria-live="polite">{result ? <Verdict result={result} /> : page.title}</h1>
          <p className="hint mt-1 max-w-3xl">{t("check.about")}</p>
        </div>
        {files.length > 0 && (
          <button type="button" className="btn" disabled={busy || going} onClick={() => void act({ does: "clear" })}>
            {t("check.clear")}
          </button>
        )}
      </div>
      <div className="check-sides mb-3">
        {(["globe", "milestones"] as const).map((side) => (
          <DropZone
            key={side}
            {...{ side, page }}
            remove={(name) => void act({ does: "remove", side, name })}
            done={revalidate}
          />
        ))}
      </div>
      <form
        className="card mb-3 flex flex-wrap items-end gap-3 p-4"
        onSubmit={(event) => {
          event.preventDefault();
          void act({ does: "run", company, rulesOf });
        }}
      >
        <label className="field">
          <span>{t("check.company")}</span>
          <input
            className="input w-32"
            value={company}
            maxLength={20}
            onChange={(event) => setCompany(event.target.value)}
          />
        </label>
        {page.ruled.length > 0 && (
          <label className="field">
            <span>{t("check.rules")}</span>
            <select className="input w-auto" value={rulesOf} onChange={({ target }) => setRulesOf(target.value)}>
              <option value="">{t("check.rulesNone")}</option>
              {page.ruled.map(({ code, name }) => (
                <option key={code} value={code}>
                  {code} · {name}
                </option>
              ))}
            </select>
          </label>
        )}
        <p className="hint grow basis-60">{t(isReady ? "check.companyHint" : "check.bothSides")}</p>
        <button type="submit" className="btn btn-main" disabled={!isReady || going || busy}>
          {t(going ? "check.going" : "check.run")}
        </button>
      </form>
      {failed && (
        <p className="note note-bad mb-3" role="alert">
          {failed.what}. {failed.next}
        </p>
      )}
      {result && (
        <>
          <section className="card mb-3 flex flex-wrap items-center gap-3 p-4" aria-labelledby="dossier">
            <h2 id="dossier">{t("readiness.dossier.title")}</h2>
            {(["xlsx", "pdf"] as const).map((format) => (
              <a key={format} className="btn btn-small" href={`/check/dossier/${format}`} download>
                <Icon name="download" className="size-3.5" />
                {format === "pdf" ? "PDF" : "Excel"}
              </a>
            ))}
            <span className="hint min-w-0">
              {t("readiness.dossier.seal")} <code className="break-all">{result.seal}</code>
            </span>
          </section>
          {page.rulesOf && <p className="note mb-3">{t("check.byRules", { code: page.rulesOf })}</p>}
          <CheckFindings result={result} />
        </>
      )}
    </>
  );
}

function Verdict({ result: { verdict, administration } }: { result: NonNullable<CheckPageData["result"]> }) {
  const { t } = useWords();
  const named = [administration.code, administration.name].filter(Boolean).join(" · ");
  return (
    <>
      <span className={verdict.ready ? "text-equal" : "text-bad"}>
        {verdict.ready ? t("check.ready") : t("check.blocked", { count: verdict.blocks })}
      </span>
      {named && <span className="hint"> {named}</span>}
    </>
  );
}
