// Reconciles two inputs: both are read and checked whole, one thread a side, before the first pair is given.
import { statSync } from "node:fs";
import { entityOf, findInput, type Input } from "../../connectors/files/inputs.ts";
import { type Entity, type EntityName, entities, entityNames, type Field } from "../../core/entities/index.ts";
import { TieoutError } from "../../core/errors.ts";
import { type Cell, type Comparison, compare, type Status } from "../../core/reconcile/compare.ts";
import { comparableFields, type Side, type Values } from "../../core/reconcile/normalise.ts";
import { References, referencedBy } from "../../core/reconcile/references.ts";
import type { Candidate } from "../../core/suggest/profile.ts";
import { connectorCompany, decidedCompany, milestonesCompanies } from "./company.ts";
import { type Joined, join, type Suspect } from "./join.ts";
import type { SideIndex } from "./side.ts";
import { localSide, type SideSource, SideThread } from "./side-client.ts";

export interface Request {
  /** Folders or single files. */
  globe: string;
  milestones: string;
  entity?: EntityName;
  company?: string;
}

/** A pair that is not equal. */
export interface Line {
  key: string;
  status: Exclude<Status, "equal" | "not_comparable">;
  cells: Cell[];
  /** Canonical texts by field, where they were asked for and the side holds one record. */
  globe?: Values;
  milestones?: Values;
  byRule: Comparison["byRule"];
}

export type EntityResult = { entity: EntityName; skipped: string } | Compared;

export interface Compared {
  entity: EntityName;
  /** The compared fields of this run. */
  fields: readonly Field[];
  /** Pairs that are not equal, by code point of the key. With `values`, both records' texts too. */
  lines(values?: "with values"): AsyncIterable<Line>;
  /** Known when the lines were read to their end. */
  equal(): number;
  /** The records that stand alone, with their texts. */
  alone(): Promise<Record<Side, Candidate[]>>;
}

export interface Reconciliation {
  company: string | undefined;
  results: EntityResult[];
  /** Sentences about what a reader should know: what was left out and why. */
  warnings: string[];
  close(): Promise<void>;
}

/** How much was read so far of all files, in bytes. */
export type Progress = (read: number, total: number) => void;

const sides = ["globe", "milestones"] as const;
const sideNames: Record<Side, string> = { globe: "Globe", milestones: "Milestones" };

/** Throws a TieoutError, with nothing given, when anything of either input cannot be read. Close what it answers. */
export async function reconcile(request: Request, progress: Progress = () => {}): Promise<Reconciliation> {
  const { inputs, only } = foundInputs(request);
  const plan = planned(inputs, only);
  const read = new Map<string, number>();
  const bytes = { total: 0 };
  const hear = (side: Side) => (name: EntityName, at: number) => {
    read.set(`${side} ${name}`, at);
    progress(
      [...read.values()].reduce((sum, each) => sum + each, 0),
      bytes.total,
    );
  };
  const large = bytesOf(plan.files) > oneThreadBytes;
  const source = (side: Side) => (large ? new SideThread(side, hear(side)) : localSide(side, hear(side)));
  const sources = { globe: source("globe"), milestones: source("milestones") };
  const close = async () => {
    await Promise.all(sides.map((side) => sources[side].close()));
  };
  try {
    const warnings: string[] = plan.skipped.map(({ entity, skipped }) => `${entity} is not compared: ${skipped}.`);
    const [opened, companyIds] = await Promise.all([
      openedSides(sources, plan.files),
      milestonesCompanies(inputs.milestones),
    ]);
    bytes.total = opened.bytes;
    const references = resolvable(plan, opened.milestones, warnings);
    const fields = new Map(plan.compared.map((name) => [name, comparableFields(entities[name], references)]));
    for (const name of plan.compared) warnings.push(...leftOut(entities[name], fields.get(name) ?? []));
    const [globe, milestones] = await settled(sides.map((side) => indexed(sources[side], plan, side, fields)));
    if (!globe || !milestones) throw new Error("a side was not read");
    const asked = request.company?.trim() ?? connectorCompany(inputs.globe, inputs.milestones);
    const seen = [...globe.values()].flatMap((index) => index.companies);
    const company = decidedCompany(
      asked,
      { globe: seen, milestones: companyIds },
      {
        globe: inputs.globe.path,
        companies: inputs.milestones.companies ?? inputs.milestones.path,
      },
    );
    const companyId = company === undefined ? undefined : companyIds?.get(company);
    if (!companyIds) warnings.push("Milestones has no Company file: its records of all companies take part.");
    const takesPart = {
      globe: (code: string) => code === "" || company === undefined || code === company,
      milestones: (id: string) => id === "" || companyId === undefined || id === companyId,
    };
    const compared = plan.compared.map((name) => {
      const [left, right] = [globe.get(name), milestones.get(name)];
      if (!left || !right) throw new Error(`${name} was not read`);
      warnings.push(...columnWarnings(entities[name], left, right));
      return comparison(entities[name], fields.get(name) ?? [], join(entities[name], left, right, takesPart), sources);
    });
    const results = [...plan.skipped, ...compared].sort(
      (left, right) => entityNames.indexOf(left.entity) - entityNames.indexOf(right.entity),
    );
    return { company, results, warnings, close };
  } catch (thrown) {
    await close();
    throw thrown;
  }
}

interface Plan {
  compared: EntityName[];
  skipped: { entity: EntityName; skipped: string }[];
  files: Record<Side, Partial<Record<EntityName, string>>>;
}

/** Up to so many bytes are read in this thread: starting two others takes longer. */
const oneThreadBytes = 2_000_000;

const bytesOf = (files: Plan["files"]): number =>
  sides.flatMap((side) => Object.values(files[side])).reduce((sum, file) => sum + statSync(file).size, 0);

/** What is compared, what is skipped, and which files that takes. */
function planned(inputs: Record<Side, Input>, only: EntityName | undefined): Plan {
  const compared: EntityName[] = [];
  const skipped: Plan["skipped"] = [];
  for (const entity of entityNames) {
    if (only && entity !== only) continue;
    const missing = sides.filter((side) => inputs[side].files[entity] === undefined);
    if (missing.length === 0) compared.push(entity);
    const [side] = missing;
    if (side && missing.length === 1)
      skipped.push({ entity, skipped: `no ${entities[entity][side]} file on the ${sideNames[side]} side` });
  }
  if (compared.length === 0) throw nothingToCompare(inputs);
  const files: Plan["files"] = { globe: {}, milestones: {} };
  const need = (side: Side, name: EntityName) => {
    const file = inputs[side].files[name];
    if (file !== undefined) files[side][name] = file;
  };
  for (const name of compared) {
    for (const side of sides) need(side, name);
    const { milestones, accounts } = referencedBy(name);
    for (const target of milestones) need("milestones", target);
    if (accounts) need("globe", "customer");
  }
  return { compared, skipped, files };
}

function nothingToCompare(inputs: Record<Side, Input>): TieoutError {
  const [globe, milestones] = [inputs.globe.path, inputs.milestones.path];
  const names = (side: Side) =>
    Object.values(inputs[side].files).map((file) => entityOf(file, side === "globe" ? "milestones" : "globe"));
  const swapped = names("globe").some((name) => name !== undefined && names("milestones").includes(name));
  if (swapped)
    return new TieoutError("sides_swapped", { values: { file: globe, side: "Exact Globe", other: "Milestones" } });
  return new TieoutError("nothing_to_compare", { values: { globe, milestones } });
}

/** All of them, but only when the last has ended: the first error by order of side is thrown then. */
async function settled<Value>(promises: Promise<Value>[]): Promise<Value[]> {
  const outcomes = await Promise.allSettled(promises);
  return outcomes.map((outcome) => {
    if (outcome.status === "rejected") throw outcome.reason;
    return outcome.value;
  });
}

type Sources = Record<Side, SideSource>;

async function openedSides(sources: Sources, files: Plan["files"]) {
  const [globe, milestones] = await settled(sides.map((side) => sources[side].open(files[side])));
  return {
    globe: globe?.columns ?? {},
    milestones: milestones?.columns ?? {},
    bytes: (globe?.bytes ?? 0) + (milestones?.bytes ?? 0),
  };
}

/** The references that can be followed: their targets are there, and on Milestones' side have ids. */
function resolvable(
  plan: Plan,
  columns: Partial<Record<EntityName, readonly string[]>>,
  warnings: string[],
): References {
  const references = new References();
  for (const target of ["vatCode", "costCenter", "employee", "customer"] as const) {
    const found = columns[target];
    if (!found) continue;
    if (found.length === 0 || found.includes(entities[target].id)) references.expectMilestones(target);
    else warnings.push(`${plan.files.milestones[target]} has no column ${entities[target].id}.`);
  }
  if (plan.files.globe.customer !== undefined) references.expectAccounts();
  return references;
}

function leftOut(entity: Entity, fields: readonly Field[]): string[] {
  return entity.compared
    .filter((field) => !fields.includes(field))
    .map((field) => {
      const target = field.kind.name === "reference" ? entities[field.kind.to] : entity;
      return `${entity.name}.${field.name} is not compared: what it points to (${target.milestones}) was not read on both sides.`;
    });
}

function columnWarnings(entity: Entity, globe: SideIndex, milestones: SideIndex): string[] {
  const of = { globe, milestones };
  return sides.flatMap((side) => [
    ...of[side].absent.map(
      (column) => `${entity[side]} has no column ${column} on the ${sideNames[side]} side: it counts as empty.`,
    ),
    ...of[side].numericCodes.map(
      (column) => `${entity[side]}.${column} on the ${sideNames[side]} side holds numbers: leading zeros may be lost.`,
    ),
  ]);
}

/** Reads a side's files in order of reference. */
async function indexed(
  source: SideSource,
  plan: Plan,
  side: Side,
  fields: Map<EntityName, readonly Field[]>,
): Promise<Map<EntityName, SideIndex>> {
  const indexes = new Map<EntityName, SideIndex>();
  for (const name of entityNames) {
    if (plan.files[side][name] === undefined) continue;
    const compared = fields.get(name);
    if (compared)
      indexes.set(
        name,
        await source.index(
          name,
          compared.map((field) => field.name),
        ),
      );
    else await source.learn(name);
  }
  return indexes;
}

/** Suspects are looked at again in groups of this many. */
const groupSize = 2000;

function comparison(entity: Entity, fields: readonly Field[], joined: Joined, sources: Sources): Compared {
  let equal = joined.equal;
  return {
    entity: entity.name,
    fields,
    equal: () => equal,
    async alone() {
      const [globe, milestones] = await settled(
        sides.map(async (side) => {
          const alone = joined.suspects.filter((suspect) => suspect.status === `only_in_${side}`);
          const records = alone.map((suspect) => suspect[side]);
          const texts = await sources[side].values(entity.name, records);
          return alone.map(({ key }, at) => ({ key, values: named(fields, texts[at] ?? []) }));
        }),
      );
      return { globe: globe ?? [], milestones: milestones ?? [] };
    },
    async *lines(withValues) {
      equal = joined.equal;
      const wanted = (suspect: Suspect, side: Side) =>
        suspect[side] >= 0 && (withValues !== undefined || suspect.status === "digests_differ");
      for (let from = 0; from < joined.suspects.length; from += groupSize) {
        const group = joined.suspects.slice(from, from + groupSize);
        const [globe, milestones] = await settled(
          sides.map(async (side) => {
            const asked = group.filter((suspect) => wanted(suspect, side));
            const texts = await sources[side].values(
              entity.name,
              asked.map((suspect) => suspect[side]),
            );
            return new Map(asked.map((suspect, at) => [suspect, named(fields, texts[at] ?? [])]));
          }),
        );
        for (const suspect of group) {
          const line = lineOf(suspect, fields, globe?.get(suspect), milestones?.get(suspect));
          if (line) yield line;
          else equal += 1;
        }
      }
    },
  };
}

const named = (fields: readonly Field[], texts: readonly string[]): Values =>
  Object.fromEntries(fields.map((field, at) => [field.name, texts[at] ?? ""]));

/** Undefined where the two turn out to be equal after all, by a rule that needs both texts. */
function lineOf(suspect: Suspect, fields: readonly Field[], globe?: Values, milestones?: Values): Line | undefined {
  const { key, status } = suspect;
  if (status !== "digests_differ")
    return { key, status, cells: [], byRule: {}, ...(globe && { globe }), ...(milestones && { milestones }) };
  if (!globe || !milestones) throw new Error(`${key} was not read again`);
  const { differing, byRule } = compare(fields, globe, milestones);
  return differing.length === 0 ? undefined : { key, status: "different", cells: differing, byRule, globe, milestones };
}

/** Both inputs, and the one entity that is compared where one was asked for or a single file holds one. */
function foundInputs(request: Request): { inputs: Record<Side, Input>; only: EntityName | undefined } {
  const inputs = {
    globe: findInput(request.globe, "globe", request.entity),
    milestones: findInput(request.milestones, "milestones", request.entity),
  };
  const single = sides.flatMap((side) =>
    inputs[side].path === inputs[side].folder ? [] : (Object.keys(inputs[side].files) as EntityName[]),
  );
  if (new Set(single).size > 1)
    throw new TieoutError("entities_differ", { values: { globe: request.globe, milestones: request.milestones } });
  return { inputs, only: request.entity ?? single[0] };
}
