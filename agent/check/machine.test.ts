import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { clock, configPrivate, dataFolder, diskSpace, sharedWith } from "./machine.ts";

const folder = mkdtempSync(join(tmpdir(), "tieout-machine-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("on Windows a configuration", () => {
  const own = "O:BAG:SYD:PAI(A;;FA;;;SY)(A;;FA;;;BA)(A;;FR;;;LS)";

  it("of the system, its administrators and the service's user alone is private", () => {
    expect(sharedWith(own)).toEqual([]);
    expect(configPrivate("agent.json", "win32", () => own).outcome).toBe("ok");
  });

  it.each([
    ["Everyone", "(A;;FR;;;WD)"],
    ["Users", "(A;ID;0x1200a9;;;BU)"],
    ["Authenticated Users", "(A;;0x1301bf;;;S-1-5-11)"],
  ])("that %s may read is not", (who, rule) => {
    expect(sharedWith(own + rule)).toEqual([who]);
    expect(configPrivate("agent.json", "win32", () => own + rule)).toMatchObject({
      outcome: "not_ok",
      values: { who },
    });
  });

  it("is private where they are denied, and not known where nobody tells", () => {
    expect(sharedWith(`${own}(D;;FR;;;WD)`)).toEqual([]);
    const silent = () => {
      throw new Error("no powershell");
    };
    expect(configPrivate("agent.json", "win32", silent).outcome).toBe("unknown");
  });
});

describe("the machine", () => {
  it("has a data folder that can be written, or the reason why not", () => {
    expect(dataFolder(join(folder, "data")).outcome).toBe("ok");
    writeFileSync(join(folder, "file"), "");
    expect(dataFolder(join(folder, "file"))).toMatchObject({ outcome: "not_ok", text: "not_writable" });
  });

  it("has room, or not enough, or nobody knows", () => {
    expect(diskSpace(folder, 0).outcome).toBe("ok");
    expect(diskSpace(folder, Number.MAX_SAFE_INTEGER)).toMatchObject({ outcome: "not_ok", text: "space_low" });
    expect(diskSpace(join(folder, "nowhere")).outcome).toBe("unknown");
  });

  it.each([
    [0, "ok"],
    [60, "ok"],
    [-60, "ok"],
    [61, "not_ok"],
    [-7_200, "not_ok"],
  ])("has a clock that is %d s from the bus's: %s", (seconds, outcome) => {
    const bus = new Date("2026-11-24T08:00:00Z");
    expect(clock(bus, new Date(bus.getTime() + seconds * 1_000)).outcome).toBe(outcome);
  });
});
