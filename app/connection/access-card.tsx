// Whether Milestones lets Tieout in: as whom, for what, until when, what it said last, and the button to its consent page.
import { Form } from "@remix-run/react";
import type { AccessStanding } from "../../core/milestones-access.ts";
import type { Authorisation } from "../../prisma/authorisations.ts";
import type { MilestonesConnection } from "../../prisma/milestones-connections.ts";
import { useWords } from "../i18n/use-words.ts";
import type { Problem } from "../session/problem.ts";
import { Token } from "../ui/token.tsx";

interface AccessCardProps {
  standing: AccessStanding;
  connection: (Omit<MilestonesConnection, "problem"> & { problem: Problem | null }) | null;
  last: (Omit<Authorisation, "problem"> & { problem: Problem | null }) | null;
  /** Names of the administrations on this Milestones. */
  shared: readonly string[];
}

export function AccessCard({ standing, connection, last, shared }: AccessCardProps) {
  const { t, ago, stamp } = useWords();
  const isUnderWay = last?.state === "answered" || last?.state === "exchanging";
  const told = last?.problem ?? connection?.problem ?? null;
  const facts: ["account" | "scopes" | "given" | "renewed" | "ends" | "shared", string | null][] = [
    ["account", connection?.serviceAccount || null],
    ["scopes", connection ? (connection.grantedScopes ?? connection.scopes) || t("connection.scopesNone") : null],
    [
      "given",
      connection?.givenAt ? `${stamp(connection.givenAt)}, ${connection.givenBy ?? t("connection.byItself")}` : null,
    ],
    ["renewed", connection?.renewedAt ? ago(connection.renewedAt) : null],
    [
      "ends",
      connection?.state === "given"
        ? connection.endsAt
          ? stamp(connection.endsAt)
          : t("connection.endsUnknown")
        : null,
    ],
    ["shared", shared.length > 1 ? shared.join(", ") : null],
  ];
  return (
    <section className="card grid gap-3 p-4" aria-labelledby="access">
      <h2 id="access">{t("connection.access")}</h2>
      <dl className="fields">
        {facts.map(
          ([name, value]) =>
            value !== null && (
              <div key={name}>
                <dt>{t(`connection.fact.${name}`)}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
      <div role="status" aria-live="polite" className="grid gap-3">
        {isUnderWay && <p className="note">{t("connection.underWay")}</p>}
        {!isUnderWay && told && (
          <p className={`note ${standing === "good" ? "note-stale" : "note-bad"}`}>
            <span>
              <b>{told.what}.</b> {told.means} {told.next}
            </span>
          </p>
        )}
      </div>
      {connection ? (
        <Form method="post">
          <Token />
          <input type="hidden" name="do" value="authorise" />
          <p className="hint mb-2">
            {t("connection.asWhom", { account: connection.serviceAccount || t("connection.theAccount") })}
          </p>
          <button type="submit" className={standing === "good" ? "btn" : "btn btn-main"} disabled={isUnderWay}>
            {t(standing === "never" ? "connection.authorise" : "connection.again")}
          </button>
        </Form>
      ) : (
        <p className="hint">{t("connection.first")}</p>
      )}
    </section>
  );
}
