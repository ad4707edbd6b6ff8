// Both sides of a pull read at once, with what their records point at: each source whole, or what moved since its mark.
// A mark is the latest time at which a source says that a record of it moved; the next run asks from a little before it.

import type { Administration } from "../administration.ts";
import type { Entity, EntityName } from "../entities/entity.ts";
import { entities } from "../entities/index.ts";
import { plain, type ReferenceTarget } from "../entities/kinds.ts";
import { TieoutError } from "../errors.ts";
import type { Marks, SideReader, SideTotal, Stage, StagedRecord } from "../ports/pull.ts";
import { isOfCompany, keyOf, type Side } from "../reconcile/normalise.ts";
import { type RawRecord, referencedBy } from "../reconcile/references.ts";
import { localNow } from "../schedule.ts";

export interface Reading {
  globe: SideReader;
  milestones: SideReader;
  stage: Stage;
  administration: Administration;
  entity: Entity;
  /** From where each source is asked for what moved; null: everything is read. */
  marks: Marks | null;
  /** What the last complete run of an entity read. */
  before(entity: EntityName): { globe: SideTotal; milestones: SideTotal } | null;
  onPage(read: { pages: number; records: number }): void;
}

/** Properties asked of Globe: what is compared, what selects the records, what tells them apart and resolves references. */
export function globeFields(entity: Entity): string[] {
  const named = entity.fields.flatMap((field) => (field.globe === null ? [] : [field.globe]));
  return [...new Set([entity.globeId, ...named, ...entity.globeExtra])];
}

/** Fields asked of Milestones, its id among them. */
export function milestonesFields(entity: Entity): string[] {
  const named = entity.fields.filter((field) => field.role !== "unsourced").map((field) => field.name);
  return [...new Set([entity.id, ...named, ...entity.milestonesExtra])];
}

/** Stages everything the pull needs; the marks it reached. The first fault stops the other side too. */
export async function readSides(reading: Reading, signal: AbortSignal): Promise<Marks> {
  const stop = new AbortController();
  const both = AbortSignal.any([signal, stop.signal]);
  const stopping = (thrown: unknown) => {
    stop.abort(thrown);
    throw thrown;
  };
  const sources = sourcesOf(reading, both);
  const sides = await Promise.allSettled([
    fromGlobe(reading, sources).catch(stopping),
    fromMilestones(reading, sources, both).catch(stopping),
  ]);
  // why: the side that was stopped fails with the reason of the one that failed first.
  if (stop.signal.aborted) throw stop.signal.reason;
  for (const side of sides) if (side.status === "rejected") throw side.reason;
  return sources.marks();
}

type Sources = ReturnType<typeof sourcesOf>;

function sourcesOf({ globe, milestones, stage, administration, marks, before, onPage }: Reading, signal: AbortSignal) {
  const readers = { globe, milestones };
  const reached: Record<string, string> = {};
  const now = localNow(new Date());
  let pages = 0;
  let records = 0;

  /** Reads a source into the stage. A side that had records and now gives none has a fault; nothing is concluded from it. */
  async function read(
    side: Side,
    name: EntityName,
    fields: readonly string[],
    staged: (raw: RawRecord) => StagedRecord,
  ): Promise<void> {
    const entity = entities[name][side];
    const { moved } = readers[side];
    const mark = moved === undefined ? undefined : marks?.[`${side} ${entity}`];
    const since = mark && earlier(mark, administration.settings.schedule.overlapMinutes);
    const source = stage.source(side, name, since === undefined);
    let latest = mark ?? "";
    for await (const page of readers[side].read(
      { entity, fields: moved ? [...fields, moved] : fields, since },
      signal,
    )) {
      source.add(
        page.map((record) => {
          if (!moved) return staged(record);
          const { [moved]: at, ...raw } = record;
          const time = timeOf(plain(at));
          if (time > latest) latest = time;
          return staged(raw);
        }),
      );
      pages += 1;
      records += page.length;
      onPage({ pages, records });
    }
    const there = source.end();
    const known = before(name)?.[side].records;
    if (since === undefined && there === 0 && known) {
      const named = { globe: "Globe", milestones: "Milestones" }[side];
      throw new TieoutError("side_empty", { values: { side: named, entity: name, records: known } });
    }
    if (latest !== "") reached[`${side} ${entity}`] = markOf(latest, now);
  }

  return { read, marks: (): Marks => reached };
}

async function fromGlobe({ administration, entity }: Reading, { read }: Sources): Promise<void> {
  const isOurs = (raw: RawRecord) => isOfCompany(raw, administration.code) && entity.takesPart(raw);
  await read("globe", entity.name, globeFields(entity), (raw) => ({
    id: idOf(raw, entity.globeId),
    ...(entity.name === "customer" ? accountOf(raw) : { key: "" }),
    own: { raw, comparedKey: isOurs(raw) ? keyOf(entity, "globe", raw).compared : null },
  }));
  if (!referencedBy(entity.name).accounts || entity.name === "customer") return;
  const { globeId } = entities.customer;
  const fields = [globeId, "AccountCode", "DebtorCode", "DebtorNumber"];
  await read("globe", "customer", fields, (raw) => ({ id: idOf(raw, globeId), ...accountOf(raw) }));
}

async function fromMilestones({ administration, entity, milestones }: Reading, { read }: Sources, signal: AbortSignal) {
  const targets = referencedBy(entity.name).milestones;
  const isOurs = await ofCompany(entity, administration, milestones, signal);
  await read("milestones", entity.name, milestonesFields(entity), (raw) => {
    const { printed, compared } = keyOf(entity, "milestones", raw);
    const own = { raw, comparedKey: isOurs(raw) ? compared : null };
    return { id: idOf(raw, entity.id), key: isTarget(entity.name) ? printed : "", own };
  });
  for (const target of targets) {
    if (target === entity.name) continue;
    const pointedAt = entities[target];
    await read("milestones", target, [pointedAt.id, pointedAt.key.name], (raw) => ({
      id: idOf(raw, pointedAt.id),
      key: keyOf(pointedAt, "milestones", raw).printed,
    }));
  }
}

const targetNames: readonly ReferenceTarget[] = ["vatCode", "costCenter", "employee", "customer"];
const isTarget = (name: EntityName): boolean => targetNames.some((target) => target === name);

/** By which its system tells a record apart; where it gives nothing, its content does. */
const idOf = (raw: RawRecord, field: string): string => plain(raw[field]).trim() || JSON.stringify(raw);

/** A Globe account as what points at it needs it; other codes only where they are not the debtor code. */
function accountOf(raw: RawRecord): { key: string; debtorNumber: string | null; accountCode: string | null } {
  const key = plain(raw.DebtorCode).trim();
  const other = (code: string) => (code === key ? null : code);
  return {
    key,
    debtorNumber: other(plain(raw.DebtorNumber).trim()),
    accountCode: other(plain(raw.AccountCode).trim()),
  };
}

/** Whether a Milestones record is of the administration's company: by the company's id, or because it has none. */
async function ofCompany(
  entity: Entity,
  administration: Administration,
  milestones: SideReader,
  signal: AbortSignal,
): Promise<(record: RawRecord) => boolean> {
  const field = entity.fields.find(({ role }) => role === "company");
  if (!field) return () => true;
  const ids = new Set<string>();
  for await (const page of milestones.read({ entity: "Company", fields: [field.name, "Code"] }, signal))
    for (const raw of page) if (plain(raw.Code).trim() === administration.code) ids.add(plain(raw[field.name]).trim());
  if (ids.size === 0) throw new TieoutError("company_unknown", { values: { code: administration.code } });
  return (record) => {
    const id = plain(record[field.name]).trim();
    return id === "" || ids.has(id);
  };
}

const odataTime = /^\/Date\((-?\d+)(?:[+-]\d{4})?\)\/$/;
const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;

/** A time by its system's own clock, as yyyy-mm-ddThh:mm:ss; "" where it says none. */
export function timeOf(written: string): string {
  const odata = odataTime.exec(written);
  if (odata) return new Date(Number(odata[1])).toISOString().slice(0, 19);
  return isoTime.exec(written)?.[0] ?? "";
}

/** Minutes by which no two clocks of ours differ, whatever their zones. */
const day = 24 * 60;

/**
 * From where the next run asks, after one that began at `now` and saw `latest`. Not later than its beginning: a record that
 * says it moves in the future would hide all that moves until then. Nor older than a day: many records that moved at once
 * would be read each time until something moves after them.
 */
export function markOf(latest: string, now: string): string {
  if (latest > now) return now;
  const dayBefore = earlier(now, day);
  return latest > dayBefore ? latest : dayBefore;
}

const earlier = (time: string, minutes: number): string =>
  new Date(Date.parse(`${time}Z`) - minutes * 60_000).toISOString().slice(0, 19);
