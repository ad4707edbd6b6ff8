// The agent as it is installed: the folder copied to an empty place, with nothing of the project around it. It reads and
// books there, and its next version goes on, in another folder, where a death left off.
import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { chmodSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Sqlite from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packedEntry } from "../../connectors/bus/entry-payload.ts";
import { type BookRequest, pdfLink } from "../../core/booking-messages.ts";
import { entryFingerprint } from "../../core/invoices/sales-entry.ts";
import { protocolVersion, queuesOf, sessionOf } from "../../core/messages.ts";
import { buildAgent } from "../../scripts/build-agent.mjs";
import { entryOf, ledgerOf } from "../ledger.ts";
import { standinControl } from "../standin.ts";
import { closed, dataset, opened, place, ports, pulled, rooms, start, workersBus } from "./installation.ts";
import { eventually } from "./rooms.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
// why: under the machine's own folder for such things there is no node_modules anywhere above.
const elsewhere = mkdtempSync(join(tmpdir(), "tieout-elsewhere-"));
const first = join(elsewhere, "first");
const next = join(elsewhere, "next");
const programIn = (folder: string) => join(folder, "tieout-agent.mjs");
const logs = { log: { folder: place("agent-logs"), megabytes: 1, files: 2 } };

beforeAll(async () => {
  await buildAgent(root, first);
  cpSync(first, next, { recursive: true });
  await opened(() => start.agent(programIn(first), logs));
});
afterAll(async () => {
  await closed();
  rmSync(elsewhere, { recursive: true });
});

const command = (...args: string[]) =>
  spawnSync(process.execPath, [programIn(first), ...args], { cwd: "/", encoding: "utf8" });

describe("the folder", () => {
  it("holds the program, the one native module of this platform, and what its reader needs", () => {
    expect(readdirSync(first).sort()).toEqual([
      "MADE-FOR.txt",
      "README.md",
      "agent.example.json",
      "better_sqlite3.node",
      "tieout-agent.mjs",
      "tieout-agent.mjs.LEGAL.txt",
      "tieout-agent.mjs.map",
    ]);
  });

  it("reads Globe from a place where nothing of the project is", async () => {
    expect(existsSync(join(elsewhere, "node_modules"))).toBe(false);
    expect(await pulled("currency")).toMatchObject({ state: "complete" });
  });

  it("says what it can do, and ends with 2 where it is asked for something else", () => {
    expect(command("--help")).toMatchObject({ status: 0, stdout: expect.stringMatching(/run/) });
    expect(command("run", "--nonsense")).toMatchObject({ status: 2, stderr: expect.stringContaining("--nonsense") });
  });

  it("refuses a configuration that others may read, and a second agent on the same journal", () => {
    const config = place("agent.json");
    expect(command("run", "--config", config)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("agent_already_running"),
    });
    chmodSync(config, 0o644);
    expect(command("run", "--config", config)).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/Others than its user may read.*mode 644/),
    });
    chmodSync(config, 0o600);
  });
});

describe("an update, in the middle of a booking", () => {
  it("loses and doubles nothing: the new folder goes on with the old one's journal", async () => {
    const globe = `http://127.0.0.1:${ports.globe}`;
    const entry = entryOf("2026-7001");
    const request: BookRequest = {
      ...{ kind: "book", version: protocolVersion, requestId: randomUUID(), administration: "500", attempt: 1 },
      ...{ invoice: "2026-7001", fingerprint: entryFingerprint(entry), file: null, link: pdfLink.parse({}) },
      ...{ overrule: false, deadline: new Date(Date.now() + 60_000).toISOString() },
    };
    const bus = workersBus();
    const answers: string[] = [];
    const session = sessionOf.reply("update");
    bus.hold(queuesOf("demo").out, session, {
      concurrent: 1,
      take: async (taken) => void (taken.state === "sound" && answers.push(taken.message.kind)),
    });
    const atTheHeader = await standinControl(globe).pauseAfter(0, "FinancialHeader", "POST");
    await bus.send(queuesOf("demo").in, {
      ...{ message: request, payload: await packedEntry(entry), messageId: request.requestId },
      ...{ correlationId: request.requestId, session: sessionOf.administration("500"), replySession: session },
      timeToLive: 60_000,
    });
    await atTheHeader.reached();
    await rooms.agent?.kill();
    await atTheHeader.release();
    await start.agent(programIn(next), logs);
    await eventually(
      () => answers,
      (all) => all.includes("booked"),
      60,
    );
    const { entries } = await ledgerOf(globe);
    expect(entries.filter(({ header }) => String(header.YourReference).trim() === "2026-7001")).toHaveLength(1);
    expect(await pulled("costCenter")).toMatchObject({ state: "complete" });
    await bus.close();
  });
});

describe("its log", () => {
  it("tells what happened, and holds no name, address or key of anybody", () => {
    const text = readdirSync(place("agent-logs"))
      .map((file) => readFileSync(join(place("agent-logs"), file), "utf8"))
      .join("");
    expect(text).toContain("a read is answered");
    expect(text).toContain("a booking has ended");
    const personal = ["AccountName", "ContactFullName", "InvoiceAddress", "PostalAddressLine1", "EmailAddress"];
    const people = ["FullName", "LastName", "EmailWork"];
    const values = [
      ...valuesOf("Account", [...personal, "VATNumber", "InvoiceAddressPostCode"]),
      ...valuesOf("Resource", people),
    ];
    expect(values.length).toBeGreaterThan(200);
    for (const value of [...values, "SharedAccessKey"]) expect(text).not.toContain(value);
  });
});

// why: a number alone, as some postcodes are, also stands in times and ids.
const valuesOf = (entity: string, fields: readonly string[]): string[] =>
  (JSON.parse(readFileSync(join(dataset, "globe", `${entity}.json`), "utf8")) as Record<string, unknown>[])
    .flatMap((record) => fields.map((field) => String(record[field] ?? "").trim()))
    .filter((value) => value.length > 4 && /[g-z]/i.test(value));

describe("an older agent", () => {
  it("does not start on the journal of a newer one", async () => {
    await rooms.agent?.stop();
    const journal = new Sqlite(place("agent", "bookings.db"));
    journal.pragma("user_version = 9");
    journal.close();
    expect(command("run", "--config", place("agent.json"))).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/newer agent \(version 9; this one knows 1\)/),
    });
  });
});
