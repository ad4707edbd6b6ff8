// Proposing suggestions as the same, turning them down, and taking either back.
import { useRevalidator } from "@remix-run/react";
import { useRef, useState } from "react";
import type { Reason } from "../decisions/reasons.ts";
import { useBulk } from "../decisions/use-bulk.tsx";
import type { Done } from "../grid/outcomes.ts";
import { refusedWords } from "../grid/outcomes.ts";
import { useWords } from "../i18n/use-words.ts";
import { useTell } from "../ui/toasts.tsx";
import { type Answer, useSend } from "../ui/use-send.ts";
import type { ShownRecord, SuggestionsPageData } from "./page-data.ts";

export interface Couple {
  globe: ShownRecord;
  milestones: ShownRecord;
}

interface Codes {
  globe: string;
  milestones: string;
}

/** `sure`: all that are sure. `codes`: two that someone names. */
export type Asked =
  | { does: "same" | "reject"; couples: readonly Couple[] }
  | { does: "sure"; count: number }
  | { does: "codes"; codes: Codes };

export interface Said {
  reason: Reason;
  comment: string;
}

export type Judging = ReturnType<typeof useJudging>;

export function useJudging(page: Pick<SuggestionsPageData, "base" | "entity" | "asOf" | "going">) {
  const { base, entity, asOf, going } = page;
  const { t } = useWords();
  const tell = useTell();
  const { send, busy } = useSend<Done | { count: number } | { job: number }>();
  const { revalidate } = useRevalidator();
  const bulk = useBulk(base, going, (job, { kind, done }) => {
    if (kind === "link" && done > 0) last.current = () => void bulk.start({ kind: "undo", job });
    revalidate();
  });
  const [asked, setAsked] = useState<Asked | null>(null);
  const last = useRef<(() => void) | null>(null);
  const at = `${base}/${entity}`;

  const failed = (answer: Answer<object>): boolean => {
    if (!("problem" in answer)) return false;
    tell({ text: answer.problem ? `${answer.problem.what}. ${answer.problem.next}` : t("failure.broken"), bad: true });
    return true;
  };

  async function take(ids: readonly number[]) {
    last.current = null;
    const answer = await send(`${base}/undo`, { ids: [...ids] });
    if (!failed(answer) && "done" in answer) tell({ text: t("decide.undone", { count: answer.done.length }) });
    revalidate();
  }

  async function restore(codes: readonly Codes[]) {
    last.current = null;
    const answer = await send(`${at}/reject`, { does: "restore", codes: codes.map(({ ...one }) => one) });
    if (!failed(answer) && "count" in answer) tell({ text: t("suggestions.restored", { count: answer.count }) });
    revalidate();
  }

  async function proposed(body: Record<string, unknown>) {
    const answer = await send(`${at}/link`, body);
    if ("job" in answer) return bulk.follow(answer.job);
    if (failed(answer) || !("done" in answer)) return;
    const { done, refused } = answer;
    const undo = () => void take(done);
    last.current = done.length > 0 ? undo : null;
    tell({
      text: [done.length > 0 && t("decide.proposed", { count: done.length }), ...refusedWords(t, refused)]
        .filter(Boolean)
        .join(" "),
      bad: done.length === 0,
      ...(done.length > 0 ? { action: { label: t("decide.undo"), keyCap: "U", run: undo } } : {}),
    });
    revalidate();
  }

  async function rejected(couples: readonly Couple[], said: Said) {
    const codes = couples.map(({ globe, milestones }) => ({ globe: globe.key, milestones: milestones.key }));
    const answer = await send(`${at}/reject`, { does: "reject", codes, ...said });
    if (failed(answer) || !("count" in answer)) return;
    const undo = () => void restore(codes);
    last.current = undo;
    tell({
      text: t("suggestions.rejectedNow", { count: answer.count }),
      action: { label: t("decide.undo"), keyCap: "U", run: undo },
    });
    revalidate();
  }

  const seen = ({ id, fingerprint }: ShownRecord) => ({ id, fingerprint });

  async function submit(said: Said) {
    if (!asked) return;
    setAsked(null);
    if (asked.does === "reject") await rejected(asked.couples, said);
    else if (asked.does === "sure") await proposed({ ...said, sureAsOf: asOf });
    else if (asked.does === "codes") await proposed({ ...said, codes: asked.codes });
    else {
      const links = asked.couples.map(({ globe, milestones }) => ({
        globe: seen(globe),
        milestones: seen(milestones),
      }));
      await proposed({ ...said, links });
    }
  }

  return {
    ...{ asked, submit, restore },
    busy: busy || bulk.running,
    progress: bulk.shown,
    ask: (what: Asked) => setAsked(what),
    close: () => setAsked(null),
    undoLast() {
      if (!last.current) return false;
      last.current();
      return true;
    },
  };
}
