// An administration's settings, for administrators: a section each, which says itself what it takes and saves.
import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { useWords } from "../i18n/use-words.ts";
import { words } from "../i18n/words.ts";
import { SelfTest } from "../invoices/self-test.tsx";
import { selfTestShown } from "../invoices/self-test-data.ts";
import { tellingInput, tellingSaved, tellingShown } from "../invoices/telling-data.ts";
import { TellingForm } from "../invoices/telling-form.tsx";
import { OverwritePolicies } from "../overwrite/policies.tsx";
import { policiesShown, policyInput, policySaved } from "../overwrite/policies-data.ts";
import { administrationIn, reader, writer } from "../session/guard.ts";
import { problemIn } from "../ui/problem-in.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `${data.title} · Tieout` : "Tieout" }];

export const loader = reader("administer", (visit) => ({
  title: words[visit.language].overwrite.settings,
  name: administrationIn(visit).name,
  base: `/a/${encodeURIComponent(administrationIn(visit).code)}`,
  policies: policiesShown(visit),
  telling: tellingShown(visit),
  selfTest: selfTestShown(visit),
}));

const shape = z.discriminatedUnion("do", [policyInput, tellingInput]);

export const action = writer("administer", shape, (visit) => {
  switch (visit.input.do) {
    case "policy":
      policySaved(visit, visit.input);
      break;
    case "telling": {
      const refused = tellingSaved(visit, visit.input);
      if (refused) return { refused };
    }
  }
  visit.context.moved();
  return { saved: true };
});

export default function Settings() {
  const { title, name, base, policies, telling, selfTest } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useWords();
  const problem = problemIn(answer);
  const refused = answer && "refused" in answer ? answer.refused : undefined;
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{title}</h1>
          <p>{name}</p>
        </div>
      </div>
      <div role="status" aria-live="polite">
        {answer && "saved" in answer && <p className="note note-fine mb-3">{t("overwrite.saved")}</p>}
        {refused && <p className="note note-bad mb-3">{t(`telling.refusal.${refused}`)}</p>}
        {problem && <p className="note note-bad mb-3">{problem.what}</p>}
      </div>
      <OverwritePolicies policies={policies} />
      <TellingForm key={JSON.stringify(telling)} telling={telling} />
      <SelfTest base={base} test={selfTest} />
    </>
  );
}

export { PageFailure as ErrorBoundary } from "../ui/failure.tsx";
