// The form for a new account.
import { Form } from "@remix-run/react";
import { useWords } from "../i18n/use-words.ts";
import { Token } from "../ui/token.tsx";
import { roles } from "./roles.ts";

export function AddAccount() {
  const { t } = useWords();
  return (
    <Form method="post" className="card grid gap-3 p-4" aria-labelledby="add-account">
      <h2 id="add-account">{t("accounts.add")}</h2>
      <Token />
      <input type="hidden" name="do" value="add" />
      <label className="field">
        <span>{t("accounts.display")}</span>
        <input className="input" name="displayName" required maxLength={200} autoComplete="off" />
      </label>
      <label className="field">
        <span>{t("accounts.name")}</span>
        <input className="input" name="username" required maxLength={100} autoComplete="off" />
      </label>
      <label className="field">
        <span>{t("accounts.role")}</span>
        <select className="input" name="role" defaultValue="viewer">
          {roles.map((one) => (
            <option key={one} value={one}>
              {t(`role.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <span>{t("accounts.password")}</span>
        <input className="input" name="password" type="password" required minLength={12} autoComplete="new-password" />
        <small className="hint">{t("accounts.passwordHint")}</small>
      </label>
      <button type="submit" className="btn btn-main">
        {t("accounts.create")}
      </button>
    </Form>
  );
}
