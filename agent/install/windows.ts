// The agent as a Windows service, by way of WinSW: a program that is renamed after the service and reads its XML file of
// the same name beside it. It runs as LocalService, an account of the machine's own with hardly a right.
import { win32 } from "node:path";
import { TieoutError } from "../../core/errors.ts";
import { type Machine, must, type Service } from "./service.ts";

/** LocalService, by the number that is the same in every language of Windows. */
const localService = "*S-1-5-19";
const owners = ["*S-1-5-18:(F)", "*S-1-5-32-544:(F)"];

const files = (program: string, name: string) => {
  const beside = (ending: string) => win32.join(win32.dirname(program), `${name}-service.${ending}`);
  return { wrapper: beside("exe"), xml: beside("xml") };
};

const inXml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

export function winswXml({ name, node, program, config }: Omit<Service, "writes" | "user">): string {
  const args = [program, "run", "--config", config].map((one) => (/\s/.test(one) ? `"${one}"` : one)).join(" ");
  return `<service>
  <id>${inXml(name)}</id>
  <name>Tieout agent (${inXml(name)})</name>
  <description>Reads Exact Globe and books into it for Tieout. Connects outward only.</description>
  <executable>${inXml(node)}</executable>
  <arguments>${inXml(args)}</arguments>
  <workingdirectory>${inXml(win32.dirname(program))}</workingdirectory>
  <startmode>Automatic</startmode>
  <delayedAutoStart>true</delayedAutoStart>
  <onfailure action="restart" delay="15 sec"/>
  <resetfailure>1 hour</resetfailure>
  <stoptimeout>20 sec</stoptimeout>
  <log mode="roll-by-size"><sizeThreshold>1024</sizeThreshold><keepFiles>2</keepFiles></log>
  <serviceaccount>
    <domain>NT AUTHORITY</domain>
    <user>LocalService</user>
  </serviceaccount>
</service>
`;
}

/** Registers the service and starts it; what was done. Throws service_wrapper_missing, or an Error with what did not work. */
export function putService(machine: Machine, service: Service): string[] {
  const { name, program, config, writes } = service;
  const { wrapper, xml } = files(program, name);
  if (!machine.has(wrapper)) throw new TieoutError("service_wrapper_missing", { values: { file: wrapper } });
  machine.write(xml, winswXml(service), 0o600);
  const granted = (path: string, rule: string) =>
    must(machine, "icacls", path, "/inheritance:r", "/grant:r", ...owners, `${localService}:${rule}`);
  granted(config, "(R)");
  for (const folder of writes) {
    if (!machine.has(folder)) must(machine, "cmd", "/c", "mkdir", folder);
    must(
      machine,
      ...([
        "icacls",
        folder,
        "/inheritance:r",
        "/grant:r",
        "*S-1-5-18:(OI)(CI)(F)",
        "*S-1-5-32-544:(OI)(CI)(F)",
      ] as const),
      `${localService}:(OI)(CI)(M)`,
    );
  }
  must(machine, "icacls", win32.dirname(program), "/grant", `${localService}:(OI)(CI)(RX)`);
  must(machine, wrapper, "install");
  must(machine, wrapper, "start");
  return [
    `${config} can be read by the system, its administrators and LocalService alone, and ${writes.join(" and ")} likewise.`,
    `${xml} was written, and the service ${name} was registered and started. It runs as LocalService and starts with the machine.`,
  ];
}

export function takeService(machine: Machine, { name, program }: Pick<Service, "name" | "program">): string[] {
  const { wrapper, xml } = files(program, name);
  if (!machine.has(xml)) return [`There is no service ${name}.`];
  // why: one that is stopped already cannot be stopped, and is taken away all the same.
  machine.run(wrapper, "stop");
  must(machine, wrapper, "uninstall");
  machine.remove(xml);
  return [`The service ${name} was stopped and taken away, and ${xml} was removed.`];
}
