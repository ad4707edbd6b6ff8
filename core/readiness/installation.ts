// Rules about the installation: the agent, who serves whom, the Globe user's rights, and the people who decide.
import type { CheckLine } from "../agent-check/line.ts";
import type { CheckName } from "../agent-check/texts.ts";
import { entityNames } from "../entities/index.ts";
import { localDay } from "../schedule.ts";
import type { Facts, InstallationFacts } from "./facts.ts";
import { found, type Judged, note, ok, type Row, row, unknown } from "./finding.ts";

const ofInstallation = (judge: (of: InstallationFacts, facts: Facts) => Judged) => (facts: Facts) =>
  facts.installation ? judge(facts.installation, facts) : unknown("installation");

export const agentSeen = ofInstallation(({ agent }) => {
  if (agent.lastSeen === null) return found("blocking", "agent_never_seen", [row("agent", agent.id)]);
  const values = { at: agent.lastSeen, version: agent.version ?? "-" };
  return agent.online
    ? ok("agent_online", values)
    : found("blocking", "agent_away", [row("agent", agent.id, { notes: [note("last_seen", values)] })], { values });
});

export const agentVersion = ofInstallation(({ agent, version }) => {
  if (agent.version === null) return unknown("agent");
  const values = { agent: agent.version, tieout: version };
  if (agent.version === version) return ok("agent_version_ok", values);
  return found("major", "agent_other_version", [row("agent", agent.id)], { values });
});

export const agentServes = ofInstallation(({ agent }, { company }) => {
  if (agent.lastSeen === null) return unknown("agent");
  if (agent.administrations.includes(company)) return ok();
  const values = { agent: agent.id, serves: agent.administrations.join(", ") || "-" };
  return found("blocking", "agent_does_not_serve", [row("administration", company)], { values });
});

export const agentStaysOn = ofInstallation(({ agent, silentRuns }) => {
  if (agent.lastSeen === null) return unknown("agent");
  const rows = silentRuns.map(({ run, entity, at }) =>
    row("run", String(run), { title: entity, notes: [note("silent_at", { at })] }),
  );
  return found("major", "agent_was_silent", rows);
});

/** The agent only opens connections outward: where it was heard, no port had to be opened for it. */
export const outboundOnly = ofInstallation(({ agent }) =>
  agent.lastSeen === null ? unknown("agent") : ok("outbound_ok"),
);

export const oneConnector = ofInstallation(({ sameDatabase, agentsServing }, { company }) => {
  const rows = [
    ...sameDatabase.map(({ code, name }) =>
      row("administration", code, { title: name, notes: [note("same_database")] }),
    ),
    ...(agentsServing.length > 1 ? agentsServing.map((id) => row("agent", id, { notes: [note("serves_too")] })) : []),
  ];
  return found("blocking", "connector_shared", rows, { values: { company } });
});

/** What the agent's own check found of some of its questions. */
const linesOf = ({ agentCheck }: InstallationFacts, ...checks: CheckName[]) =>
  agentCheck?.lines.filter(({ check }) => checks.some((one) => one === check)) ?? [];

/** The day of the answer, in Amsterdam. */
const seenOn = ({ at }: { at: string }): string => localDay(new Date(at));

/** A line as the evidence of a finding. */
const asRow = (agent: string, { check, text, values }: CheckLine): Row =>
  row("agent", agent, { notes: [{ text: `check:${text}`, values: { ...values, check } }] });

/** Each entity was read whole, and the agent may read each with its fields now: the Globe user may read it. */
export const userReads = ofInstallation((of) => {
  const { agent, lastComplete, agentCheck } = of;
  const refused = linesOf(of, "globe_reads").filter(({ outcome }) => outcome === "not_ok");
  if (agentCheck && refused.length > 0)
    return found(
      "blocking",
      "may_not_read",
      refused.map((one) => asRow(agent.id, one)),
      { values: { at: seenOn(agentCheck) } },
    );
  const never = entityNames.filter((entity) => !lastComplete[entity]);
  if (never.length === 0 && agentCheck && linesOf(of, "globe_reads").some(({ outcome }) => outcome === "ok"))
    return ok("may_read", { at: seenOn(agentCheck) });
  return found(
    "blocking",
    "never_read",
    never.map((entity) => row("entity", entity)),
  );
});

/** A right that Globe withholds now outweighs an invoice that was booked once. */
export const userBooks = ofInstallation((of) => {
  const { agent, agentCheck, rehearsed } = of;
  const rights = linesOf(of, "globe_creates", "globe_imports");
  const at = agentCheck ? seenOn(agentCheck) : "";
  const lacking = rights.filter(({ outcome }) => outcome === "not_ok");
  if (lacking.length > 0)
    return found(
      "blocking",
      "rights_lacking",
      lacking.map((one) => asRow(agent.id, one)),
      { values: { at } },
    );
  if (rehearsed) return ok("booked_before", { ...rehearsed });
  const given = rights.length === 2 && rights.every(({ outcome }) => outcome === "ok");
  return given ? ok("rights_given", { at }) : unknown("rights");
});

/** Judged by rules of their own. */
const judgedElsewhere: readonly string[] = ["globe_reads", "globe_creates", "globe_imports"];

/** Everything else that the agent looks at where it stands: the bus and its key, the clock, the disk, Globe's door. */
export const agentCheck = ofInstallation(({ agent, agentCheck: answer, agentCheckFailed }) => {
  if (agentCheckFailed === "protocol_too_new") return unknown("agent_too_old");
  if (!answer) return unknown("agent_check");
  const wrong = answer.lines.filter(({ check, outcome }) => outcome === "not_ok" && !judgedElsewhere.includes(check));
  if (wrong.length === 0) return ok("agent_check_ok", { at: seenOn(answer) });
  return found(
    "major",
    "agent_check_not_ok",
    wrong.map((one) => asRow(agent.id, one)),
    { values: { at: seenOn(answer) } },
  );
});

/** Hours after which a snapshot says nothing about today. */
const stale = 24;

export const snapshotFresh = ofInstallation(({ lastComplete, now }) => {
  const old = entityNames.flatMap((entity) => {
    const at = lastComplete[entity];
    return at && Date.parse(now) - Date.parse(at) > stale * 3_600_000 ? [{ entity, at }] : [];
  });
  if (entityNames.every((entity) => !lastComplete[entity])) return unknown("comparison");
  const rows = old.map(({ entity, at }) => row("entity", entity, { notes: [note("last_complete", { at })] }));
  return found("major", "snapshot_old", rows);
});

export const rehearsal = ofInstallation(({ rehearsed }, { company }) =>
  rehearsed ? ok("booked_before", { ...rehearsed }) : found("major", "not_rehearsed", [row("administration", company)]),
);

export const twoApprovers = ofInstallation(({ approvers }, { company }) =>
  approvers >= 2
    ? ok("approvers_ok", { approvers: String(approvers) })
    : found("major", "too_few_approvers", [row("administration", company)], {
        values: { approvers: String(approvers) },
      }),
);

export const decisionsClosed = ofInstallation(({ proposals }) =>
  found(
    "minor",
    "proposals_waiting",
    proposals.map(({ id, entity, key, title }) =>
      row("decision", String(id), { title, notes: [note("decision_about", { entity, key })] }),
    ),
  ),
);
