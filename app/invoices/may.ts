// Why someone may not do something with an invoice, before they try: so that a button that is off says why. The store
// holds the same again when it is done (prisma/invoice-release.ts) and has the last word.
import { refusal } from "../../core/permissions.ts";
import type { Role } from "../../core/states.ts";
import type { InvoiceRefusal } from "../../prisma/invoice-release.ts";
import type { InvoiceRow } from "../../prisma/invoices.ts";

export const acts = ["release", "approve", "withdraw", "retry", "again"] as const;
export type InvoiceAct = (typeof acts)[number];

export type Actable = Pick<InvoiceRow, "state" | "gone" | "isTwin"> & {
  hasPdf: boolean;
  release: { releasedById: number } | null;
};

/** Null when it may be done. */
export function whyNot(act: InvoiceAct, invoice: Actable, me: { id: number; role: Role }): InvoiceRefusal | null {
  if (invoice.gone) return "gone";
  const { state, release } = invoice;
  const own = release?.releasedById;
  switch (act) {
    case "release":
      if (refusal(me, "propose")) return "role";
      if (release) return "already_released";
      if (state !== "ready") return "not_ready";
      if (invoice.isTwin) return "number_twice";
      return invoice.hasPdf ? null : "no_pdf";
    case "approve":
      if (refusal(me, "decide")) return "role";
      if (state !== "ready") return "not_ready";
      if (invoice.isTwin) return "number_twice";
      return release ? refusal(me, "decide", own) : "not_released";
    case "withdraw":
      if (!release || (state !== "ready" && state !== "approved")) return "not_released";
      return refusal(me, own === me.id ? "propose" : "decide");
    case "retry":
      return refusal(me, "propose") ?? (state === "refused" ? null : "not_refused");
    case "again":
      if (refusal(me, "decide")) return "role";
      return state === "no_answer" && release ? refusal(me, "decide", own) : "not_unanswered";
  }
}
