// The bar on top: which administration, search, whether the agent is there, the next run, and me.
import { Form, Link, useNavigate } from "@remix-run/react";
import type { Account } from "../../prisma/accounts.ts";
import type { Presence } from "../../prisma/presence.ts";
import { useWords } from "../i18n/use-words.ts";
import type { Standing } from "../view/standing.ts";
import { Icon } from "./icon.tsx";
import { Mark } from "./mark.tsx";
import { Menu } from "./menu.tsx";
import { Palette } from "./palette.tsx";
import { TasteBar } from "./taste-bar.tsx";
import { Token } from "./token.tsx";

interface TopBarProps {
  base: string;
  administrations: readonly { code: string; name: string }[];
  current: string;
  standings: readonly Standing[];
  agent: Presence;
  nextRun: string | null;
  account: Account;
  /** Comments that name them and were not seen, and pairs of theirs that are overdue. */
  forMe: number;
  drawer: { open: boolean; toggle: () => void };
}

export function TopBar(props: TopBarProps) {
  const { base, administrations, current, standings, agent, nextRun, account, forMe, drawer } = props;
  const { t, n, moment } = useWords();
  return (
    <header className="top">
      <button
        type="button"
        className="btn btn-quiet btn-icon drawer-button"
        aria-label={t("nav.open")}
        aria-expanded={drawer.open}
        aria-controls="menu"
        onClick={drawer.toggle}
      >
        <Icon name="menu" />
      </button>
      <Link to={base} className="brand" aria-label="Tieout">
        <Mark />
        <span>Tieout</span>
      </Link>
      <Administrations {...{ administrations, current }} />
      <Palette base={base} entities={standings.map(({ entity }) => entity)} />
      <span className="flex-1 max-sm:hidden" />
      <AgentSign agent={agent} />
      {nextRun && (
        <span className="hint wide-only whitespace-nowrap">{t("overview.next", { when: moment(nextRun) })}</span>
      )}
      <Link
        to="/for-me"
        className="btn btn-quiet"
        aria-label={forMe > 0 ? t("forMe.mark", { count: forMe }) : t("forMe.none")}
        title={t("forMe.title")}
      >
        <Icon name="bell" />
        {forMe > 0 && <b className="mark-count">{n(forMe)}</b>}
      </Link>
      <Menu
        button={
          <>
            <span className="sr-only">{t("me.menu")}, </span>
            <span className="max-w-36 truncate max-sm:sr-only">{account.displayName}</span>
            <span className="sm:hidden" aria-hidden="true">
              {initials(account.displayName)}
            </span>
            <Icon name="down" className="size-3" />
          </>
        }
      >
        <div className="border-b border-line px-2.5 pt-1 pb-2.5">
          <div className="font-semibold">{account.displayName}</div>
          <div className="hint">
            {account.username} · {t(`role.${account.role}`)}
          </div>
        </div>
        <div className="border-b border-line px-1 py-2">
          <TasteBar column />
        </div>
        <Form method="post" action="/sign-out" className="pt-1">
          <Token />
          <button type="submit" className="menu-item">
            {t("me.signOut")}
          </button>
        </Form>
      </Menu>
    </header>
  );
}

const initials = (name: string) =>
  name
    .split(/\s+/)
    .map((word) => word.charAt(0))
    .join("")
    .slice(0, 2);

function Administrations({ administrations, current }: Pick<TopBarProps, "administrations" | "current">) {
  const { t } = useWords();
  const go = useNavigate();
  return (
    <select
      className="input max-w-72 min-w-0 truncate font-medium max-sm:flex-1 sm:w-auto"
      aria-label={t("nav.administration")}
      value={current}
      onChange={(event) => go(`/a/${encodeURIComponent(event.target.value)}`)}
    >
      {administrations.map(({ code, name }) => (
        <option key={code} value={code}>
          {code} · {name}
        </option>
      ))}
    </select>
  );
}

function AgentSign({ agent }: { agent: Presence }) {
  const { t, ago } = useWords();
  const state = !agent.online ? (agent.lastSeen ? "offline" : "never") : agent.speaksLater ? "speaksLater" : "online";
  const isWell = state === "online";
  const told = [
    agent.lastSeen && t("agent.lastSeen", { when: ago(agent.lastSeen) }),
    agent.version && t("agent.version", { version: agent.version }),
    agent.online && agent.lag !== null && agent.lag >= 60 && t("agent.lag", { count: Math.round(agent.lag / 60) }),
    state === "speaksLater" && t("agent.updateFirst"),
  ];
  return (
    <span className="flex items-center gap-2 whitespace-nowrap" title={told.filter(Boolean).join(", ")} role="status">
      <span className={`dot ${isWell ? "is-equal" : "is-failed"}`} aria-hidden="true" />
      <span className={isWell ? "max-sm:sr-only" : "font-semibold text-bad"}>{t(`agent.${state}`)}</span>
    </span>
  );
}
