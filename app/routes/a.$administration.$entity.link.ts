// Proposes that what stands alone in Globe and what stands alone in Milestones are the same, one decision a couple: those
// that were chosen, all that are sure, or two codes that someone names.
import { redirect } from "@remix-run/node";
import { z } from "zod";
import { TieoutError } from "../../core/errors.ts";
import { reasons } from "../decisions/reasons.ts";
import { mostAtOnce } from "../grid/chosen.ts";
import { entityIn } from "../grid/entity-in.ts";
import { summary } from "../grid/outcomes.ts";
import { administrationIn, type Visit, writer } from "../session/guard.ts";
import { openCards, sureFrom } from "../suggestions/page-data.ts";

const seen = z.object({ id: z.number().int().positive(), fingerprint: z.string().max(100) });
const code = z.string().trim().min(1).max(100);
const said = { reason: z.enum(reasons), comment: z.string().trim().max(2000).default("") };

const shape = z.union([
  z.object({
    ...said,
    links: z
      .array(z.object({ globe: seen, milestones: seen }))
      .min(1)
      .max(mostAtOnce),
  }),
  z.object({ ...said, codes: z.object({ globe: code, milestones: code }) }),
  /** All that are sure, as of what was looked at, the surest first; more than are done at once are a job. */
  z.object({ ...said, sureAsOf: z.string().max(200) }),
]);

/** Links of one job: its rows are kept with it. */
const mostOfAJob = 20_000;

export const loader = () => redirect("/");

export const action = writer("propose", shape, async (visit) => {
  const { context, account, input } = visit;
  const about = { administrationId: administrationIn(visit).id, entity: entityIn(visit.params).name };
  const links = await linksOf(visit, about, input);
  const { reason, comment } = input;
  if (links.length > mostAtOnce) {
    const task = { kind: "link", rows: { links }, reason, comment } as const;
    return { job: context.bulks.start(account, about.administrationId, task) };
  }
  const pairs = links.map(({ globe, milestones }) => ({ ...globe, partner: milestones }));
  const done = summary(context.store.propose(context.db, account, { pairs, action: "same_as", reason, comment }));
  context.moved();
  return done;
});

type About = { administrationId: number; entity: ReturnType<typeof entityIn>["name"] };

async function linksOf({ context }: Pick<Visit, "context">, about: About, input: z.infer<typeof shape>) {
  const { db, store, suggestions } = context;
  if ("links" in input) return input.links;
  if ("codes" in input) {
    const globe = store.aloneUnder(db, about, "globe", input.codes.globe);
    const milestones = store.aloneUnder(db, about, "milestones", input.codes.milestones);
    if (!globe) throw new TieoutError("not_alone", { values: { code: input.codes.globe, side: "Globe" } });
    if (!milestones)
      throw new TieoutError("not_alone", { values: { code: input.codes.milestones, side: "Milestones" } });
    return [{ globe, milestones }];
  }
  const { last } = await suggestions.standing(about);
  if (last?.asOf !== input.sureAsOf) throw new TieoutError("bulk_moved");
  const sure = openCards(last, store.decidedAlone(db, about)).flatMap(([best]) =>
    best && best.score >= sureFrom ? [best] : [],
  );
  const chosen = sure.slice(0, mostOfAJob);
  const rows = store.rowsOf(db, new Set(chosen.flatMap(({ globe, milestones }) => [globe, milestones])), true);
  const seenOf = new Map(rows.map(({ id, fingerprint }) => [id, { id, fingerprint }]));
  return chosen.flatMap((one) => {
    const [globe, milestones] = [seenOf.get(one.globe), seenOf.get(one.milestones)];
    return globe && milestones ? [{ globe, milestones }] : [];
  });
}
