// The messages that the agent's tests recorded, read by the worker's end: what one writes, the other understands.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { decoded } from "../connectors/bus/envelope.ts";
import { type ExportVerdict, exportInvoice } from "../core/flows/export-invoice.ts";
import type { RawRecord } from "../core/reconcile/references.ts";
import type { AgentLine } from "./agent-line.ts";
import { agentReader } from "./agent-reader.ts";

function recorded(name: string) {
  const text = readFileSync(new URL(`../tests/recorded/${name}.json`, import.meta.url), "utf8");
  const { applicationProperties, body } = JSON.parse(text);
  const read = decoded(applicationProperties, Buffer.from(body, "base64"));
  if (read.state !== "sound") throw new Error(`${name} is ${read.state}`);
  return read;
}

async function read(...names: string[]): Promise<RawRecord[]> {
  const line: AgentLine = {
    async ask(_, onAnswer) {
      void (async () => {
        for (const { message, payload } of names.map(recorded))
          if (message.kind === "page" || message.kind === "failure" || message.kind === "reading")
            await onAnswer({ kind: "message", message, payload });
      })();
    },
    forget: () => undefined,
    cancel: () => undefined,
  };
  const reader = agentReader(line, { agent: "demo", administration: "500", silence: 50 });
  const records: RawRecord[] = [];
  const query = { entity: "CostCenter", fields: ["Code"] };
  for await (const page of reader.read(query, new AbortController().signal)) records.push(...page);
  return records;
}

describe("what an agent said", () => {
  it("in one page is read as its records, padding and all", async () => {
    expect(await read("reading", "page.only")).toEqual([
      { Code: "ADV     ", Description: "Advies", CompanyCode: "500" },
      { Code: "CONDIM  ", Description: "Condiments", CompanyCode: "500" },
    ]);
  });

  it("of an empty set is read as nothing, and that is the end", async () => {
    expect(await read("reading", "page.empty")).toEqual([]);
  });

  it("of Globe being away reaches the person in its own words", async () => {
    await expect(read("reading", "failure.globe-unreachable")).rejects.toThrow(
      /could not read CostCenter.*connection refused/,
    );
  });

  it("about being busy is no answer", async () => {
    await expect(read("reading", "reading")).rejects.toMatchObject({ code: "agent_silent" });
  });

  it("of itself is read as its presence", () => {
    expect(recorded("heartbeat").message).toMatchObject({ kind: "heartbeat", agent: "demo", administrations: ["500"] });
  });
});

describe("what an agent answered about a booking", () => {
  /** What becomes of an approved invoice that is answered so, from the first word on. */
  async function outcome(name: string): Promise<ExportVerdict> {
    const { message } = recorded(name);
    if (message.kind !== "booked" && message.kind !== "refused" && message.kind !== "unknown")
      throw new Error(`${name} is no answer about a booking`);
    let clock = Date.now();
    let verdict: ExportVerdict | undefined;
    const ports = {
      store: {
        begin: async () => undefined,
        answered: async () => undefined,
        settle: async (settled: ExportVerdict) => {
          verdict = settled;
        },
      },
      agent: {
        send: async () => undefined,
        next: async (wait: number) => {
          clock += wait;
          return message;
        },
      },
      newId: () => "r1",
      now: () => clock,
    };
    await exportInvoice(ports, { state: "approved", last: null }, new AbortController().signal);
    if (!verdict) throw new Error("there is a verdict");
    return verdict;
  }

  it.each([
    ["booked.with-pdf", "booked"],
    ["booked.mismatch", "mismatch"],
    ["booked.already", "already_booked"],
    ["refused.period-closed", "refused"],
    ["unknown.header", "no_answer"],
  ])("as %s ends as %s", async (name, state) => {
    const verdict = await outcome(name);
    expect(verdict.state).toBe(state);
    if (state === "booked" || state === "already_booked") expect(verdict.entryNumber).toMatch(/^\d+$/);
    if (state === "refused") expect(verdict.detail.reason).toContain("closed");
  });
});
