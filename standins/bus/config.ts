// The broker's configuration: the official emulator's Config.json, plus AuthorizationRules on the namespace or a queue.
import { z } from "zod";
import { limits } from "./limits.ts";

/** An ISO 8601 duration as milliseconds: days to seconds, as Service Bus writes them. */
function milliseconds(text: string): number | undefined {
  const found = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(text);
  if (!found || text === "P" || text.endsWith("T")) return undefined;
  const [days, hours, minutes, seconds] = found.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
  ];
  return Math.round((((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000);
}

const duration = z.string().transform((text, context) => {
  const length = milliseconds(text);
  if (length !== undefined) return length;
  context.addIssue({ code: "custom", message: `'${text}' is no ISO 8601 duration such as PT1M` });
  return z.NEVER;
});

const rule = z.object({
  KeyName: z.string().min(1).max(256),
  PrimaryKey: z.string().min(1),
  SecondaryKey: z.string().min(1).optional(),
  Rights: z.array(z.enum(["Send", "Listen", "Manage"])).min(1),
});
export type Rule = z.infer<typeof rule>;
export type Right = Rule["Rights"][number];

const rules = z.array(rule).max(limits.rulesPerEntity).default([]);
const lock = duration.refine((ms) => ms > 0 && ms <= limits.lockMs, "a lock lasts at most 5 minutes (PT5M)");
const { least, most } = limits.detectionWindowMs;
const window = duration.refine((ms) => ms >= least && ms <= most, "the window is 20 seconds to 7 days");
const ttl = duration.refine((ms) => ms > 0, "a time to live is more than nothing");

const properties = z.object({
  LockDuration: lock.default(60_000),
  MaxDeliveryCount: z.number().int().min(1).max(2_000).default(10),
  DefaultMessageTimeToLive: ttl.optional(),
  DeadLetteringOnMessageExpiration: z.boolean().default(false),
  RequiresDuplicateDetection: z.boolean().default(false),
  DuplicateDetectionHistoryTimeWindow: window.default(600_000),
  RequiresSession: z.boolean().default(false),
  MaxSizeInMegabytes: z.number().positive().max(81_920).default(limits.queueMegabytes),
});

// why: the slash and the dollar sign make subqueues and $management.
const queue = z.object({
  Name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,259}$/, "a queue's name is letters, digits, and . - _ /"),
  Properties: properties.default(() => properties.parse({})),
  AuthorizationRules: rules,
});
export type QueueConfig = z.infer<typeof queue>;
export type QueueSettings = QueueConfig["Properties"];

const namespace = z.object({
  Name: z.string().min(1),
  Queues: z
    .array(queue)
    .default([])
    .refine((all) => new Set(all.map(({ Name }) => Name.toLowerCase())).size === all.length, "a queue named twice"),
  Topics: z.array(z.unknown()).max(0, "topics are not served by this broker").default([]),
  AuthorizationRules: rules,
});

const file = z.object({
  UserConfig: z.object({ Namespaces: z.array(namespace).length(1, "one namespace a broker") }),
});

export type Namespace = z.infer<typeof namespace>;

/** The one namespace that a Config.json describes. Throws an Error whose message names every wrong place. */
export function busNamespace(config: unknown): Namespace {
  const read = file.safeParse(config);
  if (!read.success) {
    const places = read.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    throw new Error(`The bus configuration is not valid. ${places.join("; ")}`);
  }
  return read.data.UserConfig.Namespaces[0] as Namespace;
}
