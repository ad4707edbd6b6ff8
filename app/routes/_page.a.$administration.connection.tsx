// How an administration's Milestones is reached and lets Tieout in, for administrators: whether it does, until when, what it
// said last, and the way to its consent page.
import { type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { accessStanding, consentPath } from "../../core/milestones-access.ts";
import { AccessCard } from "../connection/access-card.tsx";
import { ConnectionForm } from "../connection/connection-form.tsx";
import { useWords } from "../i18n/use-words.ts";
import { words } from "../i18n/words.ts";
import { administrationIn, reader, writer } from "../session/guard.ts";
import { problemOfNote } from "../session/problem.ts";
import { problemIn } from "../ui/problem-in.ts";

export const meta: MetaFunction<typeof loader> = ({ data: given }) => [
  { title: given ? `${given.title} · Tieout` : "Tieout" },
];

export const loader = reader("administer", (visit) => {
  const { db, store, address } = visit.context;
  const { settings } = administrationIn(visit);
  const { baseUrl, version, names } = settings.milestones;
  const connection = store.milestonesConnectionOf(db, baseUrl);
  const last = store.lastAuthorisation(db, baseUrl);
  const shown = (note: Parameters<typeof problemOfNote>[0] | null) => note && problemOfNote(note, visit.language);
  return {
    title: words[visit.language].connection.title,
    baseUrl,
    version: version ?? "V2",
    ownNames: Object.keys(names ?? {}).length,
    redirectUri: `${address}${consentPath}`,
    standing: accessStanding(connection, new Date()),
    connection: connection && { ...connection, problem: shown(connection.problem) },
    last: last && { ...last, problem: shown(last.problem) },
    shared: store
      .administrations(db)
      .filter((one) => one.settings.milestones.baseUrl === baseUrl)
      .map(({ name }) => name),
  };
});

const line = z.string().trim().max(500);

const shape = z.discriminatedUnion("do", [
  z.object({ do: z.literal("authorise") }),
  z.object({
    do: z.literal("save"),
    baseUrl: z.url({ protocol: /^https?$/ }).max(500),
    version: z.enum(["V2", "V3"]),
    clientId: line.min(1),
    clientSecret: line,
    scopes: line,
    serviceAccount: line,
    pkce: z.literal("on").nullish(),
  }),
]);

export const action = writer("administer", shape, (visit) => {
  const { context, account, input } = visit;
  const { db, store, address, moved } = context;
  const administration = administrationIn(visit);
  const { settings } = administration;
  if (input.do === "authorise") {
    const { baseUrl } = settings.milestones;
    return redirect(store.beginAuthorisation(db, account, { baseUrl, redirectUri: `${address}${consentPath}` }));
  }
  const { baseUrl, version, clientSecret, pkce, clientId, scopes, serviceAccount } = input;
  const milestones = { ...settings.milestones, baseUrl, version };
  store.saveAdministration(db, { ...administration, settings: { ...settings, milestones } }, account);
  store.saveMilestonesConnection(
    db,
    {
      ...{ baseUrl, clientId, scopes, serviceAccount, pkce: pkce === "on" },
      ...(clientSecret === "" ? {} : { clientSecret }),
    },
    account,
  );
  moved();
  return { saved: true };
});

export default function Connection() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useWords();
  const problem = problemIn(answer);
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{page.title}</h1>
          <p className={page.standing === "good" ? "" : "font-semibold text-bad"}>
            {t(`connection.standing.${page.standing}`)}
          </p>
        </div>
      </div>
      <div role="status" aria-live="polite">
        {answer && "saved" in answer && <p className="note note-fine mb-3">{t("connection.saved")}</p>}
        {problem && (
          <p className="note note-bad mb-3">
            <span>
              <b>{problem.what}</b> {problem.next}
            </span>
          </p>
        )}
      </div>
      <div className="split-2">
        <AccessCard {...page} />
        <ConnectionForm key={page.baseUrl} {...page} />
      </div>
    </>
  );
}

export { PageFailure as ErrorBoundary } from "../ui/failure.tsx";
