// What this person did on this page, to be taken back and done again in order; another step forgets what was taken back.
import { useRef } from "react";

export type Verb = "propose" | "approve" | "reject";

/** Decisions by number, or all that a job did. */
export type Deed = { verb: Verb } & ({ ids: number[] } | { job: number });

export function useHistory() {
  const done = useRef<Deed[]>([]);
  const undone = useRef<Deed[]>([]);
  return {
    add(deed: Deed) {
      done.current.push(deed);
      undone.current = [];
    },
    /** The last deed, which is then to be taken back; undefined where there is none. */
    back(): Deed | undefined {
      const deed = done.current.pop();
      if (deed) undone.current.push(deed);
      return deed;
    },
    /** The deed taken back last, which is then to be done again. */
    again(): Deed | undefined {
      const deed = undone.current.pop();
      if (deed) done.current.push(deed);
      return deed;
    },
  };
}
