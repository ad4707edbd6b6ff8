// What is compared and what it takes: the inputs, the entities that both have, the files, the references that can be
// followed, and what must be said about what cannot.
import { statSync } from "node:fs";
import { entityOf, findInput, type Input } from "../../connectors/files/inputs.ts";
import { type Entity, type EntityName, entities, entityNames, type Field } from "../../core/entities/index.ts";
import { TieoutError } from "../../core/errors.ts";
import type { Side } from "../../core/reconcile/normalise.ts";
import { References, referencedBy } from "../../core/reconcile/references.ts";
import type { RulesByEntity } from "../../core/reconcile/rules-file.ts";
import type { SideIndex } from "./side.ts";

export interface Request {
  /** Folders or single files. */
  globe: string;
  milestones: string;
  entity?: EntityName;
  company?: string;
  rules?: RulesByEntity;
}

export const sides = ["globe", "milestones"] as const;
const sideNames: Record<Side, string> = { globe: "Globe", milestones: "Milestones" };

export interface Plan {
  compared: EntityName[];
  skipped: { entity: EntityName; skipped: string }[];
  files: Record<Side, Partial<Record<EntityName, string>>>;
}

/** Both inputs, and the one entity that is compared where one was asked for or a single file holds one. */
export function foundInputs(request: Request): { inputs: Record<Side, Input>; only: EntityName | undefined } {
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

/** What is compared, what is skipped, and which files that takes. */
export function planned(inputs: Record<Side, Input>, only: EntityName | undefined): Plan {
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

/** Of all files together, in bytes. */
export const bytesOf = (files: Plan["files"]): number =>
  sides.flatMap((side) => Object.values(files[side])).reduce((sum, file) => sum + statSync(file).size, 0);

/** The references that can be followed: their targets are there, and on Milestones' side have ids. */
export function resolvable(
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

/** A sentence for each field that is not compared in this run. */
export function leftOut(entity: Entity, fields: readonly Field[]): string[] {
  return entity.compared
    .filter((field) => !fields.includes(field))
    .map((field) => {
      const target = field.kind.name === "reference" ? entities[field.kind.to] : entity;
      return `${entity.name}.${field.name} is not compared: what it points to (${target.milestones}) was not read on both sides.`;
    });
}

/** A sentence for each column that is missing, or may have lost its leading zeros. */
export function columnWarnings(entity: Entity, globe: SideIndex, milestones: SideIndex): string[] {
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
