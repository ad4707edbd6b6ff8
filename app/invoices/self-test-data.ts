// What the section of the self-test shows, made on the server: the settings as they are, and how the last one ended.
import { administrationIn, type Visit } from "../session/guard.ts";

export function selfTestShown(visit: Visit) {
  const { db, store } = visit.context;
  const { id, settings } = administrationIn(visit);
  const { isTest, salesLineSign, link } = settings.invoices;
  return { isTest, usual: { sign: salesLineSign, route: link.route }, ...store.selfTestStanding(db, id) };
}

export type SelfTestShown = ReturnType<typeof selfTestShown>;
