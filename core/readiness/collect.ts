// From a complete comparison, pair by pair, to the facts that the check judges. What is equal leaves only counts and what
// it uses, so that memory grows with what is wrong and not with what exists.
import type { Entity, EntityName } from "../entities/entity.ts";
import { entities } from "../entities/index.ts";
import { plain, writtenFlag } from "../entities/kinds.ts";
import type { Invoice } from "../invoices/invoice.ts";
import { lengthOf } from "../invoices/storable.ts";
import { byCodePoint } from "../reconcile/compare.ts";
import type { EntityFacts, OpenPair, ReadPair, User, Uses, VatMeaning } from "./facts.ts";
import { milestonesName, shapeOf } from "./limits.ts";

/** Counts what is used, over all entities and invoices. */
export class UseCount {
  readonly #uses = new Map<EntityName, Map<string, Partial<Record<User, number>>>>();

  add(entity: EntityName, key: string, user: User): void {
    // why: a reference that nobody could follow names no code.
    if (key === "" || key.startsWith("?")) return;
    const codes = this.#uses.get(entity) ?? new Map<string, Partial<Record<User, number>>>();
    this.#uses.set(entity, codes);
    const users = codes.get(key) ?? {};
    codes.set(key, users);
    users[user] = (users[user] ?? 0) + 1;
  }

  /** What an invoice names that is not booked yet; a draft will be one. */
  addInvoice({ debtor, currency, lines }: Invoice): void {
    const named = new Set([
      `customer ${debtor}`,
      `currency ${currency}`,
      ...lines.flatMap((line) => [
        `vatCode ${line.vatCode}`,
        `item ${line.item}`,
        `costCenter ${line.costCenter}`,
        `project ${line.project}`,
      ]),
    ]);
    for (const name of named) {
      const [entity, ...key] = name.split(" ");
      this.add(entity as EntityName, key.join(" "), "invoice");
    }
  }

  uses(): Uses {
    return this.#uses;
  }
}

/** An entity's facts from all its pairs, each read once. Adds to `uses` what its records in Milestones point at. */
export function entityFacts(name: EntityName, pairs: Iterable<ReadPair>, uses: UseCount): EntityFacts {
  const entity = entities[name];
  const counts = { equal: 0, different: 0, only_in_globe: 0, only_in_milestones: 0, duplicate_key: 0 };
  const records = { globe: 0, milestones: 0 };
  const open: OpenPair[] = [];
  const cut: { key: string; title: string; length: number }[] = [];
  const unresolved: { key: string; title: string; fields: string[] }[] = [];
  const shapes = new Map<string, number>();
  const meanings: VatMeaning[] = [];
  for (const pair of pairs) {
    counts[pair.status] += 1;
    records.globe += pair.globe.length;
    records.milestones += pair.milestones.length;
    const title = titleOf(entity, pair);
    if (pair.status !== "equal") open.push(openPair(pair, title));
    for (const record of pair.milestones) addUses(entity, record.values, uses);
    if (pair.globe.length > 0) shapes.set(shapeOf(pair.key), (shapes.get(shapeOf(pair.key)) ?? 0) + 1);
    const length = lengthOf(pair.globe[0]?.values[entity.title] ?? "");
    if (length > milestonesName) cut.push({ key: pair.key, title, length });
    const fields = unresolvedFields(entity, pair);
    if (fields.length > 0) unresolved.push({ key: pair.key, title, fields });
    if (name === "vatCode") meanings.push(...meaningOf(pair, title));
  }
  const byKey = (left: { key: string }, right: { key: string }) => byCodePoint(left.key, right.key);
  for (const list of [open, cut, unresolved, meanings]) list.sort(byKey);
  return { counts, records, open, cut, unresolved, shapes, meanings };
}

const titleOf = (entity: Entity, { globe, milestones }: ReadPair): string =>
  milestones[0]?.values[entity.title] || globe[0]?.values[entity.title] || "";

function openPair(pair: ReadPair, title: string): OpenPair {
  const { key, status, differing, decision } = pair;
  const [globe, milestones] = [pair.globe[0]?.values ?? null, pair.milestones[0]?.values ?? null];
  const records = { globe: pair.globe.length, milestones: pair.milestones.length };
  return { key, title, status, globe, milestones, records, differing, decision };
}

/** Whether a record of Milestones is in use by itself; undefined where the entity knows no such thing. */
export function isActive(entity: Entity, values: Readonly<Record<string, string>>): boolean | undefined {
  return entity.fields.some(({ name }) => name === "IsActive") ? values.IsActive === "true" : undefined;
}

function addUses(entity: Entity, values: Readonly<Record<string, string>>, uses: UseCount): void {
  if (isActive(entity, values) === false) return;
  for (const { name, kind } of entity.compared)
    if (kind.name === "reference") uses.add(kind.to, values[name] ?? "", entity.name);
}

/** Fields in which a record points at something that is not there. */
function unresolvedFields(entity: Entity, pair: ReadPair): string[] {
  const records = [...pair.globe, ...pair.milestones];
  return entity.compared
    .filter(
      ({ name, kind }) => kind.name === "reference" && records.some(({ values }) => values[name]?.startsWith("?")),
    )
    .map(({ name }) => name);
}

function meaningOf({ key, globe, milestones }: ReadPair, title: string): VatMeaning[] {
  const [left, right] = [globe[0], milestones[0]];
  if (!left || !right || globe.length > 1 || milestones.length > 1) return [];
  return [
    {
      key,
      title,
      globe: { reverseCharge: writtenFlag(left.raw.VATCharged) ?? false },
      milestones: {
        reverseCharge: writtenFlag(right.raw.ReverseCharge) ?? false,
        icp: plain(right.raw.IcpReturn).trim(),
      },
    },
  ];
}
