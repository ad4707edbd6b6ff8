// Pulls in a whole installation, every room a process of its own, and every one of them stopped or killed in the middle.
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { entityNames } from "../../core/entities/index.ts";
import packageFile from "../../package.json" with { type: "json" };
import { presenceOf } from "../../prisma/presence.ts";
import { requestOf, requestPull } from "../../prisma/requests.ts";
import { lastRun, runOf, runs } from "../../prisma/runs.ts";
import truth from "../truth/northwind.json" with { type: "json" };
import {
  administrationId,
  begun,
  closed,
  db,
  ended,
  expectHealed,
  expectNothingProven,
  goOn,
  inTheMiddle,
  opened,
  place,
  ports,
  pulled,
  rooms,
  standin,
  start,
  state,
  whole,
} from "./installation.ts";
import { eventually, type Room } from "./rooms.ts";

beforeAll(() => opened());
afterAll(closed);

const worker = () => rooms.worker as Room;
const agent = () => rooms.agent as Room;

describe("worker and agent", () => {
  it("pull every entity once they are up, whatever the hour, and find what is known to be true", async () => {
    const all = () => entityNames.map((entity) => lastRun(db, administrationId, entity)?.state);
    await eventually(all, (found) => found.every((one) => one === "complete"), 90);
    for (const entity of entityNames) expect(state(entity).counts, entity).toMatchObject(truth.counts[entity]);
    expect(runs(db, { administrationId }).map(({ trigger }) => trigger)).toEqual(entityNames.map(() => "first"));
  }, 100_000);

  it("show the agent's presence, with its version", async () => {
    const presence = await eventually(
      () => presenceOf(db, "demo"),
      ({ online }) => online,
    );
    expect(presence).toMatchObject({
      version: packageFile.version,
      administrations: ["500", "610"],
    });
  });

  it("begin what a person asks for, whatever the hour, and say by which run it was done", async () => {
    const [request = 0] = requestPull(db, null, { administrationId, entities: ["currency"] });
    const done = await eventually(
      () => requestOf(db, request),
      (found) => found?.state === "done",
    );
    expect(runOf(db, done?.runId ?? 0)).toMatchObject({ entity: "currency", trigger: "person", state: "complete" });
  });

  it("never double a run that is going: what is asked meanwhile is done after it", async () => {
    const first = await inTheMiddle();
    const [request = 0] = requestPull(db, null, { administrationId, entities: ["customer"] });
    await eventually(
      () => requestOf(db, request),
      (found) => found?.state === "taken",
    );
    expect(runs(db, { administrationId, state: "running" }).map(({ id }) => id)).toEqual([first.id]);
    await goOn();
    const done = await eventually(
      () => requestOf(db, request),
      (found) => found?.state === "done",
    );
    expect(runOf(db, first.id)?.state).toBe("complete");
    expect(done?.runId).toBeGreaterThan(first.id);
    expect(runOf(db, done?.runId ?? 0)?.state).toBe("complete");
  });

  it("open no port: the agent listens on nothing", () => {
    expect(listeningPorts(worker().pid)).toEqual([]);
    expect(listeningPorts(agent().pid)).toEqual([]);
    // The same look at a room that does listen shows that looking works.
    expect(listeningPorts(rooms.globe?.pid ?? 0)).toEqual([ports.globe]);
  });
});

describe("in the middle of a pull", () => {
  it("Globe stops: the run is red and says why, nothing is called missing, and the next good run heals it", async () => {
    const run = await inTheMiddle();
    await rooms.globe?.kill();
    expectNothingProven(await ended(run), /agent demo could not read Account from Globe: .*Globe/);
    await start.standin("globe");
    await expectHealed();
  });

  it("Milestones stops: the run is red and says why, and the next good run heals it", async () => {
    const { id } = await standin("milestones", "POST", "pauses", { entity: "Customer" });
    const run = await begun("customer", true);
    await standin("milestones", "GET", `pauses/${id}`);
    await rooms.milestones?.kill();
    expectNothingProven(await ended(run), /Milestones/);
    await start.standin("milestones");
    await expectHealed();
  });

  it("Globe says that it has nothing: an empty side is a fault", async () => {
    await standin("globe", "POST", "faults", { kind: "empty", entity: "Account" });
    expectNothingProven(await pulled("customer", true), /Globe returned no records of customer/);
    await standin("globe", "DELETE", "faults");
    await expectHealed();
  });

  it("Globe forgets to say that more pages follow: a part is not the whole", async () => {
    await standin("globe", "POST", "faults", { kind: "no_next", entity: "Account", afterPages: 2, times: 1 });
    const run = await pulled("customer", true);
    await standin("globe", "DELETE", "faults");
    if (run?.state === "complete") expect(state("customer").counts).toEqual(whole);
    else expectNothingProven(run, /Globe/);
    await expectHealed();
  });

  it("the agent is killed: as soon as it is back, the run is red and says why; the next good run heals it", async () => {
    const run = await inTheMiddle();
    await agent().kill();
    await goOn();
    await start.agent();
    expectNothingProven(await ended(run), /agent demo was restarted while it read Account/);
    await expectHealed();
  });

  it("the agent is told to stop: it says so before it goes", async () => {
    const run = await inTheMiddle();
    expect(await agent().stop()).toBe(0);
    expectNothingProven(await ended(run), /agent was stopped/);
    await goOn();
    await start.agent();
    await expectHealed();
  });

  it("the bus is killed and comes back: both ends find it again, and the pull goes through", async () => {
    const run = await inTheMiddle();
    await rooms.bus?.kill();
    await start.bus();
    await goOn();
    const end = await ended(run, 60);
    if (end?.state !== "complete") expectNothingProven(end, /./);
    await expectHealed();
    expect(end?.state).toBe("complete");
  });

  it("the worker is told to stop: the run is closed as incomplete at once, and made up for at the next start", async () => {
    const run = await inTheMiddle();
    const told = Date.now();
    expect(await worker().stop()).toBe(0);
    expect(Date.now() - told).toBeLessThan(15_000);
    expectNothingProven(runOf(db, run.id), /stopped before it was complete/);
    // Globe still does not answer; the agent was told that nobody waits for it any more.
    await eventually(
      () => readFileSync(place("agent.log"), "utf8"),
      (log) => log.includes("nobody waits for it"),
    );
    await goOn();
    await start.worker();
    const next = await eventually(
      () => lastRun(db, administrationId, "customer"),
      (found) => (found?.id ?? 0) > run.id && found?.state === "complete",
    );
    expect(next?.trigger).toBe("schedule");
    expect(state("customer")).toMatchObject({ comparable: true, counts: whole });
  });

  it("the worker is killed: its run is closed by the next start, and made up for", async () => {
    const run = await inTheMiddle();
    await worker().kill();
    await start.worker();
    // The new worker's request waits its turn behind the read that nobody waits for; the agent says so meanwhile.
    const waiting = await eventually(
      () => lastRun(db, administrationId, "customer"),
      (found) => (found?.id ?? 0) > run.id,
    );
    await goOn();
    expect(waiting?.state).toBe("running");
    expect(runOf(db, run.id)).toMatchObject({ state: "failed", error: { code: "run_abandoned" } });
    await eventually(
      () => lastRun(db, administrationId, "customer"),
      (found) => (found?.id ?? 0) > run.id && found?.state === "complete",
    );
    expect(state("customer")).toMatchObject({ comparable: true, counts: whole });
  });
});

describe("while the bus is away", () => {
  it("agent and worker stop in time, start again, and find it when it comes back", async () => {
    await rooms.bus?.kill();
    const told = Date.now();
    expect(await Promise.all([agent().stop(), worker().stop()])).toEqual([0, 0]);
    expect(Date.now() - told).toBeLessThan(15_000);
    await Promise.all([start.agent(), start.worker()]);
    const before = presenceOf(db, "demo").lastSeen;
    await start.bus();
    await eventually(
      () => presenceOf(db, "demo").lastSeen,
      (seen) => seen !== before,
    );
    await expectHealed();
  });

  it("what a person asks for ends with a reason", async () => {
    await rooms.bus?.kill();
    const run = await begun("customer");
    expectNothingProven(await ended(run, 90), /bus cannot be reached|gave no answer/);
    await start.bus();
    await expectHealed();
  }, 120_000);
});

/** Ports on which a process listens, as the system's own table has them. */
function listeningPorts(pid: number): number[] {
  const sockets = new Set(
    readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        const [, inode] = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`)) ?? [];
        return inode ? [inode] : [];
      } catch {
        return []; // Closed while we looked.
      }
    }),
  );
  const listen = "0A";
  return ["tcp", "tcp6"].flatMap((family) =>
    readFileSync(`/proc/${pid}/net/${family}`, "utf8")
      .split("\n")
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , , state, , , , , , inode]) => state === listen && inode !== undefined && sockets.has(inode))
      .map(([, local = ""]) => Number.parseInt(local.split(":")[1] ?? "", 16)),
  );
}
