// Self-tests in test companies: each books an invoice of 1.00 by way of the agent, as every invoice goes, and notes what
// fits. Begun again after a death it is the same invoice, so that nothing is booked twice.
import { randomUUID } from "node:crypto";
import type { BusConnection, BusLog } from "../connectors/bus/connection.ts";
import { packedEntry } from "../connectors/bus/entry-payload.ts";
import { sendFile, transferOf } from "../connectors/bus/file-transfer.ts";
import type { Administration } from "../core/administration.ts";
import type { BookingAnswer } from "../core/booking-messages.ts";
import type { NoWord } from "../core/flows/export-invoice.ts";
import { selfTest, type Trial } from "../core/flows/self-test.ts";
import type { Facts } from "../core/invoices/facts.ts";
import { entryFingerprint, salesEntry } from "../core/invoices/sales-entry.ts";
import { selfTestInvoice } from "../core/invoices/self-test-invoice.ts";
import { protocolVersion, queuesOf } from "../core/messages.ts";
import { localDay } from "../core/schedule.ts";
import type { Database } from "../prisma/database.ts";
import { invoiceFacts } from "../prisma/globe-snapshot.ts";
import { type InvoiceRequest, takeInvoiceRequests } from "../prisma/invoice-requests.ts";
import { endSelfTest, type SelfTestEnd } from "../prisma/self-tests.ts";
import type { HeldLine } from "./agent-line.ts";
import { inbox } from "./inbox.ts";
import { isBusy, type PatientWrites } from "./patient-writes.ts";

export interface SelfTests {
  look(all: readonly Administration[]): void;
  close(): Promise<void>;
}

/** Milliseconds that one invoice of a self-test may take. */
const life = 3 * 60_000;

const page = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 100]/Resources<<>>>>endobj
trailer<</Root 1 0 R/Size 4>>
%%EOF
`;

interface Parts {
  db: Database;
  bus: BusConnection;
  writes: PatientWrites;
  lineTo: (agent: string) => HeldLine;
  log: BusLog;
}

export function selfTests({ db, bus, writes, lineTo, log }: Parts): SelfTests {
  const stop = new AbortController();
  const going = new Set<Promise<void>>();

  async function booked(
    { code, settings }: Administration,
    facts: Facts,
    number: string,
    { sign, route }: Trial,
  ): Promise<BookingAnswer | NoWord | null> {
    const date = localDay(new Date());
    const known = { ...facts, settings: { ...facts.settings, salesLineSign: sign } };
    const { invoice, codes } = selfTestInvoice(known, { number, date });
    if (!invoice) throw new Error(`an invoice of 1.00 cannot be booked here: ${codes.join(", ")}`);
    const { entry } = salesEntry(invoice, known);
    const fingerprint = entryFingerprint(entry);
    const requestId = randomUUID();
    const answers = inbox<BookingAnswer | NoWord>(stop.signal);
    const talk = lineTo(settings.agent).talk({ administration: code, invoice: number }, (answer) => {
      if (answer.kind === "failure" || answer.fingerprint === fingerprint) void answers.put(answer);
    });
    try {
      const pdf = Buffer.from(page);
      const file = transferOf(pdf);
      await sendFile(bus, { queue: queuesOf(settings.agent).in, requestId, timeToLive: life }, file, pdf);
      const deadline = new Date(Date.now() + life).toISOString();
      const about = { version: protocolVersion, requestId, administration: code, invoice: number, fingerprint };
      const link = { ...settings.invoices.link, route };
      await talk.tell(
        { kind: "book", ...about, attempt: 1, deadline, file, link, overrule: false },
        await packedEntry(entry),
      );
      return await answers.next(life + 60_000);
    } finally {
      answers.close();
      talk.end();
    }
  }

  async function run(request: InvoiceRequest, administration: Administration): Promise<SelfTestEnd> {
    // why: the mark may have been taken away since it was asked.
    if (!administration.settings.invoices.isTest)
      return { error: "the administration is not marked as a test company" };
    const facts = invoiceFacts(db, administration);
    if (!facts) return { error: "the invoices were not pulled whole yet" };
    const { salesLineSign: sign, link } = administration.settings.invoices;
    return selfTest({ sign, route: link.route }, (trial) =>
      booked(administration, facts, `TEST-${request.id}-${trial.number}`, trial),
    );
  }

  function begin(request: InvoiceRequest, administration: Administration): void {
    const work = run(request, administration)
      .catch((thrown): SelfTestEnd => ({ error: String(thrown instanceof Error ? thrown.message : thrown) }))
      .then((end) => {
        // why: what is cut off here is taken up by the next worker.
        if (stop.signal.aborted) return;
        log.info({ administration: administration.code, ...end }, "a self-test has ended");
        writes.write(() => endSelfTest(db, request, end));
      })
      .finally(() => going.delete(work));
    going.add(work);
  }

  /** Nothing while a pull is being written: then the next look takes it. */
  function taken(): InvoiceRequest[] {
    try {
      return takeInvoiceRequests(db, "self_test");
    } catch (thrown) {
      if (!isBusy(thrown)) throw thrown;
      return [];
    }
  }

  return {
    look(all) {
      for (const request of taken()) {
        const administration = all.find(({ id }) => id === request.administrationId);
        if (administration) begin(request, administration);
      }
    },
    async close() {
      stop.abort(new Error("the worker stops"));
      await Promise.all(going);
    },
  };
}
