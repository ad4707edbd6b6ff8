// What the page of the policy shows, made on the server.
import { euros } from "../../core/invoices/money.ts";
import { refusal } from "../../core/permissions.ts";
import type { InvoicePolicy } from "../../prisma/invoice-policy.ts";
import { administrationIn, type Visit } from "../session/guard.ts";

const shown = ({ rules, ...policy }: InvoicePolicy) => ({ ...policy, ...rules, upTo: euros(rules.upTo) });

export function policyData(visit: Visit) {
  const { context, account } = visit;
  const { db, store } = context;
  const administration = administrationIn(visit);
  const all = store.invoicePolicies(db, administration.id);
  const inForce = all.find(({ state }) => state === "in_force");
  const waiting = all.find(({ state }) => state === "proposed");
  return {
    base: `/a/${encodeURIComponent(administration.code)}`,
    own: store.ownCurrency(db, administration),
    inForce: inForce ? shown(inForce) : null,
    waiting: waiting ? shown(waiting) : null,
    history: all.map(shown),
    may: {
      propose: refusal(account, "administer") === null,
      decide: waiting ? refusal(account, "decide", waiting.proposedById) : ("role" as const),
      switchOff: refusal(account, "decide") === null || refusal(account, "administer") === null,
    },
  };
}

export type PolicyData = ReturnType<typeof policyData>;
export type ShownPolicy = PolicyData["history"][number];
