// What this person did on this page, to be taken back and done again in order, one after the other; another step forgets
// what was taken back, and a step that was refused is forgotten itself.

export type Verb = "propose" | "approve" | "reject";

/** Decisions by number, or all that a job did. */
export type Deed = { verb: Verb } & ({ ids: number[] } | { job: number });

/** Takes back or does again what it is given; what came of it, null where nothing did. Undefined: there is nothing. */
type Step = (deed: Deed | undefined) => Promise<Deed | null>;

export interface Deeds {
  add(deed: Deed): void;
  back(step: Step): Promise<void>;
  again(step: Step): Promise<void>;
}

export function deeds(): Deeds {
  const done: Deed[] = [];
  const undone: Deed[] = [];
  let turn: Promise<void> = Promise.resolve();
  // why: a key pressed before the step before it is answered is about what that step leaves.
  const inTurn = (from: Deed[], to: Deed[], step: Step): Promise<void> => {
    const moved = turn.then(async () => {
      const came = await step(from.pop());
      if (came) to.push(came);
    });
    turn = moved.catch(() => {});
    return moved;
  };
  return {
    add(deed) {
      done.push(deed);
      undone.length = 0;
    },
    back: (step) => inTurn(done, undone, step),
    again: (step) => inTurn(undone, done, step),
  };
}
