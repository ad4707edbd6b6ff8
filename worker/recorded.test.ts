// The messages that the agent's tests recorded, read by the worker's end: what one writes, the other understands.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { decoded } from "../connectors/bus/envelope.ts";
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
