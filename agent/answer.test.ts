// The agent's answers. What it says in each situation is recorded in tests/recorded, where the worker's tests read it:
// both sides are held to the same messages. RECORD=1 writes them anew.
import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { type BusMessage, encoded } from "../connectors/bus/envelope.ts";
import { TieoutError } from "../core/errors.ts";
import { protocolVersion, type ReadRequest } from "../core/messages.ts";
import type { SideReader } from "../core/ports/pull.ts";
import type { RawRecord } from "../core/reconcile/references.ts";
import { type Answering, answered, type Send } from "./answer.ts";
import { heartbeatOf } from "./heartbeat.ts";

const requestOf = (milliseconds = 60_000): ReadRequest => ({
  kind: "read",
  version: protocolVersion,
  requestId: "a-read",
  administration: "500",
  entity: "CostCenter",
  fields: ["Code", "Description", "CompanyCode"],
  deadline: new Date(Date.now() + milliseconds).toISOString(),
});

const readerOf = (...pages: (RawRecord[] | Error)[]): SideReader => ({
  async *read(_, signal) {
    for (const page of pages) {
      signal.throwIfAborted();
      if (page instanceof Error) throw page;
      yield page;
    }
  },
});

interface Said {
  message: BusMessage;
  payload: Uint8Array;
}

const answering = (reader: SideReader, send: Send, stop = new AbortController().signal): Answering => ({
  reader,
  send,
  bootId: "a-boot",
  turn: Promise.resolve(),
  stop,
});

async function saidBy(reader: SideReader, { request = requestOf(), stop = new AbortController().signal } = {}) {
  const said: Said[] = [];
  const send: Send = async (message, payload = new Uint8Array()) => void said.push({ message, payload });
  const end = await answered(request, answering(reader, send, stop));
  return { said, end };
}

const kinds = (said: readonly Said[]) => said.map(({ message }) => message.kind);

/** Holds a message against its recording. Compressed bytes differ between versions of zlib; what they hold does not. */
function expectRecorded(name: string, { message, payload }: Said): void {
  const file = fileURLToPath(new URL(`../tests/recorded/${name}.json`, import.meta.url));
  const { applicationProperties, body } = encoded(message, payload);
  const recording = { applicationProperties, body: body.toString("base64") };
  if (process.env.RECORD) writeFileSync(file, `${JSON.stringify(recording, null, 2)}\n`);
  const recorded: typeof recording = JSON.parse(readFileSync(file, "utf8"));
  const shape = (one: typeof recording) => ({
    ...one.applicationProperties,
    message: { ...JSON.parse(one.applicationProperties.message), sha256: null },
    body: one.body === "" ? "" : gunzipSync(Buffer.from(one.body, "base64")).toString(),
  });
  expect(shape(recording)).toEqual(shape(recorded));
}

describe("a read that goes well", () => {
  const costCenters: RawRecord[] = [
    { Code: "ADV     ", Description: "Advies", CompanyCode: "500" },
    { Code: "CONDIM  ", Description: "Condiments", CompanyCode: "500" },
  ];

  it("is a sign that the reading goes on, then pages, the last marked", async () => {
    const { said, end } = await saidBy(readerOf(costCenters));
    expect(end).toEqual({ pages: 1, records: 2, failure: null });
    expect(kinds(said)).toEqual(["reading", "page"]);
    expectRecorded("reading", said[0] as Said);
    expectRecorded("page.only", said[1] as Said);
  });

  it("of an empty set is one empty last page", async () => {
    const { said } = await saidBy(readerOf());
    expectRecorded("page.empty", said[1] as Said);
  });

  it("never has more than three pages on their way, and waits while the bus is slow", async () => {
    let sending = 0;
    let most = 0;
    let furthest = 0;
    let sent = 0;
    let threeAreOut = () => {};
    const three = new Promise<void>((resolve) => {
      threeAreOut = resolve;
    });
    const records = Array.from({ length: 40 }, (_, ID) => ({ ID, Note: randomBytes(90_000).toString("base64") }));
    const reader: SideReader = {
      async *read() {
        for (const [read, record] of records.entries()) {
          furthest = Math.max(furthest, read - sent);
          yield [record];
        }
      },
    };
    const send: Send = async (message) => {
      if (message.kind !== "page") return;
      sending += 1;
      most = Math.max(most, sending);
      if (sending === 3) threeAreOut();
      // why: however slow this machine packs pages, the first waits until three are out; then a fourth has its chance.
      await three;
      await pause(20);
      sending -= 1;
      sent += message.records;
    };
    await answered(requestOf(), answering(reader, send));
    expect(most).toBe(3);
    expect(sent).toBe(40);
    // Three pages on their way, one held back until it is known whether it is the last, and one being filled.
    expect(furthest).toBeLessThan(20);
  });
});

describe("a read that waits its turn", () => {
  it("says that it will be read, and asks Globe only then", async () => {
    let asked = false;
    const reader: SideReader = {
      async *read() {
        asked = true;
        yield [{ Code: "A" }];
      },
    };
    const said: string[] = [];
    const send: Send = async ({ kind }) => void said.push(kind);
    let begin: () => void = () => undefined;
    const turn = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const answer = answered(requestOf(), { ...answering(reader, send), turn });
    await pause(10);
    expect({ asked, said }).toEqual({ asked: false, said: ["reading"] });
    begin();
    await answer;
    expect({ asked, said }).toEqual({ asked: true, said: ["reading", "page"] });
  });

  it("is given up without asking Globe when nobody waits for it any more", async () => {
    const cancel = new AbortController();
    const never = new Promise<void>(() => undefined);
    const globe = readerOf(new Error("Globe was asked"));
    const answer = answered(requestOf(), { ...answering(globe, async () => undefined, cancel.signal), turn: never });
    cancel.abort();
    expect((await answer).failure?.code).toBe("agent_stopped");
  });
});

describe("a read that does not go well is answered with a sentence, and has no last page", () => {
  it("when Globe breaks off", async () => {
    const gone = new TieoutError("source_unreachable", { values: { system: "Globe", reason: "connection refused" } });
    const { said, end } = await saidBy(readerOf([{ Code: "A" }], gone));
    expect(end.failure?.code).toBe("source_unreachable");
    expect(kinds(said)).toEqual(["reading", "failure"]);
    expectRecorded("failure.globe-unreachable", said[1] as Said);
  });

  it("when its deadline passes", async () => {
    const slow: SideReader = {
      async *read(_, signal) {
        for (;;) {
          yield [{ Code: "A" }];
          await pause(10, undefined, { signal });
        }
      },
    };
    const { said, end } = await saidBy(slow, { request: requestOf(50) });
    expect(end.failure?.code).toBe("deadline_passed");
    expect(said.at(-1)?.message).toMatchObject({ kind: "failure", code: "deadline_passed" });
  });

  it("when it came after its deadline: Globe is not even asked", async () => {
    const { end } = await saidBy(readerOf(new Error("Globe was asked")), { request: requestOf(-5_000) });
    expect(end.failure?.message).toMatch(/5 seconds too late/);
  });

  it("when the agent is stopped", async () => {
    const stop = new AbortController();
    stop.abort();
    const { end } = await saidBy(readerOf([{ Code: "A" }]), { stop: stop.signal });
    expect(end.failure?.code).toBe("agent_stopped");
  });

  it("when the bus takes no page", async () => {
    const refused = new TieoutError("bus_unreachable", { values: { reason: "it is away" } });
    const send: Send = (message) => (message.kind === "page" ? Promise.reject(refused) : Promise.resolve());
    const end = await answered(requestOf(), answering(readerOf([{ Code: "A" }]), send));
    expect(end.failure).toBe(refused);
  });
});

it("a heartbeat says who is there, since which start, and for whom", () => {
  const self = { name: "demo", version: "0.1.0", bootId: "a-boot", administrations: ["500"] };
  expectRecorded("heartbeat", {
    message: heartbeatOf(self, { inHand: 1, lag: 2.4 }, new Date("2026-11-24T07:00:00Z")),
    payload: new Uint8Array(),
  });
});
