// What Milestones is told of invoices, as its section shows and saves it.
import { z } from "zod";
import type { TellingRefusal } from "../../prisma/invoice-telling-settings.ts";
import { administrationIn, type Visit } from "../session/guard.ts";

export const tellingShown = (visit: Visit) => administrationIn(visit).settings.invoices.telling;

const field = z
  .string()
  .trim()
  .regex(/^([A-Za-z_][A-Za-z0-9_]{0,99})?$/)
  .transform((name) => name || null);

export const tellingInput = z.object({
  do: z.literal("telling"),
  isOn: z.literal("on").optional(),
  bookedState: z
    .string()
    .trim()
    .max(50)
    .transform((text) => text || null),
  entryField: field,
  reasonField: field,
  language: z.enum(["nl", "en"]),
});

export function tellingSaved(
  visit: Visit,
  { do: _, isOn, ...rest }: z.infer<typeof tellingInput>,
): TellingRefusal | null {
  const { db, store } = visit.context;
  return store.saveTelling(db, visit.account, administrationIn(visit).code, { ...rest, isOn: isOn === "on" });
}
