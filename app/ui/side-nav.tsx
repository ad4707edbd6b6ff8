// The menu: every kind of data with how many pairs need a decision, and what keeps watch over it.
import { NavLink } from "@remix-run/react";
import type { EntityName } from "../../core/entities/index.ts";
import { useWords } from "../i18n/use-words.ts";
import { listAt, type Standing } from "../view/standing.ts";

interface SideNavProps {
  base: string;
  standings: readonly Standing[];
  toApprove: number;
  /** Invoices that need a person. */
  invoices: number;
  deadLetters: number;
  administers: boolean;
  open: boolean;
}

export function SideNav({ base, standings, toApprove, invoices, deadLetters, administers, open }: SideNavProps) {
  const { t, n } = useWords();
  return (
    <nav className="side-nav" aria-label={t("nav.label")} data-open={open || undefined} id="menu">
      <NavLink to={base} end>
        {t("nav.overview")}
      </NavLink>
      <NavLink to={`${base}/invoices`}>
        {t("invoices.name")}
        {invoices > 0 && <b title={t("invoices.needPeople", { count: invoices })}>{n(invoices)}</b>}
      </NavLink>
      <NavLink to={`${base}/readiness`}>{t("readiness.name")}</NavLink>
      <h2>{t("nav.differences")}</h2>
      {standings.map((standing) => (
        <NavLink key={standing.entity} to={listAt(base, standing)}>
          {t(`entity.${standing.entity}`)}
          <Waiting {...standing} />
        </NavLink>
      ))}
      <h2>{t("nav.control")}</h2>
      <NavLink to={`${base}/decisions`}>
        {t("nav.decisions")}
        {toApprove > 0 && <b title={t("nav.toApprove", { count: toApprove })}>{toApprove}</b>}
      </NavLink>
      <NavLink to={`${base}/suggestions`}>{t("suggestions.title")}</NavLink>
      <NavLink to={`${base}/renumber`}>{t("renumber.title")}</NavLink>
      <NavLink to={`${base}/forecast`}>{t("overwrite.forecast.title")}</NavLink>
      <NavLink to={`${base}/gone`}>{t("overwrite.gone.title")}</NavLink>
      <NavLink to={`${base}/rules`}>{t("rules.title")}</NavLink>
      <NavLink to={`${base}/runs`}>{t("nav.runs")}</NavLink>
      <NavLink to={`${base}/letters`}>
        {t("nav.letters")}
        {deadLetters > 0 && <b title={t("nav.undelivered", { count: deadLetters })}>{deadLetters}</b>}
      </NavLink>
      {administers && <NavLink to={`${base}/settings`}>{t("overwrite.settings")}</NavLink>}
      {administers && <NavLink to={`${base}/connection`}>{t("nav.connection")}</NavLink>}
      {administers && <NavLink to="/accounts">{t("nav.accounts")}</NavLink>}
    </nav>
  );
}

function Waiting({ open, comparable, total }: Standing & { entity: EntityName }) {
  const { t, n } = useWords();
  if (!comparable)
    return (
      <span className="chip is-not_comparable" title={t("status.not_comparable")}>
        –
      </span>
    );
  if (total === 0) return null;
  if (open === 0) return <span className="calm">✓</span>;
  return <b title={t("nav.waiting", { count: open })}>{n(open)}</b>;
}
