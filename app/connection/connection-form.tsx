// How Milestones is reached, and what Tieout is called there. The secret goes in and never comes back out.
import { Form } from "@remix-run/react";
import type { MilestonesConnection } from "../../prisma/milestones-connections.ts";
import { useWords } from "../i18n/use-words.ts";
import { Token } from "../ui/token.tsx";

interface ConnectionFormProps {
  baseUrl: string;
  version: string;
  /** Sets whose names are set by hand. */
  ownNames: number;
  redirectUri: string;
  connection: Pick<MilestonesConnection, "clientId" | "hasSecret" | "scopes" | "pkce" | "serviceAccount"> | null;
}

export function ConnectionForm({ baseUrl, version, ownNames, redirectUri, connection }: ConnectionFormProps) {
  const { t } = useWords();
  const text = (name: "clientId" | "scopes" | "serviceAccount", required = false) => (
    <label className="field">
      <span>{t(`connection.${name}`)}</span>
      <input
        className="input"
        name={name}
        defaultValue={connection?.[name] ?? ""}
        required={required}
        maxLength={500}
      />
      <small className="hint">{t(`connection.${name}Hint`)}</small>
    </label>
  );
  return (
    <Form method="post" className="card grid gap-3 p-4" aria-labelledby="reached">
      <h2 id="reached">{t("connection.reached")}</h2>
      <Token />
      <input type="hidden" name="do" value="save" />
      <label className="field">
        <span>{t("connection.address")}</span>
        <input className="input" name="baseUrl" type="url" defaultValue={baseUrl} required maxLength={500} />
        <small className="hint">{t("connection.addressHint")}</small>
      </label>
      <label className="field">
        <span>{t("connection.version")}</span>
        <select className="input" name="version" defaultValue={version}>
          <option>V2</option>
          <option>V3</option>
        </select>
        <small className="hint">{t("connection.versionHint", { count: ownNames })}</small>
      </label>
      {text("serviceAccount")}
      {text("clientId", true)}
      <label className="field">
        <span>{t("connection.secret")}</span>
        <input className="input" name="clientSecret" type="password" autoComplete="new-password" maxLength={500} />
        <small className="hint">{t(connection?.hasSecret ? "connection.secretKept" : "connection.secretHint")}</small>
      </label>
      {text("scopes")}
      <label className="flex items-baseline gap-2">
        <input type="checkbox" name="pkce" defaultChecked={connection?.pkce ?? true} />
        <span>{t("connection.pkce")}</span>
      </label>
      <p className="hint">
        {t("connection.redirect")} <span className="code break-all">{redirectUri}</span>
      </p>
      <button type="submit" className="btn">
        {t("connection.save")}
      </button>
    </Form>
  );
}
