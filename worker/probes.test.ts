import { beforeEach, describe, expect, it } from "vitest";
import { line } from "../core/agent-check/line.ts";
import { checkReadiness } from "../core/flows/check-readiness.ts";
import type { ReadFailure } from "../core/messages.ts";
import { type ProbeRequest, probeVersion } from "../core/probe-messages.ts";
import { agentProbe, requestProbe } from "../prisma/agent-probes.ts";
import { noteHeartbeat } from "../prisma/presence.ts";
import { readinessSource } from "../prisma/readiness.ts";
import { type TestDatabase, testDatabase } from "../prisma/test-database.ts";
import type { HeldLine, ProbeAnswer } from "./agent-line.ts";
import { probes } from "./probes.ts";

const silent = { info: () => undefined, warn: () => undefined };
const start = Date.parse("2026-11-24T08:00:00.000Z");
const hour = 3_600_000;

let test: TestDatabase;
let asked: ProbeRequest[];
let answers: (request: ProbeRequest) => ProbeAnswer | null;

const inOrder = ({ requestId, administration }: ProbeRequest): ProbeAnswer => ({
  ...{ kind: "probed", version: probeVersion, requestId, administration, agentVersion: "0.1.0" },
  lines: [line("globe_creates", "ok", "may"), line("globe_imports", "not_ok", "may_not", { functions: "X" })],
});

/** What an agent of before says to a message of a later protocol. */
const tooOld = ({ requestId }: ProbeRequest): ReadFailure => ({
  ...{ kind: "failure", version: 1, requestId, code: "protocol_too_new", message: "too new" },
  values: { version: probeVersion, known: 1 },
});

beforeEach(async () => {
  test = await testDatabase();
  asked = [];
  answers = inOrder;
});

function heard(bootId: string, now: number): void {
  noteHeartbeat(
    test.db,
    {
      ...{ version: 1, kind: "heartbeat", agent: test.administration.settings.agent, agentVersion: "0.1.0", bootId },
      ...{ inHand: 0, at: new Date(now).toISOString(), administrations: [test.administration.code] },
    },
    new Date(now).toISOString(),
  );
}

async function look(now: number): Promise<void> {
  const lineTo = () =>
    ({
      probe: async (request: ProbeRequest) => {
        asked.push(request);
        return answers(request);
      },
    }) as unknown as HeldLine;
  const writes = { write: (work: () => void) => work(), catchUp: () => undefined };
  const one = probes({ db: test.db, writes, lineTo, log: silent });
  one.look([test.administration], now);
  await new Promise((done) => setImmediate(done));
  await one.close();
}

const finding = (code: string) =>
  checkReadiness(readinessSource(test.db, test.administration, { version: "0.1.0" })).findings.find(
    (one) => one.code === code,
  );

describe("an agent's own check", () => {
  it("is not asked of an agent that is not there", async () => {
    await look(start);
    expect(asked).toEqual([]);
  });

  it("is asked once a day and at each new start, with what Tieout books in", async () => {
    heard("a", start);
    await look(start);
    await look(start + 60_000);
    expect(asked).toMatchObject([{ administration: test.administration.code, version: probeVersion }]);
    heard("b", start + 120_000);
    await look(start + 120_000);
    expect(asked).toHaveLength(2);
    heard("b", start + 25 * hour);
    await look(start + 25 * hour);
    expect(asked).toHaveLength(3);
  });

  it("is what the go-live check judges the rights by, with the day", async () => {
    expect(finding("globe_user_books")).toMatchObject({ outcome: "unknown", missing: ["rights"] });
    heard("a", start);
    await look(start);
    expect(finding("globe_user_books")).toMatchObject({ outcome: "blocking", values: { at: "2026-11-24" } });
  });

  it("is asked again at a person's word, also of an agent that is away", async () => {
    const { people, administration, db } = test;
    heard("a", start);
    await look(start);
    requestProbe(db, people.preparer, administration.id, administration.settings.agent);
    await look(Date.now() + 1_000);
    expect(asked).toHaveLength(2);
    await look(Date.now() + 2_000);
    expect(asked).toHaveLength(2);
  });

  it("that an agent is too old for is told as that, its last answer kept, and asked again an hour later", async () => {
    heard("a", start);
    await look(start);
    answers = tooOld;
    heard("b", start + hour);
    await look(start + hour);
    expect(agentProbe(test.db, test.administration.id)).toMatchObject({
      error: { code: "protocol_too_new" },
      answer: { at: "2026-11-24T08:00:00.000Z" },
    });
    expect(finding("agent_check")).toMatchObject({ outcome: "unknown", missing: ["agent_too_old"] });
    answers = () => null;
    heard("b", start + 2.5 * hour);
    await look(start + 2.5 * hour);
    expect(agentProbe(test.db, test.administration.id)?.error?.code).toBe("agent_silent");
  });
});
