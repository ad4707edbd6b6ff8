import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { protocolVersion, type ReadPage } from "../core/messages.ts";
import type { RawRecord } from "../core/reconcile/references.ts";
import type { AgentLine, Answer, OnAnswer } from "./agent-line.ts";
import { agentReader } from "./agent-reader.ts";

type Sent = (requestId: string) => Answer;

const page = (number: number, records: RawRecord[], rest: Partial<ReadPage> & { payload?: Buffer } = {}): Sent => {
  const { payload = gzipSync(JSON.stringify(records)), ...changed } = rest;
  const sha256 = createHash("sha256").update(payload).digest("hex");
  return (requestId) => ({
    kind: "message",
    payload,
    message: {
      kind: "page",
      version: protocolVersion,
      requestId,
      page: number,
      last: false,
      records: records.length,
      sha256,
      ...changed,
    },
  });
};

/** A line on which the given answers come, in that order, whatever is asked. */
function lineOf(answers: readonly Sent[]): AgentLine & { ends: string[] } {
  const ends: string[] = [];
  return {
    ends,
    async ask({ requestId }, onAnswer: OnAnswer) {
      void (async () => {
        for (const answer of answers) await onAnswer(answer(requestId));
      })();
    },
    forget: () => void ends.push("forgotten"),
    cancel: () => void ends.push("cancelled"),
  };
}

async function read(answers: readonly Sent[], signal = new AbortController().signal): Promise<RawRecord[]> {
  const reader = agentReader(lineOf(answers), { agent: "demo", administration: "500", silence: 50, longest: 1_000 });
  const records: RawRecord[] = [];
  for await (const found of reader.read({ entity: "Account", fields: ["ID"] }, signal)) records.push(...found);
  return records;
}

const three = [page(0, [{ ID: 1 }, { ID: 2 }]), page(1, [{ ID: 3 }]), page(2, [{ ID: 4 }], { last: true })];
const [first, second, third] = three as [Sent, Sent, Sent];
const whole = [{ ID: 1 }, { ID: 2 }, { ID: 3 }, { ID: 4 }];

describe("a read over the bus", () => {
  it("ends when every page came, in the order of their numbers, however often and in whatever order they arrive", async () => {
    const arrival = fc
      .array(fc.constantFrom(...three), { maxLength: 5 })
      .chain((again) => fc.shuffledSubarray([...three, ...again], { minLength: 3 + again.length }));
    await fc.assert(
      fc.asyncProperty(arrival, async (answers) => {
        expect(await read(answers)).toEqual(whole);
      }),
      { numRuns: 30 },
    );
  });

  it("of nothing is one empty last page", async () => {
    expect(await read([page(0, [], { last: true })])).toEqual([]);
  });

  it("that is whole, or that the agent gave up, is forgotten; one that nobody waits for any more is cancelled", async () => {
    const failure: Sent = (requestId) => ({
      kind: "message",
      payload: Buffer.alloc(0),
      message: { kind: "failure", version: 1, requestId, code: "x", message: "Globe is down" },
    });
    const endsOf = async (answers: readonly Sent[]) => {
      const line = lineOf(answers);
      const reader = agentReader(line, { agent: "demo", administration: "500", silence: 20 });
      const reading = async () => {
        for await (const _ of reader.read({ entity: "Account", fields: ["ID"] }, new AbortController().signal));
      };
      await reading().catch(() => undefined);
      return line.ends;
    };
    expect(await endsOf(three)).toEqual(["forgotten"]);
    expect(await endsOf([first, failure])).toEqual(["forgotten"]);
    expect(await endsOf([first])).toEqual(["cancelled"]);
  });

  it.each<[string, readonly Sent[], RegExp]>([
    ["a page is missing", [first, third], /page 1 is missing/],
    ["nothing comes", [], /no answer for 0 seconds/],
    ["the last page never comes", [first, second], /no answer/],
    [
      "a page was corrupted on its way",
      [first, page(1, [{ ID: 3 }], { sha256: "0".repeat(64) }), third],
      /page 1 is not what was sent/,
    ],
    ["a page is no gzip", [page(0, [], { payload: Buffer.from("text"), last: true })], /cannot be unpacked/],
    [
      "a page holds no records",
      [page(0, [], { payload: gzipSync('{"a":1}'), last: true })],
      /something other than records/,
    ],
    [
      "the count is not that of the records",
      [page(0, [{ ID: 1 }], { records: 2, last: true })],
      /holds 1 records where 2/,
    ],
    [
      "a page comes twice with another content",
      [first, page(0, [{ ID: 9 }]), second, third],
      /page 0 came twice, and not the same/,
    ],
    ["a page lies beyond the last", [page(4, [{ ID: 9 }]), third, first, second], /after the last/],
    ["there are two last pages", [page(1, [], { last: true }), third, first, second], /after the last/],
    [
      "the agent says that it failed",
      [
        first,
        (requestId) => ({
          kind: "message",
          payload: Buffer.alloc(0),
          message: { kind: "failure", version: 1, requestId, code: "x", message: "Globe is down" },
        }),
      ],
      /Globe is down/,
    ],
    ["the agent speaks a later protocol", [() => ({ kind: "too_new", version: 9 })], /protocol version 9/],
  ])("does not end well when %s", async (_, answers, reason) => {
    await expect(read(answers)).rejects.toThrow(reason);
  });

  it("stops when it is told to", async () => {
    const stop = new AbortController();
    const reading = read([first], stop.signal);
    stop.abort();
    await expect(reading).rejects.toThrow(/abort/i);
  });

  it("that takes too long ends at its deadline although answers keep coming", async () => {
    const endless: AgentLine = {
      async ask({ requestId }, onAnswer) {
        let number = 0;
        const timer = setInterval(() => void onAnswer(page(number++, [{ ID: number }])(requestId)), 10);
        setTimeout(() => clearInterval(timer), 1_000);
      },
      forget: () => undefined,
      cancel: () => undefined,
    };
    const reader = agentReader(endless, { agent: "demo", administration: "500", silence: 100, longest: 150 });
    const reading = async () => {
      for await (const _ of reader.read({ entity: "Account", fields: ["ID"] }, new AbortController().signal));
    };
    await expect(reading()).rejects.toMatchObject({ code: "deadline_passed" });
  });
});
