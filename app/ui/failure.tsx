// What is shown where a page cannot be: what happened, what it means, what now, and a code to tell the helpdesk.
import { isRouteErrorResponse, Link, useRouteError } from "@remix-run/react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Problem } from "../session/problem.ts";
import { Mark } from "./mark.tsx";

/** Inside the frame, so that the menu stays at hand. */
export const PageFailure = () => <Failure />;

export function Failure({ whole = false }: { whole?: boolean }) {
  const problem = useProblem();
  const { t } = useTranslation();
  return (
    <Place whole={whole}>
      <div className="card max-w-xl p-7">
        {whole && <Mark className="mb-4 size-8" />}
        <h1>{problem.what}</h1>
        <dl className="mt-4 grid gap-3">
          <div>
            <dt className="hint">{t("failure.means")}</dt>
            <dd>{problem.means}</dd>
          </div>
          <div>
            <dt className="hint">{t("failure.next")}</dt>
            <dd>{problem.next}</dd>
          </div>
        </dl>
        <div className="mt-6 flex flex-wrap items-center gap-3">
          <Link className="btn btn-main" to="/">
            {t("failure.home")}
          </Link>
          <button className="btn" type="button" onClick={() => location.reload()}>
            {t("failure.again")}
          </button>
          <code className="hint ml-auto">{t("failure.code", { code: problem.code })}</code>
        </div>
      </div>
    </Place>
  );
}

// why: the frame has its own main element, and a page has one.
function Place({ whole, children }: { whole: boolean; children: ReactNode }) {
  if (whole) return <main className="grid min-h-screen place-items-center p-6">{children}</main>;
  return <div className="grid place-items-center p-6">{children}</div>;
}

function useProblem(): Problem {
  const error = useRouteError();
  const { t } = useTranslation();
  const told = (name: "notFound" | "forbidden" | "forged" | "broken", code: string): Problem => ({
    code,
    what: t(`failure.${name}`),
    means: t(`failure.${name}Means`),
    next: t(`failure.${name}Next`),
  });
  if (!isRouteErrorResponse(error)) return told("broken", "500");
  const sent = error.data as { problem?: Problem; forged?: boolean } | null;
  if (sent?.problem) return sent.problem;
  if (sent?.forged) return told("forged", "403-token");
  if (error.status === 404) return told("notFound", "404");
  if (error.status === 403) return told("forbidden", "403");
  return told("broken", String(error.status));
}
