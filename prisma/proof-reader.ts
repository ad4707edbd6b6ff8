// The front to the proof of completeness: made in a thread, and told as it last was while a newer one is being made.
import { setTimeout as pause } from "node:timers/promises";
import type { Administration } from "../core/administration.ts";
import { askedThread } from "./asked-thread.ts";
import type { Database } from "./database.ts";
import { type InvoiceProof, knownProof, provable, rememberProof } from "./invoice-proof.ts";
import type { ProofQuestion, Proved } from "./proof-thread.ts";

export interface ShownProof {
  /** As it was last made; null before the first one is. */
  proof: InvoiceProof | null;
  /** A newer one is being made. */
  isBeingMade: boolean;
}

export interface ProofReader {
  /** Begins one where something moved, and waits a moment for it. Throws what making it threw. */
  shown(administration: Administration): Promise<ShownProof>;
  close(): Promise<void>;
}

/** Milliseconds that a page waits before it says that the proof is being made. */
const soon = 250;

/** To be closed. What is made is known to this handle (`knownProof`). `made`: called when one is. */
export function proofReader(db: Database, dataDir: string, made: () => void): ProofReader {
  const thread = askedThread<ProofQuestion>(new URL("./proof-thread.js", import.meta.url).href, { dataDir });
  const making = new Map<number, Promise<void>>();
  const last = new Map<number, InvoiceProof>();

  function begun(administration: Administration): Promise<void> {
    const { id } = administration;
    const going = making.get(id);
    if (going) return going;
    const asked = thread
      .ask({ administration })
      .then((answer) => {
        const proved = answer as Proved;
        if (!proved) return;
        rememberProof(db, id, proved.of, proved.proof);
        last.set(id, proved.proof);
      })
      .finally(() => making.delete(id));
    making.set(id, asked);
    return asked;
  }

  return {
    async shown(administration) {
      const { id } = administration;
      if (provable(db, administration) === null) return { proof: null, isBeingMade: false };
      const known = knownProof(db, administration);
      if (known) return { proof: known, isBeingMade: false };
      const asked = begun(administration);
      const inTime = await Promise.race([asked.then(() => true), pause(soon, false)]);
      if (inTime) return { proof: last.get(id) ?? null, isBeingMade: false };
      // why: the page that waits is told; one that nobody waits for any more fails at the next asking.
      asked.then(made, made);
      return { proof: last.get(id) ?? null, isBeingMade: true };
    },
    close: () => thread.close(),
  };
}
