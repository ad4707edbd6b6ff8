// What people ask of invoices, one kind of request: taken up at each look, and closed once the invoice's turn has been.
import type { BusLog } from "../connectors/bus/connection.ts";
import type { Database } from "../prisma/database.ts";
import { finishInvoiceRequest, type InvoiceRequest, takeInvoiceRequests } from "../prisma/invoice-requests.ts";
import { isBusy, written } from "./patient-writes.ts";

export interface AskedInvoices {
  /** Takes up what waits; nothing while a pull is being written: then the next look does. */
  take(): void;
  has(invoiceId: number): boolean;
  /** Invoices that something is asked of. */
  all(): number[];
  /** What was asked of an invoice is done. */
  answered(invoiceId: number): void;
}

/** `stop`: from then on nothing is closed any more; the next worker takes it up. */
export function askedInvoices(
  db: Database,
  kind: Extract<InvoiceRequest["kind"], "look_up" | "tell">,
  stop: AbortSignal,
  log: BusLog,
): AskedInvoices {
  const requests = new Map<number, number>();
  return {
    take() {
      try {
        for (const { id, invoiceId } of takeInvoiceRequests(db, kind)) requests.set(invoiceId ?? 0, id);
      } catch (thrown) {
        if (!isBusy(thrown)) throw thrown;
      }
    },
    has: (invoiceId) => requests.has(invoiceId),
    all: () => [...requests.keys()],
    answered(invoiceId) {
      const request = requests.get(invoiceId);
      requests.delete(invoiceId);
      if (request === undefined || stop.aborted) return;
      written(() => finishInvoiceRequest(db, request, null)).catch((thrown) =>
        log.warn({ request, reason: String(thrown) }, "a request could not be closed"),
      );
    },
  };
}
