// The demo's agent: its file with what it needs to reach the bus and Globe's stand-in, as an installation's would have it.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { BusConfig } from "./bus-config.ts";
import type { DataFolder } from "./data-folder.ts";
import type { DataSet } from "./data-set.ts";
import { demoAgent } from "./demo.ts";

export const agentConfig = (folder: DataFolder): string => join(folder.agent, "agent.json");

const account = z.object({ domain: z.string(), user: z.string(), password: z.string(), server: z.string() });

/** Writes the file. The stand-in tells this machine, and no other, who may sign in. */
export async function saveDemoAgent(
  folder: DataFolder,
  set: DataSet,
  at: { globe: string; bus: BusConfig; endpoint: string; certificate: string },
): Promise<void> {
  const answer = await fetch(new URL("/standin/account", at.globe));
  const { server: serverName, ...signIn } = account.parse(await answer.json());
  const config = {
    agent: demoAgent,
    bus: { connectionString: at.bus.agent, endpoint: at.endpoint, certificate: at.certificate },
    // The stand-in's own names of the rights to make and to import sales entries.
    globe: {
      ...{ url: at.globe, serverName, ...signIn },
      rights: { create: ["FinSalesEntry"], import: ["XMLImportSalesEntry"] },
    },
    administrations: [
      {
        ...{ code: set.company, databaseName: set.company },
        ...(set.salesJournal ? { salesJournal: set.salesJournal } : {}),
        ...(set.debtorAccount ? { debtorAccount: set.debtorAccount } : {}),
      },
    ],
    data: folder.agent,
  };
  writeFileSync(agentConfig(folder), `${JSON.stringify(config, null, 2)}\n`, { mode: 0o600 });
}
