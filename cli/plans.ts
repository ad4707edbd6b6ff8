// How each room is started on this machine: what it is told of its neighbours, in the order in which they start.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { consentPath } from "../core/milestones-access.ts";
import type { Database } from "../prisma/database.ts";
import { busConfig } from "./bus-config.ts";
import type { DataFolder } from "./data-folder.ts";
import type { DataSet } from "./data-set.ts";
import { demoAgent, saveDemoAdministration } from "./demo.ts";
import { agentConfig, saveDemoAgent } from "./demo-agent.ts";
import { demoConsent } from "./demo-consent.ts";
import type { Plan } from "./house.ts";
import type { Ports } from "./ports.ts";

const number = (ready: Record<string, unknown>, name: string): number => z.number().parse(ready[name]);
const portOf = (ready: Record<string, unknown>): number => Number(new URL(z.string().parse(ready.url)).port);

/** The rooms in the order in which they start: what is asked comes before what asks. */
export function plans(folder: DataFolder, db: Database, set: DataSet | null, port: number): Plan[] {
  const bus = busConfig(folder, demoAgent);
  const certificate = join(folder.bus, "bus-cert.pem");
  // A room that is started again takes the port it had, so that its neighbours find it.
  const again = (ports: Ports, name: string) => String(ports[name] ?? 0);
  const busEndpoint = (ports: Ports) => `sb://localhost:${ports.busTls}`;
  const address = `http://localhost:${port}`;
  // An outside system that stops stays away for a while: runs go red, and the next good one heals them.
  const rest = 30_000;
  const standIns: Plan[] = set
    ? [
        {
          name: "standin-globe",
          rest,
          args: (ports) => [
            ...["--dataset", set.path, "--port", again(ports, "globe")],
            ...["--ledger", join(folder.root, "globe-ledger.jsonl")],
          ],
          ports: (ready) => ({ globe: portOf(ready) }),
          settle: (ports) =>
            saveDemoAgent(folder, set, {
              ...{ globe: `http://127.0.0.1:${ports.globe}`, bus, endpoint: busEndpoint(ports), certificate },
            }),
        },
        {
          name: "standin-milestones",
          rest,
          args: (ports) => [
            ...["--dataset", set.path, "--port", again(ports, "milestones")],
            ...["--kept", join(folder.root, "milestones-kept.jsonl"), "--redirect", address],
          ],
          ports: (ready) => ({ milestones: portOf(ready) }),
          settle: async (ports) => {
            const baseUrl = `http://127.0.0.1:${ports.milestones}`;
            saveDemoAdministration(db, set, baseUrl);
            await demoConsent(db, baseUrl, `${address}${consentPath}`);
          },
        },
      ]
    : [];
  const config = agentConfig(folder);
  return [
    {
      name: "bus",
      args: (ports) => [
        ...["--config", bus.file, "--data", folder.bus, "--port", again(ports, "bus")],
        ...["--tls-port", again(ports, "busTls"), "--http-port", again(ports, "busStatus")],
      ],
      ports: (ready) => ({
        bus: number(ready, "port"),
        busTls: number(ready, "tlsPort"),
        busStatus: number(ready, "httpPort"),
      }),
    },
    ...standIns,
    ...(set || existsSync(config) ? [{ name: "agent", args: () => ["run", "--config", config] } satisfies Plan] : []),
    {
      name: "worker",
      env: (ports) => ({
        TIEOUT_DATA: folder.root,
        TIEOUT_BUS: bus.worker,
        TIEOUT_BUS_ENDPOINT: busEndpoint(ports),
        TIEOUT_BUS_CA: certificate,
        TZ: "Europe/Amsterdam",
      }),
    },
    {
      name: "web",
      env: () => ({ TIEOUT_DATA: folder.root, PORT: String(port), HOST: "127.0.0.1", TIEOUT_URL: address }),
      ports: () => ({ web: port }),
    },
  ];
}
