// The seven entities, in order of reference: what is pointed at comes before what points at it.
import { costCenter } from "./cost-center.ts";
import { currency } from "./currency.ts";
import { customer } from "./customer.ts";
import { employee } from "./employee.ts";
import type { Entity, EntityName } from "./entity.ts";
import { item } from "./item.ts";
import { project } from "./project.ts";
import { vatCode } from "./vat-code.ts";

export const entities: Readonly<Record<EntityName, Entity>> = {
  costCenter,
  currency,
  vatCode,
  employee,
  customer,
  item,
  project,
};

export const entityNames = Object.keys(entities) as EntityName[];

export type { Entity, EntityName, Field } from "./entity.ts";
