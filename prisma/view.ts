// A view: which pairs of an entity, in which order. Everything that shows, counts, exports or selects pairs takes one.
import { z } from "zod";
import { entities, entityNames } from "../core/entities/index.ts";
import { statuses } from "../core/reconcile/compare.ts";
import { movers } from "../core/reconcile/three-way.ts";

const side = z.enum(["globe", "milestones"]);
export const filterOperators = ["contains", "equals", "startsWith", "blank", "notBlank"] as const;

/** Columns of a pair itself; every compared field is a column too. */
export const pairColumns = [
  "key",
  "title",
  "status",
  "differs",
  "decision",
  "changedAt",
  "due",
  "firstSeenAt",
] as const;

const anyView = z.object({
  administrationId: z.number().int().positive(),
  entity: z.enum(entityNames),
  /** None: all. */
  statuses: z.array(z.enum(statuses)).default([]),
  /** Words that must all be found somewhere in the pair. */
  search: z.string().max(200).default(""),
  /** All must hold. Without a side a value is looked for on either; blank then means on both. */
  filters: z
    .array(
      z.object({
        field: z.string(),
        op: z.enum(filterOperators),
        value: z.string().max(500).default(""),
        side: side.optional(),
      }),
    )
    .max(50)
    .default([]),
  /** Values of fields: a pair belongs where either side's record says one of them, of each field. */
  picked: z
    .array(z.object({ field: z.string(), values: z.array(z.string().max(4000)).min(1).max(500) }))
    .max(20)
    .default([]),
  /** Only the pairs with these keys, as printed: the rows of a finding. */
  keys: z.array(z.string().max(500)).max(100_000).optional(),
  /** Pairs that differ in at least one of these fields. */
  differingIn: z.array(z.string()).optional(),
  /** Pairs with a differing field, of those named where some are, that this side moved since both agreed. */
  moved: z.enum(movers).optional(),
  /** Pairs with no open decision, or with one in this state. */
  decision: z.enum(["none", "proposed", "approved"]).optional(),
  /** Pairs that were given to this account, to anyone, or to nobody. */
  assignedTo: z.union([z.number().int().positive(), z.enum(["anyone", "nobody"])]).optional(),
  /** Pairs that do not agree and should have been done before this local date. */
  dueBefore: z.iso.date().optional(),
  /** Pairs that differ since an instant in between; the end is not part of it. */
  firstSeen: z.object({ from: z.iso.datetime().optional(), before: z.iso.datetime().optional() }).optional(),
  /** Pairs that differ again, or that differed and agree now. */
  past: z.enum(["recurring", "settled"]).optional(),
  /** First what counts most. A field's value is Globe's, or Milestones' where Globe has none, unless a side is named. */
  sort: z
    .array(z.object({ column: z.string(), descending: z.boolean().default(false), side: side.optional() }))
    .max(5)
    .default([]),
});

/** A view from outside, held against the entity's fields: a column that is not one of them is refused. */
export const viewSchema = anyView.superRefine((view, context) => {
  const fields = new Set(entities[view.entity].compared.map((field) => field.name));
  const refuse = (path: (string | number)[], name: string) =>
    context.addIssue({ code: "custom", path, message: `${view.entity} has no column ${name}` });
  view.filters.forEach(({ field }, at) => {
    if (field !== "key" && field !== "title" && !fields.has(field)) refuse(["filters", at, "field"], field);
  });
  view.picked.forEach(({ field }, at) => {
    if (!fields.has(field)) refuse(["picked", at, "field"], field);
  });
  view.differingIn?.forEach((field, at) => {
    if (!fields.has(field)) refuse(["differingIn", at], field);
  });
  view.sort.forEach(({ column }, at) => {
    if (!(pairColumns as readonly string[]).includes(column) && !fields.has(column))
      refuse(["sort", at, "column"], column);
  });
});

export type View = z.infer<typeof viewSchema>;

export const plainView = (administrationId: number, entity: View["entity"]): View =>
  viewSchema.parse({ administrationId, entity });
