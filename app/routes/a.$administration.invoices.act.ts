// Releases, approves or takes back the chosen invoices, as they were seen; four eyes are held by the store, one by one.
import { redirect } from "@remix-run/node";
import { z } from "zod";
import { counted, type InvoicesDone, mostAtOnce, seenOf } from "../invoices/chosen.ts";
import { acts } from "../invoices/may.ts";
import { administrationIn, writer } from "../session/guard.ts";

const shape = z.object({
  act: z.enum(acts),
  invoices: z
    .array(z.object({ id: z.number().int().positive(), seen: z.string().max(64) }))
    .min(1)
    .max(mostAtOnce),
});

export const loader = () => redirect("/");

export const action = writer("propose", shape, (visit): InvoicesDone => {
  const { context, account, input } = visit;
  const { db, store } = context;
  const administration = administrationIn(visit);
  const ids = input.invoices.map(({ id }) => id);
  const rows = store.invoiceRows(db, { administrationId: administration.id, ids, limit: mostAtOnce });
  const now = new Map(rows.map((row) => [row.id, seenOf(row)]));
  // why: a word is given on what was on screen; what moved since is looked at again.
  const [same, moved] = [true, false].map((is) =>
    input.invoices.filter(({ id, seen }) => (now.get(id) === seen) === is).map(({ id }) => id),
  ) as [number[], number[]];
  const word = { who: account, from: "web" } as const;
  const does = {
    release: store.releaseInvoices,
    approve: store.approveInvoices,
    withdraw: store.withdrawInvoices,
    retry: store.retryInvoices,
    again: store.sendAgain,
  }[input.act];
  const outcomes = does(db, word, administration, same);
  context.moved();
  return {
    done: outcomes.flatMap(({ id, refused }) => (refused ? [] : [id])),
    refused: counted([...outcomes.flatMap(({ refused }) => refused ?? []), ...moved.map(() => "moved" as const)]),
  };
});
