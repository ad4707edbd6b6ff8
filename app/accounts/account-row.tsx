// One account: its role, whether it may sign in, and a new password.
import { Form, useSubmit } from "@remix-run/react";
import { useState } from "react";
import type { Account } from "../../prisma/accounts.ts";
import { useWords } from "../i18n/use-words.ts";
import { Token } from "../ui/token.tsx";
import { roles } from "./roles.ts";

export function AccountRow({ account, isMe }: { account: Account; isMe: boolean }) {
  const { t } = useWords();
  const submit = useSubmit();
  const [resetting, setResetting] = useState(false);
  const { username, displayName, role, disabled } = account;
  return (
    <tr className={disabled ? "text-muted" : ""}>
      <th scope="row">
        {displayName} {isMe && <span className="chip">{t("accounts.you")}</span>}
        <div className="hint font-normal">{username}</div>
      </th>
      <td>
        <Form method="post">
          <Token />
          <input type="hidden" name="do" value="role" />
          <input type="hidden" name="username" value={username} />
          <select
            className="input w-auto"
            name="role"
            value={role}
            aria-label={`${t("accounts.role")}, ${displayName}`}
            onChange={({ currentTarget }) => submit(currentTarget.form)}
          >
            {roles.map((one) => (
              <option key={one} value={one}>
                {t(`role.${one}`)}
              </option>
            ))}
          </select>
        </Form>
      </td>
      <td>
        <span className={`chip ${disabled ? "" : "is-approved"}`}>
          {t(disabled ? "accounts.disabled" : "accounts.active")}
        </span>
      </td>
      <td className="num">
        <Form
          method="post"
          className="flex flex-wrap items-center justify-end gap-2"
          onSubmit={() => setResetting(false)}
        >
          <Token />
          <input type="hidden" name="username" value={username} />
          {resetting ? (
            <>
              <input
                className="input w-48"
                name="password"
                type="password"
                minLength={12}
                required
                autoComplete="new-password"
                aria-label={t("accounts.resetFor", { name: displayName })}
                placeholder={t("accounts.passwordHint")}
              />
              <button type="submit" className="btn btn-main" name="do" value="reset">
                {t("accounts.reset")}
              </button>
              <button type="button" className="btn btn-quiet" onClick={() => setResetting(false)}>
                {t("decide.cancel")}
              </button>
            </>
          ) : (
            <>
              <button type="button" className="btn btn-small" onClick={() => setResetting(true)}>
                {t("accounts.reset")} …
              </button>
              {!isMe && (
                <button type="submit" className="btn btn-small" name="do" value={disabled ? "enable" : "disable"}>
                  {t(disabled ? "accounts.enable" : "accounts.disable")}
                </button>
              )}
            </>
          )}
        </Form>
      </td>
    </tr>
  );
}
