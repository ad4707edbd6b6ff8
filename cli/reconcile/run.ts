// Reconciles two inputs: both are read and checked whole, one thread a side, before the first pair is given.
import { type EntityName, entities, entityNames, type Field } from "../../core/entities/index.ts";
import { decidedCompany } from "../../core/reconcile/company.ts";
import { mappedField } from "../../core/reconcile/compare-rules.ts";
import { comparableFields, type Side } from "../../core/reconcile/normalise.ts";
import type { RulesByEntity } from "../../core/reconcile/rules-file.ts";
import { connectorCompany, milestonesCompanies } from "./company.ts";
import { type Compared, comparison, type Sources, settled } from "./compared.ts";
import { join } from "./join.ts";
import {
  bytesOf,
  columnWarnings,
  foundInputs,
  leftOut,
  type Plan,
  planned,
  type Request,
  resolvable,
  sides,
} from "./plan.ts";
import type { SideIndex } from "./side.ts";
import { localSide, type SideSource, SideThread } from "./side-client.ts";

export type EntityResult = { entity: EntityName; skipped: string } | Compared;

export interface Reconciliation {
  company: string | undefined;
  results: EntityResult[];
  /** Sentences about what a reader should know: what was left out and why. */
  warnings: string[];
  close(): Promise<void>;
}

/** How much was read so far of all files, in bytes. */
export type Progress = (read: number, total: number) => void;

/** Up to so many bytes are read in this thread: starting two others takes longer. */
const oneThreadBytes = 2_000_000;

/** Throws a TieoutError, with nothing given, when anything of either input cannot be read. Close what it answers. */
export async function reconcile(request: Request, progress: Progress = () => {}): Promise<Reconciliation> {
  const { rules = {} } = request;
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
    const fields = new Map(
      plan.compared.map((name) => [
        name,
        comparableFields(entities[name], references).map((field) => mappedField(field, rules[name]?.[field.name])),
      ]),
    );
    for (const name of plan.compared) warnings.push(...leftOut(entities[name], fields.get(name) ?? []));
    const [globe, milestones] = await settled(sides.map((side) => indexed(sources[side], plan, side, fields, rules)));
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
      const joined = join(entities[name], left, right, takesPart);
      return comparison(entities[name], fields.get(name) ?? [], joined, sources, rules[name]);
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

async function openedSides(sources: Sources, files: Plan["files"]) {
  const [globe, milestones] = await settled(sides.map((side) => sources[side].open(files[side])));
  return {
    globe: globe?.columns ?? {},
    milestones: milestones?.columns ?? {},
    bytes: (globe?.bytes ?? 0) + (milestones?.bytes ?? 0),
  };
}

/** Reads a side's files in order of reference. */
async function indexed(
  source: SideSource,
  plan: Plan,
  side: Side,
  fields: Map<EntityName, readonly Field[]>,
  rules: RulesByEntity,
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
          rules[name] ?? {},
        ),
      );
    else await source.learn(name);
  }
  return indexes;
}
