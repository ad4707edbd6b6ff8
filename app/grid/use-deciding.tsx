// Proposing, approving and undoing from the grid: what is chosen is asked of the server first, so that the consequence
// stands beside the choice; what was done can be undone with one key.
import type { GridApi } from "ag-grid-community";
import { useCallback, useRef, useState } from "react";
import type { DecisionAction } from "../../core/states.ts";
import type { PairRow } from "../../prisma/rows.ts";
import { useWords } from "../i18n/use-words.ts";
import { useTell } from "../ui/toasts.tsx";
import { useSend } from "../ui/use-send.ts";
import { type Chosen, mostAtOnce } from "./chosen.ts";
import type { Done } from "./outcomes.ts";
import type { GridPageData } from "./page-data.ts";
import { ProposeDialog, type Proposing } from "./propose-dialog.tsx";
import type { Selection } from "./selection.ts";

interface DecidingProps {
  page: GridPageData;
  /** Address of the grid, and what decides its rows. */
  base: string;
  choice: string;
  selection: Selection;
  chosen: number;
  openPair: number | null;
  api: GridApi<PairRow> | null;
  onDone: () => void;
}

type Told = "proposed" | "approved" | "rejected" | "undone";

export interface Deciding {
  propose: (action: DecisionAction, only?: number) => void;
  approve: (only?: number) => void;
  /** Approves or rejects these decisions. */
  decide: (ids: number[], verdict: "approve" | "reject", comment?: string) => Promise<void>;
  /** Takes these decisions back; without them what was done last, or what is chosen. */
  undo: (ids?: number[]) => void;
  busy: boolean;
  /** Whether the keys are about chosen rows rather than the open pair. */
  keysAreOfRows: boolean;
}

export function useDeciding(props: DecidingProps): Deciding & { dialog: React.ReactNode } {
  const { page, base, choice, selection, chosen, openPair, api, onDone } = props;
  const { t } = useWords();
  const tell = useTell();
  const { send, busy } = useSend<Done>();
  const [proposing, setProposing] = useState<Proposing | null>(null);
  const last = useRef<number[]>([]);
  const administration = base.slice(0, base.lastIndexOf("/"));

  const targets = useCallback((): URLSearchParams | null => {
    const params = new URLSearchParams(choice);
    const focused = api?.getFocusedCell();
    const row = focused ? api?.getDisplayedRowAtIndex(focused.rowIndex)?.data?.id : undefined;
    const ids = chosen > 0 ? [...selection.ids] : [openPair ?? row].flatMap((id) => id ?? []);
    if (chosen > 0 && selection.all) params.set("all", "1");
    else if (ids.length === 0) return null;
    params.set("ids", ids.join(","));
    return params;
  }, [api, choice, chosen, openPair, selection]);

  async function asked(only?: number): Promise<Chosen | null> {
    const params = only === undefined ? targets() : new URLSearchParams({ ids: String(only) });
    if (!params) return null;
    const answer = await fetch(`${base}/chosen?${params}`);
    return answer.ok && !answer.redirected ? answer.json() : null;
  }

  function told(what: Told, { done, refused }: Done) {
    const why = Object.entries(refused).map(([name, count]) =>
      t("refused.count", { count, why: t(`refused.${name as keyof Done["refused"]}`) }),
    );
    const undoable = what === "proposed" || what === "approved";
    if (undoable && done.length > 0) last.current = done;
    tell({
      text: [done.length > 0 && t(`decide.${what}`, { count: done.length }), ...why].filter(Boolean).join(" "),
      bad: done.length === 0,
      ...(undoable && done.length > 0
        ? { action: { label: t("decide.undo"), keyCap: "U", run: () => void takeBack(done) } }
        : {}),
    });
    onDone();
  }

  async function sent(path: string, body: Record<string, unknown>, what: Told) {
    const answer = await send(path, body);
    if ("done" in answer) told(what, answer);
    else
      tell({ text: answer.problem ? `${answer.problem.what} ${answer.problem.next}` : t("failure.broken"), bad: true });
  }

  const takeBack = (ids: number[]) => sent(`${administration}/undo`, { ids: ids.slice(0, mostAtOnce) }, "undone");

  async function propose(action: DecisionAction, only?: number) {
    if (!page.may.propose) return tell({ text: t("decide.role", { role: t(`role.${page.me.role}`) }), bad: true });
    const found = await asked(only);
    if (!found) return;
    const { pairs } = action === "take_globe" ? found.take : found.keep;
    if (pairs.length === 0) return tell({ text: t("decide.nothing"), bad: true });
    setProposing({ action, chosen: found, pairs });
  }

  async function approve(only?: number) {
    if (!page.may.decide) return tell({ text: t("decide.role", { role: t(`role.${page.me.role}`) }), bad: true });
    const found = await asked(only);
    if (!found) return;
    if (found.decidable.length === 0)
      return tell({ text: t(found.own > 0 ? "decide.own" : "decide.nothingToApprove"), bad: true });
    await decide(found.decidable, "approve");
  }

  const decide = (ids: number[], verdict: "approve" | "reject", comment = "") =>
    sent(`${administration}/decide`, { ids, verdict, comment }, verdict === "approve" ? "approved" : "rejected");

  async function undo(ids?: number[]) {
    if (ids) return takeBack(ids);
    const found = chosen > 0 || openPair !== null ? await asked() : null;
    const wanted = found && found.undoable.length > 0 ? found.undoable : last.current;
    last.current = [];
    if (wanted.length > 0) await takeBack(wanted);
  }

  return {
    propose: (action, only) => void propose(action, only),
    approve: (only) => void approve(only),
    decide,
    undo: (ids) => void undo(ids),
    busy,
    keysAreOfRows: chosen > 0,
    dialog: proposing && (
      <ProposeDialog
        proposing={proposing}
        columns={page.columns}
        busy={busy}
        close={() => setProposing(null)}
        submit={async (given) => {
          const { action, pairs } = proposing;
          await sent(`${base}/propose`, { action, pairs, ...given }, "proposed");
          setProposing(null);
        }}
      />
    ),
  };
}
