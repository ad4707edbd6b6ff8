// The service as text, and what an installation asks of the machine, in order. Where systemd is, it judges the unit.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { type BookRequest, pdfLink } from "../../core/booking-messages.ts";
import { bookingJournal } from "../journal.ts";
import { install, uninstall } from "./command.ts";
import type { Machine, Service } from "./service.ts";
import { systemdUnit } from "./systemd.ts";
import { winswXml } from "./windows.ts";

const folder = mkdtempSync(join(tmpdir(), "tieout-install-"));
afterAll(() => rmSync(folder, { recursive: true }));
const config = join(folder, "agent.json");
const program = "/opt/tieout agent/tieout-agent.mjs";

beforeEach(() => {
  const example = readFileSync(new URL("../agent.example.json", import.meta.url), "utf8");
  writeFileSync(config, example, { mode: 0o600 });
});

/** A machine that notes what is asked of it; `lacking`: programs and files that fail or are not there. */
function noted(lacking: readonly string[] = []) {
  const asked: string[] = [];
  const files = new Map<string, string>();
  const machine: Machine = {
    has: (path) => files.has(path) || (path.endsWith(".exe") && !lacking.includes(path)),
    write(path, text, mode) {
      files.set(path, text);
      asked.push(`write ${path} ${mode.toString(8)}`);
    },
    remove(path) {
      files.delete(path);
      asked.push(`remove ${path}`);
    },
    run(command, ...args) {
      asked.push([command, ...args].join(" "));
      return { status: lacking.includes(command) ? 1 : 0, stderr: lacking.includes(command) ? "no such thing" : "" };
    },
  };
  return { machine, asked, files };
}

const options = { config, name: "tieout-agent", user: "tieout-agent" };
const unit = "/etc/systemd/system/tieout-agent.service";
const service: Service = {
  ...{ name: "tieout-agent", node: process.execPath, program: "/opt/tieout/tieout-agent.mjs", user: "root" },
  ...{ config: "/opt/tieout/100% agent.json", writes: ["/var/lib/tieout data", "/var/log/tieout"] },
};

describe("the systemd unit", () => {
  it("always starts again, as its own user, with the least it needs", () => {
    const text = systemdUnit({ ...service, user: "tieout-agent" });
    for (const line of ["Restart=always", "User=tieout-agent", "NoNewPrivileges=yes", "ProtectSystem=strict"])
      expect(text).toContain(`\n${line}\n`);
    expect(text).toContain(
      `ExecStart="${process.execPath}" "/opt/tieout/tieout-agent.mjs" "run" "--config" "/opt/tieout/100%% agent.json"`,
    );
    expect(text).toContain('ReadWritePaths="/var/lib/tieout data" "/var/log/tieout"');
    expect(text).not.toContain("MemoryDenyWriteExecute");
  });

  it.runIf(spawnSync("systemd-analyze", ["--version"]).status === 0)("is one that systemd takes", () => {
    const file = join(folder, "tieout-agent.service");
    writeFileSync(file, systemdUnit(service));
    const { status, stderr } = spawnSync("systemd-analyze", ["verify", "--man=no", file], { encoding: "utf8" });
    expect(stderr.split("\n").filter((line) => line.includes("tieout-agent"))).toEqual([]);
    expect(status).toBe(0);
  });
});

describe("installing with systemd", () => {
  it("makes the user, gives it its files, writes the unit and starts it, and says what to do next", () => {
    const { machine, asked, files } = noted(["id"]);
    const said = install(options, program, machine, "systemd");
    expect(asked).toEqual([
      "id -u tieout-agent",
      "useradd --system --no-create-home --shell /usr/sbin/nologin tieout-agent",
      `install -d -m 0700 ${join(folder, "data")}`,
      `chown -R tieout-agent: ${join(folder, "data")}`,
      `install -d -m 0700 ${join(folder, "logs")}`,
      `chown -R tieout-agent: ${join(folder, "logs")}`,
      `chown tieout-agent: ${config}`,
      `chmod 600 ${config}`,
      `write ${unit} 644`,
      "systemctl daemon-reload",
      "systemctl enable tieout-agent",
      "systemctl restart tieout-agent",
    ]);
    expect(files.get(unit)).toContain('"/opt/tieout agent/tieout-agent.mjs"');
    expect(said).toMatch(/user tieout-agent was made[\s\S]*Next: .* check --config/);
  });

  it("that does not succeed says what did not, and a configuration that is wrong begins nothing", () => {
    const { machine } = noted(["systemctl"]);
    expect(() => install(options, program, machine, "systemd")).toThrow(/systemctl daemon-reload: no such thing/);
    writeFileSync(config, "{}", { mode: 0o600 });
    const untouched = noted();
    expect(() => install(options, program, untouched.machine, "systemd")).toThrow(/agent.json cannot be used/);
    expect(untouched.asked).toEqual([]);
  });

  it("can be only shown, and where services are kept otherwise that is said", () => {
    const { machine, asked } = noted();
    expect(install({ ...options, print: true }, program, machine, null)).toContain("[Service]");
    expect(() => install(options, program, machine, null)).toThrow(/neither systemd nor Windows/);
    expect(asked).toEqual([]);
  });
});

describe("taking it away", () => {
  it("keeps the journal and the configuration", () => {
    const { machine, asked, files } = noted();
    files.set(unit, "");
    const said = uninstall(options, program, machine, "systemd");
    expect(asked).toEqual(["systemctl disable --now tieout-agent", `remove ${unit}`, "systemctl daemon-reload"]);
    expect(said).toMatch(/stopped[\s\S]*were kept/);
    expect(readFileSync(config, "utf8")).toContain("NAME");
  });

  it("with all it kept is refused while a booking has no answer, and done when all have", () => {
    const request: BookRequest = {
      ...{ kind: "book", version: 1, requestId: "r", administration: "500", invoice: "7", attempt: 1 },
      ...{ fingerprint: "a".repeat(64), file: null, link: pdfLink.parse({}), overrule: false },
      deadline: "2026-11-24T08:00:00.000Z",
    };
    const data = join(folder, "data");
    const { machine } = noted();
    rmSync(data, { recursive: true, force: true });
    mkdirSync(data);
    const journal = bookingJournal(data);
    const job = journal.taken(request, Buffer.from("entry"), "reply");
    journal.close();
    const purge = () => uninstall({ ...options, purge: true }, program, machine, "systemd");
    expect(purge).toThrow(/1 bookings .* no answer yet/);
    const again = bookingJournal(data);
    again.ended(job, { kind: "refused" });
    again.answered(job);
    again.close();
    expect(purge()).toContain(`Removed: ${data}`);
    expect(() => readFileSync(config)).toThrow();
  });
});

describe("on Windows", () => {
  const windows = {
    ...service,
    node: "C:\\Program Files\\nodejs\\node.exe",
    program: "C:\\Tieout & Co\\tieout-agent.mjs",
  };

  it("the service is WinSW's XML: started with the machine, again when it ends, as LocalService", () => {
    const text = winswXml({ ...windows, config: "C:\\Tieout & Co\\agent.json" });
    expect(text).toContain("<executable>C:\\Program Files\\nodejs\\node.exe</executable>");
    expect(text).toContain(
      "<arguments>&quot;C:\\Tieout &amp; Co\\tieout-agent.mjs&quot; run --config &quot;C:\\Tieout &amp; Co\\agent.json&quot;</arguments>",
    );
    for (const part of ['<onfailure action="restart"', "<user>LocalService</user>", "<startmode>Automatic</startmode>"])
      expect(text).toContain(part);
  });

  it("installing takes the rights of others away, registers and starts it", () => {
    const { machine, asked } = noted();
    install(options, windows.program, machine, "win32");
    const xml = "C:\\Tieout & Co\\tieout-agent-service.xml";
    const exe = "C:\\Tieout & Co\\tieout-agent-service.exe";
    expect(asked[0]).toBe(`write ${xml} 600`);
    expect(asked[1]).toBe(`icacls ${config} /inheritance:r /grant:r *S-1-5-18:(F) *S-1-5-32-544:(F) *S-1-5-19:(R)`);
    expect(asked.slice(-2)).toEqual([`${exe} install`, `${exe} start`]);
    uninstall(options, windows.program, machine, "win32");
    expect(asked.slice(-3)).toEqual([`${exe} stop`, `${exe} uninstall`, `remove ${xml}`]);
  });

  it("without WinSW beside it nothing is begun", () => {
    const { machine, asked } = noted(["C:\\Tieout & Co\\tieout-agent-service.exe"]);
    expect(() => install(options, windows.program, machine, "win32")).toThrow(/WinSW/);
    expect(asked).toEqual([]);
  });
});
