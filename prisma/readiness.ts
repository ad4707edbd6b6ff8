// The go-live check's source where Tieout is installed: what complete pulls brought, the agent's presence, and the people.
// An entity that is not comparable now gives no pairs, whatever its last verdicts were.
import { createHash } from "node:crypto";
import type { Administration } from "../core/administration.ts";
import type { EntityName } from "../core/entities/entity.ts";
import { entities, entityNames } from "../core/entities/index.ts";
import type { ReadinessSource, Snapshot } from "../core/flows/check-readiness.ts";
import type { Finding } from "../core/invoices/findings.ts";
import type { Invoice } from "../core/invoices/invoice.ts";
import { euros } from "../core/invoices/money.ts";
import type { Judgement } from "../core/invoices/state.ts";
import { refusal } from "../core/permissions.ts";
import type { InstallationFacts, ReadPair } from "../core/readiness/facts.ts";
import { vatAmounts } from "../core/readiness/records.ts";
import type { Values } from "../core/reconcile/normalise.ts";
import type { RawRecord } from "../core/reconcile/references.ts";
import type { DecisionAction, DecisionState, ExportState, Role } from "../core/states.ts";
import { administrations } from "./administrations.ts";
import { agentProbe } from "./agent-probes.ts";
import type { Database } from "./database.ts";
import { entityState } from "./entity-state.ts";
import { invoiceFacts } from "./globe-snapshot.ts";
import { presenceOf } from "./presence.ts";
import { runs } from "./runs.ts";

/** As of now; read it in one transaction with what it is judged to. `version` is Tieout's own. */
export function readinessSource(
  db: Database,
  administration: Administration,
  about: { version: string; now?: string },
): ReadinessSource {
  const { id, code, name, settings } = administration;
  const { salesJournal, debtorAccount, booksClosedUntil } = settings;
  const now = about.now ?? new Date().toISOString();
  const known = invoiceFacts(db, administration);
  return {
    scope: "installation",
    administration: { code, name },
    now,
    settings: { salesJournal, debtorAccount, booksClosedUntil },
    pairs: (entity) => (isWhole(db, id, entity) ? pairs(db, id, entity) : null),
    vatAmounts: known && vatAmounts(known),
    journals: known && [...known.journals.values()],
    accounts: known && [...known.accounts.values()],
    invoices: known && { currency: known.baseCurrency, judged: judgedInvoices(db, id) },
    installation: installation(db, administration, about.version, now),
    snapshots: snapshots(db, id),
  };
}

function isWhole(db: Database, administrationId: number, entity: EntityName): boolean {
  const { comparable, lastCompleteAt } = entityState(db, administrationId, entity);
  return comparable && lastCompleteAt !== null;
}

interface StoredPair {
  key: string;
  linkedKey: string | null;
  status: ReadPair["status"];
  globe: string;
  milestones: string;
  differing: string;
  byRule: string;
  action: DecisionAction | null;
  state: DecisionState | null;
  rawGlobe: string | null;
  rawMilestones: string | null;
}

function* pairs(db: Database, administrationId: number, entity: EntityName): Iterable<ReadPair> {
  const rows = db.prepare<[number, string], StoredPair>(
    `SELECT pair.key, pair.linkedKey, pair.status, json(pair.globe) AS globe, json(pair.milestones) AS milestones, byRule,
       (SELECT json_group_array(field) FROM cell WHERE pairId = pair.id) AS differing, action, state,
       ${entity === "vatCode" ? "raw.globe AS rawGlobe, raw.milestones AS rawMilestones" : "NULL AS rawGlobe, NULL AS rawMilestones"}
     FROM pair LEFT JOIN decision ON decision.id = pair.decisionId
       ${entity === "vatCode" ? "LEFT JOIN raw_records AS raw ON raw.pairId = pair.id" : ""}
     WHERE pair.administrationId = ? AND pair.entity = ? ORDER BY comparedKey`,
  );
  const records = (values: string, raw: string | null) => {
    const raws = JSON.parse(raw ?? "[]") as RawRecord[];
    return (JSON.parse(values) as Values[]).map((one, at) => ({ values: one, raw: raws[at] ?? {} }));
  };
  for (const row of rows.iterate(administrationId, entity)) {
    const { key, status, action, state } = row;
    const differing = new Set(JSON.parse(row.differing) as string[]);
    const [globe, milestones] = [records(row.globe, row.rawGlobe), records(row.milestones, row.rawMilestones)];
    if (row.linkedKey !== null) {
      // why: the connection goes by code alone, and knows nothing of codes that people here marked as the same.
      const alone = { differing: [], byRule: {}, decision: null };
      yield { key, status: "only_in_globe", globe, milestones: [], ...alone };
      yield { key: row.linkedKey, status: "only_in_milestones", globe: [], milestones, ...alone };
      continue;
    }
    yield {
      key,
      status,
      globe,
      milestones,
      differing: entities[entity].compared.map((field) => field.name).filter((field) => differing.has(field)),
      byRule: JSON.parse(row.byRule),
      decision: action && state && { action, state },
    };
  }
}

/** What each state comes to for who asks whether it would be booked. */
const judgedStates: Readonly<Record<ExportState, Judgement["state"]>> = {
  draft: "draft",
  blocked: "blocked",
  refused: "blocked",
  ready: "ready",
  approved: "ready",
  sent: "already_booked",
  booked: "already_booked",
  already_booked: "already_booked",
  mismatch: "already_booked",
  no_answer: "already_booked",
};

function judgedInvoices(db: Database, administrationId: number) {
  return db
    .prepare<[number], { record: string; state: ExportState; total: number; findings: string }>(
      `SELECT record, state, total,
         (SELECT json_group_array(json(finding) ORDER BY place) FROM invoice_finding WHERE invoiceId = invoice.id) AS findings
       FROM invoice WHERE administrationId = ? AND NOT gone ORDER BY number, id`,
    )
    .all(administrationId)
    .map((row) => {
      const found = JSON.parse(row.findings) as Finding[];
      const of = (severity: Finding["severity"]) => found.filter((one) => one.severity === severity);
      const judgement: Judgement = {
        ...{ state: judgedStates[row.state], findings: of("blocking"), warnings: of("warning") },
        ...{ booking: null, total: euros(row.total) },
      };
      return { invoice: JSON.parse(row.record) as Invoice, judgement };
    });
}

const day = 86_400_000;

function installation(
  db: Database,
  { id, code, settings }: Administration,
  version: string,
  now: string,
): InstallationFacts {
  const at = Date.parse(now);
  const { online, version: agentVersion, lastSeen, administrations: served } = presenceOf(db, settings.agent, at);
  const asked = agentProbe(db, id);
  // why: what another agent said of its own machine says nothing of this one.
  const probe = asked?.agent === settings.agent ? asked : null;
  const since = (days: number) => new Date(at - days * day).toISOString();
  return {
    now,
    version,
    agent: { id: settings.agent, online, version: agentVersion, lastSeen, administrations: served },
    agentsServing: db
      .prepare<[string, string], string>(
        `SELECT agent FROM agent_presence
         WHERE lastSeenAt > ? AND EXISTS (SELECT 1 FROM json_each(administrations) WHERE value = ?) ORDER BY agent`,
      )
      .pluck()
      .all(since(1), code),
    sameDatabase: administrations(db)
      .filter((one) => one.id !== id && one.settings.agent === settings.agent)
      .filter((one) => one.settings.globe.databaseName === settings.globe.databaseName),
    agentCheck: probe?.answer ?? null,
    agentCheckFailed: probe?.error?.code ?? null,
    rehearsed:
      db
        .prepare<[number], { number: string; entry: string }>(
          `SELECT number, entryNumber AS entry FROM invoice
           WHERE administrationId = ? AND state = 'booked' AND entryNumber IS NOT NULL ORDER BY since, id LIMIT 1`,
        )
        .get(id) ?? null,
    lastComplete: Object.fromEntries(
      entityNames.flatMap((entity) => {
        const { lastCompleteAt } = entityState(db, id, entity);
        return lastCompleteAt === null ? [] : [[entity, lastCompleteAt]];
      }),
    ),
    silentRuns: db
      .prepare<[number, string], { run: number; entity: EntityName; at: string }>(
        `SELECT id AS run, entity, startedAt AS at FROM run
         WHERE administrationId = ? AND errorCode = 'agent_silent' AND startedAt > ? ORDER BY id`,
      )
      .all(id, since(7)),
    proposals: db
      .prepare<[number], InstallationFacts["proposals"][number]>(
        `SELECT id, entity, key, title FROM decision WHERE administrationId = ? AND state = 'proposed' ORDER BY id`,
      )
      .all(id),
    approvers: db
      .prepare<[], Role>(`SELECT role FROM account WHERE NOT disabled`)
      .pluck()
      .all()
      .filter((role) => refusal({ id: 0, role }, "decide") === null).length,
  };
}

function snapshots(db: Database, administrationId: number): Snapshot[] {
  const pulled = entityNames.flatMap((entity): Snapshot[] => {
    const [run] = runs(db, { administrationId, entity, state: "complete", limit: 1 });
    if (!run?.read) return [];
    const { globe, milestones } = run.read;
    return [
      { side: "globe", name: entities[entity].globe, records: globe.records, sha256: globe.hash },
      { side: "milestones", name: entities[entity].milestones, records: milestones.records, sha256: milestones.hash },
    ];
  });
  const forInvoices = db
    .prepare<[number], { entity: string; records: number; hash: string }>(
      `SELECT entity, records, hash FROM globe_snapshot WHERE administrationId = ? ORDER BY entity`,
    )
    .all(administrationId)
    .map(({ entity, records, hash }): Snapshot => {
      return { side: "globe", name: `${entity} (invoices)`, records, sha256: hash };
    });
  const hashes = db
    .prepare<[number], string>(
      `SELECT recordHash FROM invoice WHERE administrationId = ? AND NOT gone ORDER BY sourceId`,
    )
    .pluck()
    .all(administrationId);
  const sha256 = createHash("sha256").update(hashes.join("\n")).digest("hex");
  const invoices: Snapshot = { side: "milestones", name: "Invoice", records: hashes.length, sha256 };
  return [...pulled, ...forInvoices, ...(hashes.length > 0 ? [invoices] : [])];
}
