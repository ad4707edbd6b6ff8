// How this Globe takes an invoice: booked once for 1.00 in a company for tests, and the settings that fit.
import { useState } from "react";
import { useWords } from "../i18n/use-words.ts";
import { useTell } from "../ui/toasts.tsx";
import { useSend } from "../ui/use-send.ts";
import type { SelfTestShown } from "./self-test-data.ts";

interface SelfTestProps {
  base: string;
  test: SelfTestShown;
}

/** For administrators. */
export function SelfTest({ base, test }: SelfTestProps) {
  const { t, stamp } = useWords();
  const tell = useTell();
  const { send, busy } = useSend<{ refused: string | null }>();
  const [sure, setSure] = useState(false);
  const { isTest, usual, going, last } = test;

  async function ask(said: Record<string, unknown>) {
    const answer = await send(`${base}/invoices/self-test`, said);
    if (!("refused" in answer)) return tell({ text: t("failure.broken"), bad: true });
    if (answer.refused) tell({ text: t(`selfTest.refusal.${answer.refused as "role"}`), bad: true });
  }

  return (
    <section className="card mt-4 p-4" aria-labelledby="self-test">
      <h2 id="self-test">{t("selfTest.name")}</h2>
      <p className="hint mt-1">{t("selfTest.what")}</p>
      <p className="mt-2">
        {t("selfTest.usual", { sign: usual.sign, route: t(`selfTest.route.${usual.route}`) })}{" "}
        <b>{t(isTest ? "selfTest.isTest" : "selfTest.isReal")}</b>
      </p>
      <div className="mt-3 flex flex-wrap items-center gap-3">
        {!isTest && (
          <label className="flex items-start gap-2">
            <input type="checkbox" className="mt-1" checked={sure} onChange={({ target }) => setSure(target.checked)} />
            {t("selfTest.sure")}
          </label>
        )}
        <button
          type="button"
          className="btn"
          disabled={busy || going || (!isTest && !sure)}
          onClick={() => void ask({ do: "mark", isTest: !isTest })}
        >
          {t(isTest ? "selfTest.unmark" : "selfTest.mark")}
        </button>
        <button
          type="button"
          className="btn btn-main"
          disabled={busy || going || !isTest}
          title={isTest ? undefined : t("selfTest.refusal.not_test")}
          onClick={() => void ask({ do: "start" })}
        >
          {t(going ? "selfTest.going" : "selfTest.start")}
        </button>
      </div>
      {last && <Outcome at={stamp(last.at)} end={last.end} usual={usual} />}
    </section>
  );
}

interface OutcomeProps extends Pick<SelfTestShown, "usual"> {
  at: string;
  end: NonNullable<SelfTestShown["last"]>["end"];
}

function Outcome({ at, end, usual }: OutcomeProps) {
  const { t } = useWords();
  if ("error" in end)
    return (
      <p className="note note-bad mt-3">
        {t("selfTest.notDone", { at })} {end.error}
      </p>
    );
  const { sign, route, trials } = end;
  const fits = sign === usual.sign && route === usual.route;
  const told = { at, sign: sign ?? "–", route: route ? t(`selfTest.route.${route}`) : "–" };
  return (
    <div className="mt-3">
      <p className={fits ? "text-equal" : "text-bad"}>
        {t(fits ? "selfTest.fits" : sign && route ? "selfTest.change" : "selfTest.unsettled", told)}
      </p>
      <ul className="mt-1">
        {trials.map((one) => (
          <li key={one.number}>
            {t("selfTest.trial", { sign: one.sign, route: t(`selfTest.route.${one.route}`) })}{" "}
            <b>{t(`selfTest.outcome.${one.outcome}`)}</b>
            {one.entry && ` ${t("invoices.entry", { number: one.entry })}`}
            {one.outcome === "fits" && `, ${t(one.document ? "selfTest.document" : "selfTest.noDocument")}`}
            {one.reason && <span className="hint"> {one.reason}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
