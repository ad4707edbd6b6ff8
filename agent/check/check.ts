// The agent's own check: every precondition of the connection, one by one, where the agent stands. It reads, and opens
// links; it creates nothing in Globe and sends nothing over the bus.
import { readFileSync } from "node:fs";
import type { BusSettings } from "../../connectors/bus/connection.ts";
import type { CheckLine } from "../../core/agent-check/line.ts";
import { type AgentConfig, globeConnections } from "../config.ts";
import { busLines } from "./bus.ts";
import { globeLines, type Wanted } from "./globe.ts";
import { configPrivate, dataFolder, diskSpace } from "./machine.ts";

/** `file`: where the configuration stands. `wanted`: the administrations to look at. */
export async function checked(
  { file, config }: { file: string; config: AgentConfig },
  wanted: readonly Wanted[],
  signal: AbortSignal,
): Promise<CheckLine[]> {
  const connections = new Map(globeConnections(config));
  const { create = [], import: imports = [] } = config.globe.rights ?? {};
  const machine = [configPrivate(file), dataFolder(config.data), diskSpace(config.data)];
  const [bus, ...globe] = await Promise.all([
    busLines(busSettings(config), config.agent),
    ...wanted.flatMap((one) => {
      const connection = connections.get(one.code);
      return connection ? [globeLines(connection, one, { create, import: imports }, signal)] : [];
    }),
  ]);
  return [...machine, ...bus, ...globe.flat()];
}

export const busSettings = ({ bus }: AgentConfig): BusSettings => ({
  ...bus,
  certificate: bus.certificate && readFileSync(bus.certificate, "utf8"),
});
