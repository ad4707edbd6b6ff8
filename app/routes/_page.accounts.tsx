// Accounts, for administrators: who may sign in and in which role.
import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { AccountRow } from "../accounts/account-row.tsx";
import { AddAccount } from "../accounts/add-account.tsx";
import { FourEyes } from "../accounts/four-eyes.tsx";
import { useWords } from "../i18n/use-words.ts";
import { words } from "../i18n/words.ts";
import { reader, writer } from "../session/guard.ts";
import { problemIn } from "../ui/problem-in.ts";

export const meta: MetaFunction<typeof loader> = ({ data: given }) => [
  { title: given ? `${given.title} · Tieout` : "Tieout" },
];

export const loader = reader("administer", ({ context: { db, store }, account, language }) => ({
  title: words[language].accounts.title,
  accounts: store.accounts(db),
  me: account.id,
  selfApproval: store.selfApproval(db),
}));

const username = z.string().trim().min(1).max(100);
const password = z.string().min(12).max(1000);
const role = z.enum(["viewer", "preparer", "approver", "administrator"]);

const shape = z.discriminatedUnion("do", [
  z.object({ do: z.literal("add"), username, displayName: z.string().trim().min(1).max(200), password, role }),
  z.object({ do: z.literal("role"), username, role }),
  z.object({ do: z.literal("disable"), username }),
  z.object({ do: z.literal("enable"), username }),
  z.object({ do: z.literal("reset"), username, password }),
  z.object({ do: z.literal("selfApproval"), on: z.enum(["on", "off"]), why: z.string().trim().max(500) }),
]);

export const action = writer("administer", shape, async ({ context: { db, store, moved }, account, input }) => {
  switch (input.do) {
    case "add":
      await store.addAccount(db, input, account);
      break;
    case "role":
      store.setRole(db, input.username, input.role, account);
      break;
    case "disable":
    case "enable":
      store.setDisabled(db, input.username, input.do === "disable", account);
      break;
    case "reset":
      await store.setPassword(db, input.username, input.password, account);
      break;
    case "selfApproval": {
      const refused = store.setSelfApproval(db, account, { on: input.on === "on", why: input.why });
      if (refused) return { refused };
    }
  }
  moved();
  return { saved: input.do, username: "username" in input ? input.username : "" };
});

export default function Accounts() {
  const { title, accounts, me, selfApproval } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useWords();
  const problem = problemIn(answer);
  const saved = answer && "saved" in answer ? answer : null;
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{title}</h1>
          <p>
            {t("accounts.sentence", { count: accounts.filter(({ disabled }) => !disabled).length })}.{" "}
            {t(selfApproval.allowed ? "fourEyes.hint" : "accounts.roleHint")}
          </p>
        </div>
      </div>
      <div role="status" aria-live="polite">
        {saved && (
          <p className="note note-fine mb-3">
            {saved.saved === "add" ? t("accounts.created", { name: saved.username }) : t("accounts.saved")}
          </p>
        )}
        {answer && "refused" in answer && answer.refused && (
          <p className="note note-bad mb-3">{t(`fourEyes.refused.${answer.refused}`)}</p>
        )}
        {problem && (
          <p className="note note-bad mb-3">
            <span>
              <b>{problem.what}</b> {problem.next}
            </span>
          </p>
        )}
      </div>
      <div className="split-2">
        <div className="card scroll-x">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t("accounts.display")}</th>
                <th scope="col">{t("accounts.role")}</th>
                <th scope="col">{t("accounts.state")}</th>
                <th scope="col">
                  <span className="sr-only">{t("accounts.reset")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {accounts.map((account) => (
                <AccountRow key={account.id} account={account} isMe={account.id === me} />
              ))}
            </tbody>
          </table>
        </div>
        <div className="grid content-start gap-4">
          <AddAccount key={saved?.saved === "add" ? saved.username : ""} />
          <FourEyes key={selfApproval.set?.at ?? ""} selfApproval={selfApproval} />
        </div>
      </div>
    </>
  );
}

export { PageFailure as ErrorBoundary } from "../ui/failure.tsx";
