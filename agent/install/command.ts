// `tieout-agent install` and `uninstall`: the agent as a service of this machine, put in place and taken away again. They
// say what they did and what to do next. The journal and the configuration stay unless they are asked away by name.
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { TieoutError } from "../../core/errors.ts";
import { type AgentConfig, agentConfig } from "../config.ts";
import { bookingJournal } from "../journal.ts";
import type { Machine, Service } from "./service.ts";
import { putUnit, systemdUnit, takeUnit } from "./systemd.ts";
import { putService, takeService, winswXml } from "./windows.ts";

export interface InstallOptions {
  config: string;
  name: string;
  user: string;
  print?: boolean;
}

const realMachine: Machine = {
  has: existsSync,
  write(path, text, mode) {
    writeFileSync(path, text, { mode });
    chmodSync(path, mode);
  },
  remove: (path) => rmSync(path, { force: true }),
  run(command, ...args) {
    const { status, stderr, error } = spawnSync(command, args, { encoding: "utf8" });
    return { status, stderr: stderr ?? error?.message ?? "" };
  },
};

const platformOf = (): "win32" | "systemd" | null => {
  if (process.platform === "win32") return "win32";
  return existsSync("/run/systemd/system") ? "systemd" : null;
};

const foldersOf = ({ data, log }: AgentConfig): string[] => [data, ...(log ? [log.folder] : [])];

/** Throws TieoutError with what did not work; nothing that was in place before is taken away then. */
export function install(
  options: InstallOptions,
  program: string,
  machine = realMachine,
  platform = platformOf(),
): string {
  const config = resolve(options.config);
  const service: Service = {
    ...{ name: options.name, node: process.execPath, program, config, user: options.user },
    writes: foldersOf(agentConfig(config)),
  };
  if (options.print) return process.platform === "win32" ? winswXml(service) : systemdUnit(service);
  if (platform === null) throw new TieoutError("service_not_kept");
  const done = notDone("service_not_installed", () =>
    platform === "win32" ? putService(machine, service) : putUnit(machine, service),
  );
  const log = platform === "win32" ? "the log's folder" : `journalctl -u ${options.name}`;
  const next = [
    `Next: "${process.execPath}" "${program}" check --config "${config}" tells whether everything is in order.`,
    `Then Tieout's go-live page says that the agent is there. ${log} tells what it does.`,
  ];
  return `${[...done, ...next].join("\n")}\n`;
}

/** `purge`: the journal, the logs and the configuration too. Refused while a booking has no answer. */
export function uninstall(
  options: { config: string; name: string; purge?: boolean },
  program: string,
  machine = realMachine,
  platform = platformOf(),
): string {
  const config = resolve(options.config);
  if (platform === null) throw new TieoutError("service_not_kept");
  const done = notDone("service_not_removed", () =>
    platform === "win32" ? takeService(machine, { name: options.name, program }) : takeUnit(machine, options.name),
  );
  if (!options.purge)
    return `${[...done, `Its journal and ${config} were kept; --purge takes them away too.`].join("\n")}\n`;
  return `${[...done, ...purged(config)].join("\n")}\n`;
}

/** Removes what the agent kept. Throws agent_journal_open. */
function purged(config: string): string[] {
  const read = agentConfig(config);
  if (existsSync(read.data)) {
    const journal = bookingJournal(read.data);
    const open = journal.unanswered().length;
    journal.close();
    if (open > 0) throw new TieoutError("agent_journal_open", { values: { folder: read.data, open } });
  }
  const gone = [...foldersOf(read), config];
  for (const path of gone) rmSync(path, { recursive: true, force: true });
  return [`Removed: ${gone.join(", ")}.`];
}

function notDone(code: "service_not_installed" | "service_not_removed", work: () => string[]): string[] {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof TieoutError) throw cause;
    throw new TieoutError(code, { values: { reason: cause instanceof Error ? cause.message : String(cause) }, cause });
  }
}
