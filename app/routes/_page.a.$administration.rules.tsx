// The rules of comparing: what counts as equal, field by field; for administrators also how to change it, with what that
// would move told beforehand.
import { data, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { entities, entityNames } from "../../core/entities/index.ts";
import { refusal } from "../../core/permissions.ts";
import { deliveredMap, noRule, partsFor, ruleFor } from "../../core/reconcile/compare-rules.ts";
import { words } from "../i18n/words.ts";
import type { RuleAnswer } from "../rules/rule-form.tsx";
import { ruleOf } from "../rules/rule-input.ts";
import { RulesPage } from "../rules/rules-page.tsx";
import { administrationIn, reader, writer } from "../session/guard.ts";
import { inShownOrder } from "../view/standing.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `${data.title} · Tieout` : "Tieout" }];

export const loader = reader("see", (visit) => {
  const { db, store } = visit.context;
  const { id, code } = administrationIn(visit);
  const { searchParams } = new URL(visit.request.url);
  const order = inShownOrder(entityNames.map((entity) => ({ entity }))).map(({ entity }) => entity);
  const entity = entityNames.find((name) => name === searchParams.get("entity")) ?? order[0] ?? "customer";
  const all = store.ruleVersions(db, id);
  const versions = all.filter((one) => one.entity === entity);
  const mayChange = refusal(visit.account, "administer") === null;
  const fields = entities[entity].compared.map(({ name, kind }) => {
    const [last, ...earlier] = versions.filter(({ field }) => field === name);
    const shown = { name, kind: kind.name, parts: partsFor(kind), delivered: deliveredMap(kind) };
    return { ...shown, rule: last?.rule ?? noRule, last, earlier };
  });
  return {
    title: words[visit.language].rules.title,
    base: `/a/${encodeURIComponent(code)}`,
    entity,
    order,
    fields,
    set: order.map((one) => Object.keys(store.rulesOf(db, id, one)).length).reduce((sum, count) => sum + count, 0),
    editing: mayChange ? (fields.find(({ name }) => name === searchParams.get("field"))?.name ?? null) : null,
    mayChange,
  };
});

const line = z.string().max(20).default("");

const shape = z.object({
  do: z.enum(["preview", "save"]),
  entity: z.enum(entityNames),
  field: z.string().max(100),
  ignore: z.string().optional(),
  anyCase: z.string().optional(),
  blanks: z.string().optional(),
  absolute: line,
  relative: line,
  cutAt: line,
  map: z.string().max(50_000).default(""),
  why: z.string().trim().max(500).default(""),
});

export const action = writer("administer", shape, async (visit) => {
  const { input, account, context } = visit;
  const { db, store } = context;
  const { id: administrationId } = administrationIn(visit);
  const { entity, field, why } = input;
  const kind = entities[entity].compared.find(({ name }) => name === field)?.kind;
  if (!kind) throw data({ problem: null }, { status: 400 });
  const read = ruleOf(kind, input);
  if (typeof read === "string") return { wrong: read };
  const rule = ruleFor(kind, read);
  const about = { administrationId, entity, field };
  if (input.do === "preview") return { would: await context.ruleForecast({ ...about, rule }) };
  if (why === "") return { wrong: "why" as const };
  const isNew = store.saveRule(db, account, about, { rule, why });
  if (isNew) store.requestPull(db, account, { administrationId, entities: [entity] });
  context.moved();
  return { saved: isNew };
});

export default function Rules() {
  return <RulesPage page={useLoaderData<typeof loader>()} answer={useActionData<typeof action>() as RuleAnswer} />;
}

export { PageFailure as ErrorBoundary } from "../ui/failure.tsx";
