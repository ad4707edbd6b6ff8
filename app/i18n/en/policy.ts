// English words of the page of what is released and approved by itself.
import type { policy as dutch } from "../nl/policy.ts";
import type { SameKeys } from "../same-keys.ts";

export const policy: SameKeys<typeof dutch> = {
  policy: {
    name: "Released by itself",
    link: "Released by itself",
    off: "Nothing goes by itself: people release and approve every invoice.",
    on: "Invoices go to Globe by themselves: {{rules}}.",
    by: "Policy {{version}}, proposed by {{proposer}}, approved by {{who}}, {{when}}",
    switchOff: "Switch off now",
    waiting: "Policy {{version}} waits for approval",
    proposedBy: "Proposed by {{who}}, {{when}}.",
    decidedBy: "Decided by {{who}}, {{when}}.",
    answer: { approved: "Approve", rejected: "Reject" },
    upTo: "up to {{amount}}",
    clean: "only without a warning",
    warned: "with a warning too",
    creditsToo: "credit notes too",
    noCredits: "no credit notes",
    versions: "All versions",
    none: "No policy was proposed yet.",
    state: {
      proposed: "waits for approval",
      in_force: "in force now",
      rejected: "rejected",
      withdrawn: "withdrawn",
      replaced: "replaced",
      switched_off: "switched off",
    },
    whoProposes: "An administrator proposes a policy; someone else approves it.",
    propose: "Propose a policy",
    amount: "Up to which amount, with VAT ({{currency}})",
    noAmount: "Write an amount, as 1,500.00",
    cleanOnly: "Only invoices without any warning",
    creditNotes: "Credit notes up to this amount too",
    reason: "Why",
    proposeIt: "Propose",
    follows:
      "It holds only once someone else approves it. Invoices in another currency, and those that someone took back or that Globe refused, always stay with people.",
    done: {
      proposed: "Proposed. Someone else approves it.",
      approved: "The policy is in force now.",
      rejected: "Rejected; nothing changes.",
      off: "Switched off: nothing goes by itself any more.",
    },
    refusal: {
      role: "Your role may not do this.",
      own_proposal: "You proposed it yourself: someone else approves it.",
      none: "There is nothing to decide on.",
      moved: "There is another version by now: look again.",
    },
  },
};
