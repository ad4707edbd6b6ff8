// The thread that proves an administration's invoices complete, so that whoever asks never waits for it.
import type { Administration } from "../core/administration.ts";
import { answering, threadArgument } from "./asked-thread.ts";
import { atOneMoment, openDatabase } from "./database.ts";
import { type InvoiceProof, invoiceProof, provable } from "./invoice-proof.ts";

export interface ProofQuestion {
  administration: Administration;
}

/** A proof, and what it is of; null before the first complete pull. */
export type Proved = { of: string; proof: InvoiceProof } | null;

const { dataDir } = threadArgument<{ dataDir: string }>();
const db = openDatabase(dataDir, { readonly: true });

answering(
  ({ administration }: ProofQuestion): Proved =>
    atOneMoment(db, () => {
      const now = provable(db, administration);
      const proof = invoiceProof(db, administration);
      return now && proof && { of: now.of, proof };
    }),
);
