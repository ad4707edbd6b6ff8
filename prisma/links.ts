// Two codes that people marked as the same: what only Globe has and what only Milestones has are one. A link is a decision
// like any other, with four eyes; while it is approved, a run compares the two as one pair under Globe's key.
import type { EntityName } from "../core/entities/entity.ts";
import { entities } from "../core/entities/index.ts";
import { canonicalMilestones, comparisonText } from "../core/entities/kinds.ts";
import type { CodeLink } from "../core/ports/pull.ts";
import type { Change } from "../core/reconcile/change.ts";
import type { Values } from "../core/reconcile/normalise.ts";
import { type Database, prepared } from "./database.ts";
import { settle } from "./decision-standing.ts";

/** What stands alone in Milestones, as whoever proposed saw it. */
export interface Partner {
  id: number;
  fingerprint: string;
}

type StoredPartner = { id: number; key: string; fingerprint: string; status: string; decisionState: string | null };

/** The partner of a proposed link, or why it cannot be one. */
export function partnerOf(
  db: Database,
  of: { administrationId: number; entity: EntityName },
  seen: Partner | undefined,
): StoredPartner | "gone" | "moved" | "not_offered" | "already_open" {
  if (!seen) return "not_offered";
  const partner = prepared<[Record<string, unknown>], StoredPartner>(
    db,
    `SELECT id, key, fingerprint, status, decisionState FROM pair
     WHERE id = @id AND administrationId = @administrationId AND entity = @entity`,
  ).get({ id: seen.id, administrationId: of.administrationId, entity: of.entity });
  if (!partner) return "gone";
  if (partner.fingerprint !== seen.fingerprint) return "moved";
  if (partner.status !== "only_in_milestones") return "not_offered";
  return partner.decisionState === null ? partner : "already_open";
}

/** The approved links of an entity, by compared keys. */
export function linksOf(db: Database, administrationId: number, entity: EntityName): CodeLink[] {
  const { kind } = entities[entity].key;
  return db
    .prepare<[number, string], CodeLink>(
      `SELECT key AS globe, partnerKey AS milestones FROM decision
       WHERE administrationId = ? AND entity = ? AND action = 'same_as' AND state = 'approved' ORDER BY id`,
    )
    .all(administrationId, entity)
    .map(({ globe, milestones }) => ({
      globe: comparisonText(kind, globe),
      milestones: comparisonText(kind, milestones),
    }));
}

/**
 * What names the two records: a link lapses where either side says of it what neither said when it was proposed. Their
 * other values may move: two codes stay one customer when that customer moves house.
 */
export function namedBy(db: Database, entity: EntityName, pairId: number, partnerId: number): Change[] {
  const told = prepared<[number, number], { globe: string; milestones: string }>(
    db,
    `SELECT json(pair.globe) AS globe, json(partner.milestones) AS milestones FROM pair, pair AS partner
     WHERE pair.id = ? AND partner.id = ?`,
  ).get(pairId, partnerId);
  const [globe = {}] = JSON.parse(told?.globe ?? "[]") as Values[];
  const [milestones = {}] = JSON.parse(told?.milestones ?? "[]") as Values[];
  return entities[entity].compared
    .filter(({ name }) => name === entities[entity].title || name === "VatNumber")
    .map(({ name }) => ({ field: name, from: milestones[name] ?? "", to: globe[name] ?? "" }))
    .filter(({ from, to }) => from !== "" || to !== "");
}

/** After a run: shows each open link on the pairs that it is about now. A split pair comes back under its own key. */
export function meetPartners(db: Database, about: { administrationId: number; entity: EntityName }): void {
  const { kind } = entities[about.entity].key;
  const open = db
    .prepare<[typeof about], { id: number; pairId: number | null; partnerId: number | null; partnerKey: string }>(
      `SELECT id, pairId, partnerId, partnerKey FROM decision WHERE administrationId = @administrationId
         AND entity = @entity AND action = 'same_as' AND state IN ('proposed', 'approved', 'undone')`,
    )
    .all(about);
  for (const { id, pairId, partnerId, partnerKey } of open) {
    const partner =
      partnerId ??
      prepared<[Record<string, unknown>], { id: number }>(
        db,
        `UPDATE decision SET partnerId = pair.id FROM pair
         WHERE decision.id = @id AND pair.administrationId = @administrationId AND pair.entity = @entity
           AND pair.comparedKey = @key AND pair.id <> decision.pairId RETURNING partnerId AS id`,
      ).get({ ...about, id, key: comparisonText(kind, partnerKey) })?.id ??
      null;
    settle(db, pairId);
    if (partner !== null) settle(db, partner);
  }
}

/** Whether the two bear one code by now, so that nothing is left to link. */
export const isRenumbered = (db: Database, id: number): boolean =>
  prepared<[number]>(
    db,
    `SELECT 1 FROM decision JOIN pair ON pair.id = pairId
     WHERE decision.id = ? AND partnerId IS NULL AND linkedKey IS NULL AND pair.status IN ('equal', 'different')`,
  ).get(id) !== undefined;

/** By pair, the open decision of what stands alone: of its own, or as the partner of a link. */
export function decidedAlone(
  db: Database,
  about: { administrationId: number; entity: EntityName },
): Map<number, { decisionId: number; action: string; state: string }> {
  const rows = db
    .prepare<[typeof about], { id: number; decisionId: number; action: string; state: string }>(
      `SELECT pair.id, decisionId, action, decisionState AS state FROM pair JOIN decision ON decision.id = decisionId
       WHERE pair.administrationId = @administrationId AND pair.entity = @entity AND decisionState IS NOT NULL
         AND pair.status IN ('only_in_globe', 'only_in_milestones')`,
    )
    .all(about);
  return new Map(rows.map(({ id, ...decision }) => [id, decision]));
}

/** The pair that stands alone under this key on this side; null where there is none. */
export function aloneUnder(
  db: Database,
  about: { administrationId: number; entity: EntityName },
  side: "globe" | "milestones",
  key: string,
): Partner | null {
  const { kind } = entities[about.entity].key;
  const found = db
    .prepare<[Record<string, unknown>], Partner>(
      `SELECT id, fingerprint FROM pair WHERE administrationId = @administrationId AND entity = @entity
         AND comparedKey = @key AND status = @status`,
    )
    .get({
      ...about,
      key: comparisonText(kind, canonicalMilestones(kind, key)),
      status: side === "globe" ? "only_in_globe" : "only_in_milestones",
    });
  return found ?? null;
}
