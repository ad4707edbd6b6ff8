// Which kind of data a question to Globe was about: messages name Globe's entity, pages ours.
import { type EntityName, entities, entityNames } from "../../core/entities/index.ts";

export const kindOfData = (globe: string | null): EntityName | null =>
  entityNames.find((name) => entities[name].globe === globe) ?? null;
