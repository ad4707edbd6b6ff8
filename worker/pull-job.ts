// What a pull's thread is told when it starts, and what it says when it ends.
import type { PullName } from "../core/administration.ts";
import type { RunTrigger } from "../core/ports/pull.ts";

export interface PullJob {
  dataDir: string;
  administrationId: number;
  entity: PullName;
  trigger: RunTrigger;
  requestedBy: number | null;
  /** Whether everything is read, not only what moved. */
  whole: boolean;
  /** Milliseconds without a word after which the agent is taken for gone. */
  silence: number;
}

/** Run null: one was still going, and is not doubled. */
export interface PullEnded {
  runId: number | null;
  state: string;
  reason: string | null;
  /** Whether anything is no longer what it was. */
  moved: boolean;
}
