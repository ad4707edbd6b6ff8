// The messages by which Tieout asks an agent for its own check, of one administration.
import { z } from "zod";
import { checkLine } from "./agent-check/line.ts";
import { envelope } from "./messages.ts";

/** The version in which these came to be: an agent that does not know them answers so, instead of not at all. */
export const probeVersion = 2;

/** Worker to agent: go through every precondition, and say what holds. Nothing is changed by it. */
export const probeRequest = z.object({
  ...envelope,
  kind: z.literal("probe"),
  administration: z.string().min(1),
  /** As Tieout books: the journal and the account to look for; null where none is set. */
  salesJournal: z.string().nullable(),
  debtorAccount: z.string().nullable(),
  /** ISO 8601 UTC; after it nobody waits for an answer. */
  deadline: z.iso.datetime(),
});
export type ProbeRequest = z.infer<typeof probeRequest>;

/** Agent to worker. */
export const probed = z.object({
  ...envelope,
  kind: z.literal("probed"),
  administration: z.string().min(1),
  agentVersion: z.string().min(1),
  lines: z.array(checkLine).max(200),
});
export type Probed = z.infer<typeof probed>;
