// Rules about the installation: the agent, who serves whom, the Globe user's rights, and the people who decide.
import { entityNames } from "../entities/index.ts";
import type { Facts, InstallationFacts } from "./facts.ts";
import { found, type Judged, note, ok, row, unknown } from "./finding.ts";

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

/** Each entity was read whole: the Globe user may read it. */
export const userReads = ofInstallation(({ lastComplete }) => {
  const never = entityNames.filter((entity) => !lastComplete[entity]);
  return found(
    "blocking",
    "never_read",
    never.map((entity) => row("entity", entity)),
  );
});

export const userBooks = ofInstallation(({ agent, rights, rehearsed }) => {
  if (rehearsed) return ok("booked_before", { ...rehearsed });
  if (!rights) return unknown("rights");
  const lacking = [...(rights.create ? [] : ["create"]), ...(rights.import ? [] : ["import"])] as const;
  const notes = lacking.map((right) => note(right === "create" ? "may_not_create" : "may_not_import"));
  return notes.length === 0 ? ok() : found("blocking", "rights_lacking", [row("agent", agent.id, { notes })]);
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
