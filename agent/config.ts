// The agent's configuration: one JSON file, read and checked once at start. It holds keys, so nothing of it is logged,
// nobody but its user may read it, and what is secret may come from the environment instead.
import { readFileSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { z } from "zod";
import type { GlobeConnection } from "../connectors/globe/booking.ts";
import { signedInFetch } from "../connectors/globe/sign-in.ts";
import { TieoutError } from "../core/errors.ts";

const name = z.string().regex(/^[A-Za-z0-9-]{1,64}$/);

const functions = z.array(z.string().min(1).max(20)).min(1);

const configSchema = z.strictObject({
  /** The agent's name: its queues are agent-<name>-in and agent-<name>-out. */
  agent: name,
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
    /** The SQL Server that holds the databases, as SERVER\INSTANCE. */
    serverName: z.string().min(1),
    /** The Windows account that signs in, an active employee in Globe. Left out where a gateway in between does so. */
    user: z
      .string()
      .regex(/^[^\\]+$/, "without its domain, which has a line of its own")
      .optional(),
    password: z.string().min(1).optional(),
    /** Empty for an account of the machine itself. */
    domain: z.string().default(""),
    /** Path of a PEM file that vouches for the service's certificate, where the machine's own list does not. */
    certificate: z.string().min(1).optional(),
    /** Seconds for one answer of Globe; 60 when left out. A header that takes longer is looked up. */
    timeoutSeconds: z.number().positive().optional(),
    /** How long an entry that should be there is looked for before its outcome is called unknown; 60 when left out. */
    lookUpSeconds: z.number().positive().default(60),
    /** How this Globe calls the function rights to make and to import sales entries. Left out: whether they are given is not known. */
    rights: z.strictObject({ create: functions, import: functions }).partial().optional(),
  }),
  /** The only administrations this agent reads, whatever it is asked. */
  administrations: z
    .array(
      z.strictObject({
        code: z.string().min(1),
        databaseName: z.string().min(1),
        /** Where it is on another SQL Server than the rest. */
        serverName: z.string().min(1).optional(),
        /** For `check` alone: Tieout says itself what it books in. */
        salesJournal: z.string().min(1).optional(),
        debtorAccount: z.string().min(1).optional(),
      }),
    )
    .min(1),
  /** Folder of the journal and of files on their way. Paths are from where the configuration stands. */
  data: z.string().min(1),
  /** Left out: the log goes to standard error alone. */
  log: z
    .strictObject({
      folder: z.string().min(1),
      /** Of one file, at most. */
      megabytes: z.number().positive().max(1_024).default(10),
      /** How many older files are kept. */
      files: z.number().int().positive().max(1_000).default(7),
    })
    .optional(),
});
export type AgentConfig = z.infer<typeof configSchema>;

/** What may stand in the environment instead of in the file: it is taken from there where both have it. */
const fromEnvironment = {
  TIEOUT_AGENT_BUS: ["bus", "connectionString"],
  TIEOUT_AGENT_PROXY: ["bus", "proxy"],
  TIEOUT_AGENT_GLOBE_PASSWORD: ["globe", "password"],
} as const satisfies Record<string, readonly [keyof AgentConfig, string]>;

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws TieoutError agent_config_unreadable, naming the file and what is wrong in it; agent_config_shared. */
export function agentConfig(path: string, environment: Environment = process.env): AgentConfig {
  const file = resolve(path);
  try {
    const written = z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(file, "utf8")));
    if (holdsSecrets(written)) refuseShared(file);
    const config = configSchema.parse(withEnvironment(written, environment));
    const from = (place: string) => resolve(dirname(file), place);
    const trusting = <Part extends { certificate?: string | undefined }>(part: Part): Part =>
      part.certificate ? { ...part, certificate: from(part.certificate) } : part;
    return {
      ...config,
      bus: trusting(config.bus),
      globe: trusting(config.globe),
      data: from(config.data),
      log: config.log && { ...config.log, folder: from(config.log.folder) },
    };
  } catch (cause) {
    if (cause instanceof TieoutError) throw cause;
    throw new TieoutError("agent_config_unreadable", { values: { file, reason: reasonOf(cause) }, cause });
  }
}

function reasonOf(cause: unknown): string {
  if (cause instanceof z.ZodError) return z.prettifyError(cause);
  // why: where JSON breaks off, its parser quotes what stands there, and that may be a key.
  if (cause instanceof SyntaxError) return `it is not JSON${/ at position \d+.*$/.exec(cause.message)?.[0] ?? ""}`;
  return String(cause);
}

const partOf = (whole: unknown, at: string): unknown =>
  typeof whole === "object" && whole !== null ? (whole as Record<string, unknown>)[at] : undefined;

const holdsSecrets = (written: Record<string, unknown>): boolean =>
  Object.values(fromEnvironment).some(([part, field]) => partOf(written[part], field) !== undefined);

function withEnvironment(written: Record<string, unknown>, environment: Environment): Record<string, unknown> {
  const whole = { ...written };
  for (const [variable, [part, field]] of Object.entries(fromEnvironment))
    if (environment[variable]) whole[part] = { ...(whole[part] as object), [field]: environment[variable] };
  return whole;
}

/** On Windows who may read it is no bit of the file's; `check` looks there. */
function refuseShared(file: string): void {
  if (process.platform === "win32") return;
  const mode = statSync(file).mode & 0o777;
  if ((mode & 0o077) === 0) return;
  throw new TieoutError("agent_config_shared", { values: { file, mode: mode.toString(8) } });
}

/** How Globe is asked for each administration served, by code. What one learns of the sign-in holds for all. */
export function globeConnections({ globe, administrations }: AgentConfig): [string, GlobeConnection][] {
  const { url, timeoutSeconds } = globe;
  const patience = timeoutSeconds === undefined ? {} : { timeout: timeoutSeconds * 1_000 };
  const fetch = fetchOf(globe);
  return administrations.map(({ code, databaseName, serverName = globe.serverName }) => [
    code,
    { url, serverName, databaseName, fetch, patience },
  ]);
}

function fetchOf({ domain, user, password = "", certificate }: AgentConfig["globe"]): typeof fetch {
  if (user === undefined) return fetch;
  return signedInFetch({ domain, user, password, certificate: certificate && readFileSync(certificate, "utf8") });
}
