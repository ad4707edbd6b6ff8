// Where Milestones sends the browser back to: the answer is kept for the worker, and the connection's page shows the rest.
import { redirect } from "@remix-run/node";
import { reader } from "../session/guard.ts";

export const loader = reader("administer", ({ context: { db, store, moved }, account, request }) => {
  const baseUrl = store.answerAuthorisation(db, account, new URL(request.url).searchParams);
  moved();
  const of = store
    .administrations(db)
    .find(({ settings }) => store.milestonesConnectionOf(db, settings.milestones.baseUrl)?.baseUrl === baseUrl);
  return redirect(of ? `/a/${encodeURIComponent(of.code)}/connection` : "/");
});

export default function Callback() {
  return null;
}

export { PageFailure as ErrorBoundary } from "../ui/failure.tsx";
