// The administrations that a command is about: one by its code, or all.

import type { Administration } from "../core/administration.ts";
import { TieoutError } from "../core/errors.ts";
import { administrations } from "../prisma/administrations.ts";
import type { Database } from "../prisma/database.ts";

/** @throws TieoutError administration_unknown. */
export function chosenAdministrations(db: Database, code: string | undefined): Administration[] {
  const all = administrations(db);
  const wanted = code === undefined ? all : all.filter((one) => one.code === code);
  if (wanted.length > 0) return wanted;
  const known = all.map((one) => one.code).join(", ") || "none";
  throw new TieoutError("administration_unknown", { values: { code: code ?? "", known } });
}
