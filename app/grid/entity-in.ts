// The kind of data that an address names; 404 where there is none of that name.
import { data } from "@remix-run/node";
import { type Entity, entities } from "../../core/entities/index.ts";

export function entityIn(params: Readonly<Record<string, string | undefined>>): Entity {
  const name = params.entity ?? "";
  const found = Object.hasOwn(entities, name) ? entities[name as keyof typeof entities] : undefined;
  if (!found) throw data({ problem: null }, { status: 404 });
  return found;
}
