// The agent's own check against the real broker, a proxy and Globe's stand-in: each precondition is told as it is, and
// nothing is created, sent or taken to find it out.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { checked } from "../../agent/check/check.ts";
import type { Wanted } from "../../agent/check/globe.ts";
import type { AgentConfig } from "../../agent/config.ts";
import { lineInWords } from "../../core/agent-check/texts.ts";
import { queuesOf } from "../../core/messages.ts";
import { type Broker, startBroker } from "../../standins/bus/broker.ts";
import { globeStandin } from "../../standins/globe/server.ts";
import { globeConfig, globeFetch, globeHeaders } from "../globe-account.ts";
import { ledgerOf } from "../ledger.ts";
import { type StandinControl, standinControl } from "../standin.ts";
import { type HttpProxy, startProxy } from "./proxy.ts";

const queues = queuesOf("demo");
const rule = (KeyName: string, ...Rights: string[]) => ({ KeyName, PrimaryKey: `${KeyName}-key`, Rights });
const bus = {
  UserConfig: {
    Namespaces: [
      {
        Name: "tieout",
        AuthorizationRules: [rule("wide", "Send", "Listen")],
        Queues: [
          { Name: queues.in, Properties: { RequiresSession: true }, AuthorizationRules: [rule("agent", "Listen")] },
          { Name: queues.out, Properties: { RequiresSession: true }, AuthorizationRules: [rule("agent", "Send")] },
        ],
      },
    ],
  },
};
const password = "p@ss:word";
const folder = mkdtempSync(join(tmpdir(), "tieout-check-"));
let broker: Broker;
let proxy: HttpProxy;
let globe: Awaited<ReturnType<typeof globeStandin>>;
let control: StandinControl;

beforeAll(async () => {
  broker = await startBroker({ config: bus, data: folder });
  proxy = await startProxy({ to: broker.tlsPort, password });
  globe = await globeStandin({ dataset: [new URL("../../demo/northwind", import.meta.url).pathname] });
  control = standinControl(globe.url);
});
afterEach(() => control.clearFaults());
afterAll(async () => {
  await proxy.close();
  await broker.close();
  await globe.stop();
  rmSync(folder, { recursive: true });
});

const key = (name: string, secret = `${name}-key`) =>
  `Endpoint=sb://localhost/;SharedAccessKeyName=${name};SharedAccessKey=${secret}`;

type More = Omit<Partial<AgentConfig>, "bus" | "globe"> & {
  bus?: Partial<AgentConfig["bus"]>;
  globe?: Partial<AgentConfig["globe"]>;
};

const configOf = (more: More = {}): AgentConfig => ({
  agent: "demo",
  administrations: [{ code: "500", databaseName: "500" }],
  data: join(folder, "data"),
  ...more,
  bus: {
    connectionString: key("agent"),
    endpoint: `sb://localhost:${broker.tlsPort}`,
    certificate: broker.certificate,
    ...more.bus,
  },
  globe: {
    ...globeConfig(globe.url),
    lookUpSeconds: 1,
    rights: { create: ["FinSalesEntry"], import: ["XMLImportSalesEntry"] },
    ...more.globe,
  },
});

const wanted: Wanted = { code: "500", salesJournal: "70", debtorAccount: "1300" };

/** What the check says, by its name: outcome, and the sentence that was seen. */
async function found(more: More = {}, over: Partial<Wanted> = {}) {
  const file = join(folder, "agent.json");
  const lines = await checked({ file, config: configOf(more) }, [{ ...wanted, ...over }], new AbortController().signal);
  return Object.fromEntries(
    lines.map((one) => [one.check, [one.outcome, one.text, lineInWords(one, "en").seen]] as const),
  );
}

describe("where everything is as it should be", () => {
  it("each precondition is in order, and Globe and the bus hold what they held before", async () => {
    const before = JSON.stringify(await ledgerOf(globe.url));
    const all = await found();
    expect(Object.values(all).map(([outcome]) => outcome)).toEqual(Object.keys(all).map(() => "ok"));
    expect(Object.keys(all)).toHaveLength(14);
    expect(all.globe_reads?.[2]).toMatch(/Account.*Resource|Resource.*Account/);
    expect(all.sales_journal?.[2]).toBe("Journal 70, Verkoopboek");
    expect(JSON.stringify(await ledgerOf(globe.url))).toBe(before);
  });

  it("so it is through an HTTP proxy, and the line names the proxy without its password", async () => {
    const through = `http://tieout:${encodeURIComponent(password)}@127.0.0.1:${proxy.port}`;
    const { bus_reached, bus_key, clock } = await found({ bus: { endpoint: "sb://localhost:1", proxy: through } });
    expect(bus_reached).toEqual([
      "ok",
      "reached_by_proxy",
      `localhost:1 answers, through the proxy 127.0.0.1:${proxy.port}`,
    ]);
    expect(bus_key?.[0]).toBe("ok");
    expect(clock?.[0]).toBe("ok");
    expect(proxy.asked).toContain("localhost:1");
  });
});

describe("on the way to the bus", () => {
  it("nobody there is told, and what cannot be known then is not guessed", async () => {
    const { bus_reached, bus_key, clock, globe_reads } = await found({ bus: { endpoint: "sb://localhost:1" } });
    expect(bus_reached?.slice(0, 2)).toEqual(["not_ok", "not_reached"]);
    expect([bus_key?.[0], clock?.[0], globe_reads?.[0]]).toEqual(["unknown", "unknown", "ok"]);
  });

  it("a proxy that does not let through is told as such, without its password", async () => {
    const wrong = `http://tieout:wrong@127.0.0.1:${proxy.port}`;
    const { bus_reached } = await found({ bus: { endpoint: "sb://localhost:1", proxy: wrong } });
    expect(bus_reached?.slice(0, 2)).toEqual(["not_ok", "not_reached_by_proxy"]);
    expect(bus_reached?.[2]).not.toContain("wrong");
  });

  it.each([
    ["a wrong key", key("agent", "another"), "key_refused"],
    ["a key of nobody", key("nobody"), "key_refused"],
    ["a key that opens the whole bus", key("wide"), "key_too_wide"],
    ["a connection string that is none", "nonsense", "key_refused"],
  ])("%s is told", async (_, connectionString, text) => {
    const { bus_key } = await found({ bus: { connectionString } });
    expect(bus_key?.slice(0, 2)).toEqual(["not_ok", text]);
    expect(bus_key?.[2]).not.toContain("SharedAccessKey");
  });

  it("an agent by a name that the bus does not know is told", async () => {
    const { bus_key } = await found({ agent: "other" });
    expect(bus_key?.[1]).toBe("key_refused");
    expect(bus_key?.[2]).toMatch(/agent-other-in/);
  });
});

describe("of Globe", () => {
  const notAsked = ["unknown", "globe_not_asked"];

  it("that is not there, nothing further is claimed", async () => {
    const all = await found({ globe: { url: "http://127.0.0.1:1" } });
    expect(all.globe_reached?.slice(0, 2)).toEqual(["not_ok", "does_not_answer"]);
    for (const check of ["globe_sign_in", "globe_database", "globe_reads", "globe_creates", "sales_journal"])
      expect(all[check]?.slice(0, 2)).toEqual(notAsked);
    expect(all.bus_key?.[0]).toBe("ok");
  });

  it("that lets nobody in, it is the sign-in", async () => {
    await control.fault({ kind: "status", status: 401 });
    const all = await found();
    expect([all.globe_reached?.[0], all.globe_sign_in?.[1], all.globe_reads?.[1]]).toEqual([
      "ok",
      "not_let_in",
      "globe_not_asked",
    ]);
  });

  it("that does not know the account's password, it is the sign-in, and it is asked once", async () => {
    const { done } = await control.fault({ kind: "count" });
    const all = await found({ globe: { password: "yesterday" } });
    expect(all.globe_sign_in?.slice(0, 2)).toEqual(["not_ok", "not_let_in"]);
    expect(await done()).toBe(2);
  });

  it("that does not know the database, it is the database", async () => {
    const all = await found({ administrations: [{ code: "500", databaseName: "999" }] });
    expect([all.globe_sign_in?.[0], all.globe_database?.[1]]).toEqual(["ok", "database_refused"]);
    expect(all.globe_database?.[2]).toContain("999");
  });

  it("that does not let an entity or a property be read, it is that one, in Globe's words", async () => {
    await control.fault({ kind: "status", status: 403, entity: "Item", message: "No rights to items." });
    const entity = await found();
    expect(entity.globe_reads).toEqual(["not_ok", "may_not_read", "Item: No rights to items."]);
    await control.clearFaults();
    await control.fault({ kind: "no_rights", entity: "Account", property: "VATNumber" });
    const property = await found();
    expect(property.globe_reads?.[2]).toMatch(/^Account: .*VATNumber/);
  });

  it.each([
    ["FinSalesEntry", "globe_creates"],
    ["XMLImportSalesEntry", "globe_imports"],
  ])("that withholds %s, the right is told as missing, and Globe really refuses", async (functionId, check) => {
    await control.change("UserRights", functionId, { Access: false });
    expect((await found())[check]?.slice(0, 2)).toEqual(["not_ok", "may_not"]);
    const posted = { method: "POST", headers: globeHeaders(), body: JSON.stringify({ GLAccount: "8000" }) };
    const answer = await globeFetch(`${globe.url}/services/Exact.Entity.REST.EG/FinancialHeader`, posted);
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining("insufficient rights")]);
    await control.change("UserRights", functionId, { Access: true });
    expect((await found())[check]?.[0]).toBe("ok");
  });

  it("whose names of the rights nobody gave, or gave wrongly, the right is not known", async () => {
    const { rights: _, ...unnamed } = configOf().globe;
    const left = await checked(
      { file: "agent.json", config: { ...configOf(), globe: unnamed } },
      [wanted],
      new AbortController().signal,
    );
    expect(left.find(({ check }) => check === "globe_creates")).toMatchObject({
      outcome: "unknown",
      text: "right_not_named",
    });
    const wrong = await found({ globe: { rights: { create: ["Nonsense"], import: ["XMLImportSalesEntry"] } } });
    expect(wrong.globe_creates?.slice(0, 2)).toEqual(["unknown", "right_unknown"]);
  });

  it.each([
    ["a journal that it does not have", { salesJournal: "99" }, "sales_journal", "journal_missing"],
    ["a purchase journal", { salesJournal: "60" }, "sales_journal", "journal_not_sales"],
    ["an account that it does not have", { debtorAccount: "9999999" }, "debtor_account", "account_missing"],
    ["an account for revenue", { debtorAccount: "8000" }, "debtor_account", "account_not_debtors"],
  ])("%s is told", async (_, over, check, text) => {
    expect((await found({}, over))[check]?.slice(0, 2)).toEqual(["not_ok", text]);
  });

  it("what nobody gave is not known", async () => {
    const all = await found({}, { salesJournal: null, debtorAccount: null });
    expect([all.sales_journal?.[0], all.debtor_account?.[0]]).toEqual(["unknown", "unknown"]);
  });
});

describe("the clock and the key on disk", () => {
  it("the key is in no line, whatever goes wrong", async () => {
    const lines = JSON.stringify([await found(), await found({ bus: { connectionString: key("agent", "another") } })]);
    expect(lines).not.toMatch(/agent-key|another/);
    expect(readFileSync(broker.certificate, "utf8")).toContain("CERTIFICATE");
  });
});
