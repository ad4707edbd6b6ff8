// The agent's configuration: one JSON file, read and checked once at start. It holds keys, so nothing of it is logged.
import { readFileSync } from "node:fs";
import { z } from "zod";
import { TieoutError } from "../core/errors.ts";

const configSchema = z.strictObject({
  /** The agent's name: its queues are agent-<name>-in and agent-<name>-out. */
  agent: z.string().regex(/^[A-Za-z0-9-]{1,64}$/),
  bus: z.strictObject({
    connectionString: z.string().min(1),
    endpoint: z.string().min(1).optional(),
    /** Path of a PEM file. */
    certificate: z.string().min(1).optional(),
    /** The HTTP proxy to go through. */
    proxy: z.url({ protocol: /^https?$/ }).optional(),
  }),
  globe: z.strictObject({
    url: z.url(),
    /** Seconds for one answer of Globe; 60 when left out. A header that takes longer is looked up. */
    timeoutSeconds: z.number().positive().optional(),
    /** How long an entry that should be there is looked for before its outcome is called unknown; 60 when left out. */
    lookUpSeconds: z.number().positive().default(60),
  }),
  /** The only administrations this agent reads, whatever it is asked. */
  administrations: z.array(z.strictObject({ code: z.string().min(1), databaseName: z.string().min(1) })).min(1),
  data: z.string().min(1),
});
export type AgentConfig = z.infer<typeof configSchema>;

/** @throws TieoutError agent_config_unreadable, naming the file and what is wrong in it. */
export function agentConfig(file: string): AgentConfig {
  try {
    return configSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (cause) {
    const reason = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause);
    throw new TieoutError("agent_config_unreadable", { values: { file, reason }, cause });
  }
}
