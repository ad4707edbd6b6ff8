// Gives pairs to someone, or sets their day, and says what came of it.

import { type Done, refusedWords } from "../grid/outcomes.ts";
import { useWords } from "../i18n/use-words.ts";
import { useTell } from "../ui/toasts.tsx";
import { useSend } from "../ui/use-send.ts";

/** What is left out stays as it was. */
export interface GivenWork {
  assigneeId?: number | null;
  dueOn?: string | null;
}

export interface Assigned {
  assigned: number;
  refused: Done["refused"];
}

/** `base`: the address of the grid. */
export function useAssigning(base: string) {
  const { t } = useWords();
  const tell = useTell();
  const { send, busy } = useSend<Assigned>();
  async function assign(pairs: readonly number[], given: GivenWork) {
    const answer = await send(`${base}/assign`, { pairs, ...given });
    if (!("assigned" in answer)) return tell({ text: answer.problem?.what ?? t("failure.broken"), bad: true });
    const { assigned, refused } = answer;
    const words = [assigned > 0 && t("assign.assigned", { count: assigned }), ...refusedWords(t, refused)];
    tell({ text: words.filter(Boolean).join(" "), bad: assigned === 0 });
  }
  return { assign, busy };
}
