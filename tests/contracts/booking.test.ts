// Booking over the real broker: the agent as a program of its own, Globe's stand-in with a ledger on disk, and everything
// that may die in between. No invoice twice, none lost, and every answer is true.
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { BusConnection } from "../../connectors/bus/connection.ts";
import { packedEntry } from "../../connectors/bus/entry-payload.ts";
import { receivedFile, sendFile, transferOf } from "../../connectors/bus/file-transfer.ts";
import {
  type BookingAnswer,
  type BookRequest,
  type LookupRequest,
  type PdfLink,
  pdfLink,
} from "../../core/booking-messages.ts";
import { exampleLine } from "../../core/invoices/example.ts";
import { entryFingerprint, type SalesEntry } from "../../core/invoices/sales-entry.ts";
import { protocolVersion, queuesOf, type ReadFailure, sessionOf } from "../../core/messages.ts";
import { globeConfig } from "../globe-account.ts";
import { changeBooks, entryOf, ledgerOf } from "../ledger.ts";
import { type StandinControl, standinControl } from "../standin.ts";
import { busConfig, closed, dataset, keys, place, ports, rooms, start, workersBus } from "./installation.ts";
import { eventually, room } from "./rooms.ts";

const queues = queuesOf("demo");
const session = sessionOf.reply("bookings");
const url = () => `http://127.0.0.1:${ports.globe}`;

let bus: BusConnection;
let control: StandinControl;
const answers: (BookingAnswer | ReadFailure)[] = [];

async function startGlobe(): Promise<void> {
  const args = ["--dataset", dataset, "--port", String(ports.globe ?? 0), "--ledger", place("ledger.jsonl")];
  rooms.globe = await room("standins/globe/main.ts", args, { log: place("globe.log") });
  ports.globe = Number(new URL(String(rooms.globe.ready.url)).port);
}

async function startAgent(): Promise<void> {
  const config = {
    agent: "demo",
    bus: {
      connectionString: `Endpoint=sb://localhost/;SharedAccessKeyName=agent;SharedAccessKey=${keys.agent}`,
      endpoint: `sb://localhost:${ports.busTls}`,
      certificate: place("bus", "bus-cert.pem"),
    },
    globe: { ...globeConfig(url()), timeoutSeconds: 1, lookUpSeconds: 2 },
    administrations: [{ code: "500", databaseName: "500" }],
    data: place("agent"),
  };
  writeFileSync(place("agent.json"), JSON.stringify(config), { mode: 0o600 });
  rooms.agent = await room("agent/main.ts", ["run", "--config", place("agent.json")], { log: place("agent.log") });
}

beforeAll(async () => {
  writeFileSync(place("bus.json"), JSON.stringify(busConfig()));
  await Promise.all([start.bus(), startGlobe()]);
  await startAgent();
  control = standinControl(url());
  bus = workersBus();
  bus.hold(queues.out, session, {
    concurrent: 4,
    async take(taken) {
      if (taken.state !== "sound") return;
      const { message } = taken;
      if (["booked", "refused", "unknown", "failure"].includes(message.kind))
        answers.push(message as BookingAnswer | ReadFailure);
    },
  });
});
afterAll(async () => {
  await bus.close();
  await closed();
});
afterEach(() => control.clearFaults());

/** As a system may say it when it refuses something. */
const aboutPeople = "Debtor Richter Supermarkt, Grenzacherweg 237, info.richter@example.com is in use";

/** Names, addresses and the like of everybody in Globe; a number alone, as some postcodes are, also stands in times and ids. */
const personal = (entity: string): string[] => {
  const named = /Name$|Address|PostalAddressLine1|Email|VATNumber|City$/;
  const all = JSON.parse(readFileSync(`${dataset}/globe/${entity}.json`, "utf8")) as Record<string, unknown>[];
  return all.flatMap((record) =>
    Object.entries(record).flatMap(([name, value]) =>
      named.test(name) && /.{5}/.test(String(value ?? "").trim()) && /[g-z]/i.test(String(value))
        ? [String(value).trim()]
        : [],
    ),
  );
};

let numbers = 1_000;
const pdfOf = (bytes = 200_000) => randomBytes(bytes);
const hash = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

interface Asking {
  entry?: SalesEntry;
  pdf?: Uint8Array | null;
  link?: Partial<PdfLink>;
  over?: Partial<BookRequest>;
}

/** An invoice of its own with its request, not yet sent. */
function invoiceOf({ entry = entryOf(`2026-${numbers++}`), pdf = pdfOf(), link = {}, over = {} }: Asking = {}) {
  const request: BookRequest = {
    kind: "book",
    version: protocolVersion,
    requestId: randomUUID(),
    administration: "500",
    invoice: entry.header.YourReference,
    fingerprint: entryFingerprint(entry),
    attempt: 1,
    file: pdf === null ? null : transferOf(pdf),
    link: pdfLink.parse(link),
    overrule: false,
    deadline: new Date(Date.now() + 60_000).toISOString(),
    ...over,
  };
  return { entry, pdf, request };
}
type Asked = ReturnType<typeof invoiceOf>;

async function say(request: BookRequest | LookupRequest, entry: SalesEntry): Promise<void> {
  await bus.send(queues.in, {
    message: request,
    payload: await packedEntry(entry),
    messageId: request.requestId,
    correlationId: request.requestId,
    session: sessionOf.administration("500"),
    replySession: session,
    timeToLive: 60_000,
  });
}

async function send({ entry, pdf, request }: Asked): Promise<void> {
  if (pdf && request.file)
    await sendFile(bus, { queue: queues.in, requestId: request.requestId, timeToLive: 60_000 }, request.file, pdf);
  await say(request, entry);
}

const answersTo = (requestId: string) => answers.filter((one) => one.requestId === requestId);
async function answerTo({ requestId }: { requestId: string }, count = 1) {
  const found = await eventually(
    () => answersTo(requestId),
    (all) => all.length >= count,
    40,
  );
  return found.at(-1) as BookingAnswer;
}

async function booking(asked: Asked): Promise<BookingAnswer> {
  await send(asked);
  return answerTo(asked.request);
}

/** The same once more, as after a person let it go again. */
const again = ({ entry, pdf, request }: Asked, over: Partial<BookRequest> = {}): Asked => ({
  entry,
  pdf,
  request: {
    ...request,
    requestId: randomUUID(),
    attempt: request.attempt + 1,
    file: pdf === null ? null : transferOf(pdf),
    deadline: new Date(Date.now() + 60_000).toISOString(),
    ...over,
  },
});

async function lookup({ entry, pdf, request }: Asked) {
  const { administration, invoice, fingerprint, attempt, deadline } = request;
  const asked: LookupRequest = {
    ...{ kind: "lookup", version: protocolVersion, requestId: randomUUID() },
    ...{ administration, invoice, fingerprint, attempt, deadline, pdf: pdf && hash(pdf), readBack: true },
  };
  await say(asked, entry);
  return answerTo(asked);
}

async function inLedger({ entry }: Asked) {
  const { entries, documents, staged } = await ledgerOf(url());
  const reference = entry.header.YourReference;
  return {
    entries: entries.filter(({ header }) => String(header.YourReference).trim() === reference),
    documents: documents.filter(({ document }) => document.YourRef === reference),
    staged: staged.filter(({ lines }) => lines.some((line) => line.YourReference === reference)),
  };
}

/** Booked, once, to the cent, with its PDF byte for byte. */
async function expectBookedOnce(asked: Asked, answer: BookingAnswer): Promise<void> {
  expect(answer).toMatchObject({ kind: "booked", already: false, mismatches: [], doubles: [] });
  const { entries, documents } = await inLedger(asked);
  expect(entries).toHaveLength(1);
  const [posted] = entries;
  expect(posted?.rows[0]).toMatchObject({ kind: "A", amount: asked.entry.totals.incl });
  if (answer.kind !== "booked" || !asked.pdf) return;
  expect(answer.entry.entryNumber).toBe(posted?.header.EntryNumber);
  const linked = documents.find(({ document }) => document.ID === answer.document?.id);
  expect(linked?.sha256).toBe(hash(asked.pdf));
  const points =
    asked.request.link.route === "line"
      ? posted?.lines.every((line) => line.DocumentID === linked?.document.ID)
      : linked?.document.EntryKey === posted?.header.SysGuid;
  expect(points).toBe(true);
}

describe("an invoice", () => {
  it.each([
    ["with its PDF, linked by its lines", {}],
    ["with its PDF, linked to the entry", { link: { route: "entry" as const } }],
    ["without a PDF", { pdf: null }],
    ["with a PDF that reads as JSON", { pdf: Buffer.from("7") }],
    ["with a PDF of 3 MB", { pdf: pdfOf(3_000_000) }],
  ])("%s is booked once, to the cent", async (_, asking) => {
    const asked = invoiceOf(asking);
    await expectBookedOnce(asked, await booking(asked));
  });

  it("that is a credit note reverses", async () => {
    const lines = [exampleLine({ amount: "-100.05" }), exampleLine({ number: 2, amount: "0.04" })];
    const entry = entryOf(`2026-${numbers++}`, { kind: "credit", lines });
    const asked = invoiceOf({ entry });
    const answer = await booking(asked);
    await expectBookedOnce(asked, answer);
    expect(answer).toMatchObject({ entry: { total: entry.totals.incl } });
    expect(entry.totals.incl.startsWith("-")).toBe(true);
  });

  it("delivered twice, at once or when it is long booked, is booked once and answered each time", async () => {
    const asked = invoiceOf();
    await send(asked);
    await say(asked.request, asked.entry);
    await answerTo(asked.request);
    await say(asked.request, asked.entry);
    await eventually(
      () => answersTo(asked.request.requestId).length,
      (count) => count >= 2,
    );
    for (const answer of answersTo(asked.request.requestId)) await expectBookedOnce(asked, answer as BookingAnswer);
  });

  it("sent again by a further attempt is found, not booked", async () => {
    const asked = invoiceOf();
    await booking(asked);
    const second = again(asked);
    await expectBookedOnce(second, { ...(await booking(second)) });
  });

  it("that another hand booked is found as it is, with every cent that differs", async () => {
    const asked = invoiceOf({ pdf: null });
    const { YourReference } = asked.entry.header;
    const head = {
      Journal: " 70",
      EntryNumber: "26709999",
      YourReference: ` ${YourReference} `,
      DebtorNumber: " 10001",
    };
    const common = { ...head, EntryDate: "2026-11-20", FinancialYear: 2026, FinancialPeriod: 11, CurrencyCode: "EUR" };
    await control.add("FinancialHeader", { ...common, ID: 990_001, Amount: 1_320 });
    const line = { GLAccount: "8000", VATCode: "1", Amount: 1_090.91, VATBasis: 1_090.91, VATAmount: 229.09 };
    await control.add("FinancialLine", { ...common, ID: 990_001, ...line });
    expect(await booking(asked)).toMatchObject({
      kind: "booked",
      already: true,
      entry: { entryNumber: "26709999", total: "1320.00" },
      mismatches: expect.arrayContaining([{ what: "total", vatCode: "", expected: "1319.00", found: "1320.00" }]),
    });
    expect((await inLedger(asked)).entries).toHaveLength(1);
  });
});

describe("what Globe or the agent refuses is not booked:", () => {
  it("a closed period, with the lines that wait for nothing; and is booked when it is open again", async () => {
    await changeBooks(url(), { booksClosedUntil: "2026-11-30" });
    const asked = invoiceOf({ pdf: pdfOf(10_000) });
    const answer = await booking(asked);
    expect(answer).toMatchObject({
      kind: "refused",
      code: "booking_refused",
      reason: "Financial period is closed: 2026 - 11",
      orphans: [{ lines: 2, headerSent: false }],
    });
    expect(await lookup(asked)).toMatchObject({ kind: "refused", code: "booking_refused", orphans: [{ lines: 2 }] });
    const { entries, staged } = await inLedger(asked);
    expect(entries).toEqual([]);
    expect(staged).toMatchObject([{ TransactionKey: answer.orphans[0]?.transactionKey }]);
    await changeBooks(url(), { booksClosedUntil: "2026-08-31" });
    await say(asked.request, asked.entry);
    expect(await answerTo(asked.request, 2)).toMatchObject({ kind: "refused" });
    const second = again(asked);
    const booked = await booking(second);
    await expectBookedOnce(second, booked);
    expect(booked).toMatchObject({ orphans: answer.orphans });
  });

  it("an entry that is not the approved one", async () => {
    const asked = invoiceOf({ pdf: null });
    const altered = { ...asked.entry, lineSign: "-" as const };
    await say(asked.request, altered);
    expect(await answerTo(asked.request)).toMatchObject({ kind: "refused", code: "entry_altered" });
    expect((await inLedger(asked)).entries).toEqual([]);
  });

  it("what Globe itself refuses, in its own words about whomever", async () => {
    await control.fault({
      kind: "status",
      status: 400,
      message: aboutPeople,
      method: "POST",
      entity: "FinancialHeader",
    });
    const asked = invoiceOf({ pdf: null });
    expect(await booking(asked)).toMatchObject({ kind: "refused", code: "booking_refused", reason: aboutPeople });
    await control.clearFaults();
    await control.fault({ kind: "status", status: 400, message: aboutPeople, entity: "FinancialHeader" });
    expect(await lookup(asked)).toMatchObject({ kind: "failure", code: "source_refused" });
    const other = invoiceOf({ pdf: null });
    expect(await booking(other)).toMatchObject({ kind: "refused", code: "booking_not_sent" });
    expect((await inLedger(other)).entries).toEqual([]);
  });

  it("a PDF that changed on its way", async () => {
    const asked = invoiceOf();
    const answer = await booking({ ...asked, pdf: pdfOf() });
    expect(answer).toMatchObject({ kind: "refused", code: "file_incomplete" });
    const { entries, staged } = await inLedger(asked);
    expect([...entries, ...staged]).toEqual([]);
  });

  it("a document that Globe does not keep", async () => {
    await control.fault({ kind: "forget", method: "POST", entity: "Document" });
    const asked = invoiceOf();
    expect(await booking(asked)).toMatchObject({ kind: "refused", code: "document_not_kept", orphans: [] });
    expect((await inLedger(asked)).entries).toEqual([]);
  });

  it("an administration that the agent does not serve", async () => {
    const asked = invoiceOf({ pdf: null, over: { administration: "999" } });
    await say(asked.request, asked.entry);
    expect(await answerTo(asked.request)).toMatchObject({ kind: "failure", code: "administration_not_served" });
  });
});

describe("an outcome that nobody saw", () => {
  it.each(["line", "entry"] as const)("is looked up: it was booked (PDF by %s)", async (route) => {
    await control.fault({ kind: "hang", method: "POST", entity: "FinancialHeader", done: true, times: 1 });
    const asked = invoiceOf({ link: { route } });
    await expectBookedOnce(asked, await booking(asked));
  });

  it("is looked for a while: it is booked late", async () => {
    const late = await control.pauseAfter(0, "FinancialHeader", "POST");
    const asked = invoiceOf();
    await send(asked);
    await late.reached();
    const lookingUp = await control.pauseAfter(0, "FinancialHeader");
    await lookingUp.reached();
    await late.release();
    await lookingUp.release();
    await expectBookedOnce(asked, await answerTo(asked.request));
  });

  it("is unknown where it was not booked, and never sent again but by a person's word", async () => {
    const { done } = await control.fault({ kind: "hang", method: "POST", entity: "FinancialHeader", times: 1 });
    const asked = invoiceOf();
    const answer = await booking(asked);
    expect(answer).toMatchObject({ kind: "unknown", reached: "header", orphans: [{ lines: 2, headerSent: true }] });
    expect(await done()).toBe(1);
    const second = again(asked);
    for (const found of [await booking(second), await lookup(asked)])
      expect(found).toMatchObject({ kind: "unknown", reached: "header", orphans: answer.orphans });
    expect((await inLedger(asked)).entries).toEqual([]);
    const third = again(second, { overrule: true });
    await expectBookedOnce(third, await booking(third));
  });

  it("is known when it comes up later", async () => {
    const late = await control.pauseAfter(0, "FinancialHeader", "POST");
    const asked = invoiceOf();
    expect(await booking(asked)).toMatchObject({ kind: "unknown", reached: "header" });
    await late.release();
    const found = await eventually(
      () => lookup(asked),
      ({ kind }) => kind === "booked",
    );
    await expectBookedOnce(asked, found);
  });

  it("of a header that Globe itself says failed is a refusal once it is not there", async () => {
    await control.fault({ kind: "status", status: 500, message: "Locked", method: "POST", entity: "FinancialHeader" });
    const asked = invoiceOf({ pdf: null });
    expect(await booking(asked)).toMatchObject({ kind: "refused", code: "booking_refused", reason: "Locked" });
  });

  it("of a line costs its key, which no header ever closes", async () => {
    const fault = { kind: "cut", method: "POST", entity: "FinancialLine", afterPages: 1, times: 1 };
    await control.fault(fault);
    const asked = invoiceOf();
    const answer = await booking(asked);
    await expectBookedOnce(asked, answer);
    expect(answer.orphans).toMatchObject([{ lines: 2, headerSent: false }]);
    expect((await inLedger(asked)).staged).toMatchObject([{ TransactionKey: answer.orphans[0]?.transactionKey }]);
  });

  it.each(["Binary", "Document"])("of a %s is looked up, and the PDF is there", async (entity) => {
    await control.fault({ kind: "cut", method: "POST", entity, times: 1 });
    const asked = invoiceOf();
    await expectBookedOnce(asked, await booking(asked));
  });

  it("is not taken for absence while Globe answers with nothing, and nothing is sent then", async () => {
    const booked = invoiceOf();
    await booking(booked);
    await control.fault({ kind: "empty" });
    const soon = () => new Date(Date.now() + 1_500).toISOString();
    expect(await booking(again(booked, { deadline: soon() }))).toMatchObject({ kind: "unknown", reached: "header" });
    const fresh = invoiceOf({ over: { deadline: soon() } });
    expect(await booking(fresh)).toMatchObject({ kind: "refused", code: "booking_not_sent", orphans: [] });
    expect((await inLedger(booked)).entries).toHaveLength(1);
    expect(await inLedger(fresh)).toEqual({ entries: [], documents: [], staged: [] });
  });

  it("is nothing where the agent never heard of it, also where it refused an earlier attempt", async () => {
    expect(await lookup(invoiceOf())).toMatchObject({ kind: "unknown", reached: "nothing", orphans: [] });
    await control.fault({ kind: "status", status: 400, message: "No.", method: "POST", entity: "FinancialHeader" });
    const asked = invoiceOf({ pdf: null });
    expect(await booking(asked)).toMatchObject({ kind: "refused", reason: "No." });
    expect(await lookup(asked)).toMatchObject({ kind: "refused", reason: "No.", orphans: [{ lines: 2 }] });
    const next = again(asked);
    const found = await lookup(next);
    expect(found).toMatchObject({ kind: "unknown", reached: "nothing", orphans: [{ lines: 2 }] });
    if (found.kind === "unknown") expect(Date.parse(found.journalSince)).toBeLessThan(Date.now());
  });

  it("of a number bars that number, also under another key of Milestones", async () => {
    await control.fault({ kind: "hang", method: "POST", entity: "FinancialHeader", times: 1 });
    const asked = invoiceOf({ pdf: null });
    expect(await booking(asked)).toMatchObject({ kind: "unknown" });
    const twin = invoiceOf({ entry: asked.entry, pdf: null, over: { invoice: "another-id" } });
    expect(await booking(twin)).toMatchObject({ kind: "unknown", reached: "header" });
    expect((await inLedger(asked)).entries).toEqual([]);
  });
});

describe("kill -9 of the agent", () => {
  it.each([
    ["before the first chunk of the PDF", "Binary", 0, "POST"],
    ["between two chunks", "Binary", 1, "POST"],
    ["before the document", "Document", 0, "POST"],
    ["before the first line", "FinancialLine", 0, "POST"],
    ["between two lines", "FinancialLine", 1, "POST"],
    ["while the header is on its way", "FinancialHeader", 0, "POST"],
    ["before the entry is read back", "FinancialHeader", 1, "GET"],
    ["before the document is held against the PDF", "Binary", 0, "GET"],
    ["before the entry's document is read back", "Binary", 1, "GET"],
  ] as const)("%s: it is booked once, with its PDF", async (_, entity, after, method) => {
    const asked = invoiceOf();
    const waits = await control.pauseAfter(after, entity, method);
    await send(asked);
    await waits.reached();
    await rooms.agent?.kill();
    await waits.release();
    await startAgent();
    await expectBookedOnce(asked, await answerTo(asked.request));
  });

  it("while a header is on its way that never arrives: unknown, and a person says what follows", async () => {
    const { done } = await control.fault({ kind: "hang", method: "POST", entity: "FinancialHeader", times: 1 });
    const asked = invoiceOf();
    await send(asked);
    await eventually(done, (times) => times === 1);
    await rooms.agent?.kill();
    await startAgent();
    expect(await answerTo(asked.request)).toMatchObject({ kind: "unknown", orphans: [{ headerSent: true }] });
    expect((await inLedger(asked)).entries).toEqual([]);
    const second = again(asked, { overrule: true });
    await expectBookedOnce(second, await booking(second));
  });

  it("between header and document, where the document comes after: it is attached by the next start", async () => {
    const asked = invoiceOf({ link: { route: "entry" } });
    const waits = await control.pauseAfter(0, "Binary", "POST");
    await send(asked);
    await waits.reached();
    await rooms.agent?.kill();
    expect((await inLedger(asked)).entries).toHaveLength(1);
    await waits.release();
    await startAgent();
    await expectBookedOnce(asked, await answerTo(asked.request));
  });
});

describe("a death elsewhere", () => {
  it.each([
    ["before a header", { entity: "FinancialHeader", done: false }, "unknown"],
    ["after a header", { entity: "FinancialHeader", done: true }, "booked"],
    ["between lines", { entity: "FinancialLine", afterPages: 1 }, "booked"],
    ["at the document", { entity: "Document" }, "booked"],
  ])("of Globe %s leaves the truth", async (_, fault, kind) => {
    await control.fault({ kind: "die", method: "POST", ...fault });
    const asked = invoiceOf();
    const answering = booking(asked);
    await eventually(
      () =>
        fetch(url()).then(
          () => true,
          () => false,
        ),
      (up) => !up,
    );
    await startGlobe();
    const answer = await answering;
    expect(answer.kind).toBe(kind);
    if (kind === "booked") await expectBookedOnce(asked, answer);
    else expect((await inLedger(asked)).entries).toEqual([]);
  });

  it("of the bus while a booking is in hand delays its answer only", async () => {
    const asked = invoiceOf();
    const waits = await control.pauseAfter(0, "FinancialHeader", "POST");
    await send(asked);
    await waits.reached();
    await rooms.bus?.kill();
    await waits.release();
    await eventually(
      async () => (await inLedger(asked)).entries.length,
      (count) => count === 1,
    );
    await start.bus();
    await expectBookedOnce(asked, await answerTo(asked.request));
  });
});

describe("a file over the bus", () => {
  it("of which a part is missing is said to be incomplete, by the part", async () => {
    const transfer = transferOf(pdfOf(400_000));
    const to = { queue: queuesOf("odd").in, requestId: "r", timeToLive: 60_000 };
    await sendFile(bus, to, { ...transfer, chunks: 2 }, pdfOf(380_000));
    const taking = { queue: to.queue, folder: place("files"), silence: 1_000 };
    const never = new AbortController().signal;
    await expect(receivedFile(bus, taking, transfer, never)).rejects.toThrow("part 3 of 3 did not come");
  });
});

describe("many invoices while things die", () => {
  it("are each booked once, or say what is not known", async () => {
    await control.fault({
      kind: "hang",
      method: "POST",
      entity: "FinancialHeader",
      done: true,
      afterPages: 2,
      times: 2,
    });
    const all = Array.from({ length: 16 }, () => invoiceOf({ pdf: pdfOf(40_000) }));
    for (const asked of all) await send(asked);
    for (const [what, again] of [
      ["agent", startAgent],
      ["globe", startGlobe],
      ["agent", startAgent],
    ] as const) {
      const before = answers.length;
      await eventually(
        () => answers.length,
        (count) => count > before + 1,
      );
      await rooms[what]?.kill();
      await again();
    }
    for (const asked of all) {
      const answer = await answerTo(asked.request);
      const { entries } = await inLedger(asked);
      expect(entries.length).toBeLessThanOrEqual(1);
      if (answer.kind === "booked") await expectBookedOnce(asked, answer);
      else expect(answer).toMatchObject({ kind: "unknown", reached: "header" });
    }
    const kinds = all.map(({ request }) => answersTo(request.requestId).at(-1)?.kind);
    expect(kinds.filter((kind) => kind === "booked").length).toBeGreaterThan(8);
  });
});

it("neither keys nor names from the books stand in the agent's log", () => {
  const log = readFileSync(place("agent.log"), "utf8");
  expect(log).toContain("a booking has ended");
  expect(log).toContain("a booking could not be looked up");
  for (const word of ["Adviesuren", "Reiskosten", ...aboutPeople.split(", ")]) expect(log).not.toContain(word);
  for (const secret of [keys.agent, "SharedAccessKey"]) expect(log).not.toContain(secret);
  const everybody = ["Account", "Resource"].flatMap(personal);
  expect(everybody.length).toBeGreaterThan(200);
  for (const value of everybody) expect(log).not.toContain(value);
});
