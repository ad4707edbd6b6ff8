// What the overview says of the invoices, made on the server.
import { administrationIn, type Visit } from "../session/guard.ts";
import { amountsOf, stagesOf, waitingOf } from "./amounts.ts";
import { inReadersWords } from "./list-data.ts";

/** Null before the first complete pull of invoices. */
export function invoiceCard(visit: Visit) {
  const { db, store } = visit.context;
  const administration = administrationIn(visit);
  if (!store.invoiceStanding(db, administration.id)) return null;
  const own = store.ownCurrency(db, administration);
  const steps = store.pipeline(db, administration.id);
  const [most] = store.waitingCauses(db, administration);
  return {
    stages: stagesOf(steps, own),
    waiting: waitingOf(steps, own),
    most: most
      ? {
          sentence: inReadersWords(most.finding, visit.language).sentence,
          amounts: amountsOf([{ currency: own, total: most.amount }], own),
          code: most.code,
          cause: most.cause.key,
        }
      : null,
  };
}

export type CardData = NonNullable<ReturnType<typeof invoiceCard>>;
