// What an applying thread is told when it starts, and what it says when it ends.
export interface ApplyJob {
  dataDir: string;
  administrationId: number;
  /** Milliseconds after which a write that nobody saw the end of, and that is not there, counts as not done. */
  settle: number;
}

export interface ApplyEnded {
  applied: number;
  stale: number;
  failed: number;
  waiting: number;
  /** Why the rest was not tried. */
  reason: string | null;
}
