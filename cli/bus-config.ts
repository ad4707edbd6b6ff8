// The local bus's configuration, made once for each data folder with keys of its own: two queues an agent, and the
// least rights on them (the agent listens on its in-queue and sends on its out-queue; the worker does both on both).
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { queuesOf } from "../core/messages.ts";
import type { DataFolder } from "./data-folder.ts";

const rule = z.object({
  KeyName: z.string(),
  PrimaryKey: z.string(),
  SecondaryKey: z.string(),
  Rights: z.array(z.enum(["Send", "Listen", "Manage"])),
});

// Only what is read back here; the broker validates the whole.
const config = z.object({
  UserConfig: z.object({
    Namespaces: z.tuple([
      z.looseObject({
        AuthorizationRules: z.tuple([rule]),
        Queues: z.tuple([
          z.looseObject({ AuthorizationRules: z.tuple([rule]) }),
          z.looseObject({ AuthorizationRules: z.tuple([rule]) }),
        ]),
      }),
    ]),
  }),
});

const key = () => randomBytes(32).toString("base64");

function fresh(agent: string) {
  const queues = queuesOf(agent);
  const agentKeys = { KeyName: `agent-${agent}`, PrimaryKey: key(), SecondaryKey: key() };
  const queue = (Name: string, right: "Listen" | "Send") => ({
    Name,
    Properties: {
      LockDuration: "PT1M",
      MaxDeliveryCount: 10,
      DefaultMessageTimeToLive: "P1D",
      DeadLetteringOnMessageExpiration: false,
      RequiresDuplicateDetection: false,
      DuplicateDetectionHistoryTimeWindow: "PT10M",
      RequiresSession: true,
    },
    AuthorizationRules: [{ ...agentKeys, Rights: [right] }],
  });
  return {
    UserConfig: {
      Namespaces: [
        {
          Name: "tieout",
          AuthorizationRules: [
            { KeyName: "worker", PrimaryKey: key(), SecondaryKey: key(), Rights: ["Send", "Listen"] },
          ],
          Queues: [queue(queues.in, "Listen"), queue(queues.out, "Send")],
        },
      ],
      Logging: { Type: "File" },
    },
  };
}

export interface BusConfig {
  file: string;
  /** Connection strings of the two ends. The host is a name only: the real address is given apart, with the port. */
  worker: string;
  agent: string;
}

/** The configuration of this data folder's bus, made when it is not there. */
export function busConfig(folder: DataFolder, agent: string): BusConfig {
  const file = join(folder.bus, "config.json");
  if (!existsSync(file)) writeFileSync(file, `${JSON.stringify(fresh(agent), null, 2)}\n`, { mode: 0o600 });
  const [namespace] = config.parse(JSON.parse(readFileSync(file, "utf8"))).UserConfig.Namespaces;
  const connection = ({ KeyName, PrimaryKey }: z.infer<typeof rule>) =>
    `Endpoint=sb://localhost/;SharedAccessKeyName=${KeyName};SharedAccessKey=${PrimaryKey}`;
  return {
    file,
    worker: connection(namespace.AuthorizationRules[0]),
    agent: connection(namespace.Queues[0].AuthorizationRules[0]),
  };
}
