// The agent as a systemd unit: started with the machine and again whenever it ends, as a user of its own who may write
// two folders and nothing else.
import { dirname } from "node:path";
import { type Machine, must, type Service } from "./service.ts";

const unitFile = (name: string): string => `/etc/systemd/system/${name}.service`;

/** A path in a unit: percent signs mean something there, and blanks part words. */
const inUnit = (path: string): string =>
  `"${path.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("%", "%%")}"`;

export function systemdUnit({ node, program, config, writes, user }: Service): string {
  return `[Unit]
Description=Tieout's agent beside Exact Globe
Wants=network-online.target
After=network-online.target
StartLimitIntervalSec=0

[Service]
Type=exec
ExecStart=${[node, program, "run", "--config", config].map(inUnit).join(" ")}
User=${user}
WorkingDirectory=${dirname(program).replaceAll("%", "%%")}
# Secrets may stand here instead of in the configuration.
EnvironmentFile=-${dirname(config).replaceAll("%", "%%")}/agent.env
Restart=always
RestartSec=15
TimeoutStopSec=20
UMask=0077

# It reads its own folder, writes two, and opens connections outward.
ProtectSystem=strict
ReadWritePaths=${writes.map(inUnit).join(" ")}
ProtectHome=read-only
PrivateTmp=yes
PrivateDevices=yes
ProtectClock=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectControlGroups=yes
ProtectProc=invisible
NoNewPrivileges=yes
CapabilityBoundingSet=
AmbientCapabilities=
LockPersonality=yes
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
RemoveIPC=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service

[Install]
WantedBy=multi-user.target
`;
}

/** Puts the unit in place and starts it; what was done, one sentence each. Throws an Error with what did not work. */
export function putUnit(machine: Machine, service: Service): string[] {
  const { name, config, writes, user } = service;
  const isNew = machine.run("id", "-u", user).status !== 0;
  if (isNew) must(machine, "useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", user);
  for (const folder of writes) {
    must(machine, "install", "-d", "-m", "0700", folder);
    must(machine, "chown", "-R", `${user}:`, folder);
  }
  must(machine, "chown", `${user}:`, config);
  must(machine, "chmod", "600", config);
  machine.write(unitFile(name), systemdUnit(service), 0o644);
  must(machine, "systemctl", "daemon-reload");
  must(machine, "systemctl", "enable", name);
  must(machine, "systemctl", "restart", name);
  return [
    isNew ? `The user ${user} was made; the agent runs as it.` : `The agent runs as the user ${user}.`,
    `${config} can be read by ${user} alone, and ${writes.join(" and ")} ${writes.length > 1 ? "are" : "is"} its own.`,
    `${unitFile(name)} was written, and the service ${name} was started. It starts with the machine.`,
  ];
}

/** Takes the unit away; what was done. */
export function takeUnit(machine: Machine, name: string): string[] {
  if (!machine.has(unitFile(name))) return [`There is no service ${name}.`];
  must(machine, "systemctl", "disable", "--now", name);
  machine.remove(unitFile(name));
  must(machine, "systemctl", "daemon-reload");
  return [`The service ${name} was stopped, and ${unitFile(name)} was removed.`];
}
