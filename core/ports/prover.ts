// Whether a text was written by this installation.

/** Proves that this installation wrote a text. */
export interface Prover {
  /** Of the key that proves now. */
  readonly name: string;
  prove(told: string): string;
  /** Whether a key of this name is one of this installation's. */
  knows(name: string): boolean;
  /** Whether the key of this name proved just this. */
  proves(name: string, told: string, proof: string): boolean;
}
