// Proposing, approving and undoing from the grid: what is chosen is asked of the server first, so that the consequence
// stands beside the choice; what was done can be undone, and done again, with one key. More rows than are done at once
// are a job.
import type { GridApi } from "ag-grid-community";
import { useCallback, useState } from "react";
import type { PairAction } from "../../core/states.ts";
import type { PairRow } from "../../prisma/rows.ts";
import { useBulk } from "../decisions/use-bulk.tsx";
import { useWords } from "../i18n/use-words.ts";
import { useTell } from "../ui/toasts.tsx";
import { useSend } from "../ui/use-send.ts";
import { AssignDialog } from "../work/assign-dialog.tsx";
import { type GivenWork, useAssigning } from "../work/use-assigning.ts";
import { type Chosen, mostAtOnce, offeredRows } from "./chosen.ts";
import { type Deed, deeds, type Verb } from "./deeds.ts";
import { type Done, refusedWords } from "./outcomes.ts";
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

type Told = "proposed" | "approved" | "rejected" | "undone" | "redone";

export interface Deciding {
  propose: (action: PairAction, only?: number, field?: string) => void;
  approve: () => void;
  /** Approves or rejects these decisions. */
  decide: (ids: number[], verdict: "approve" | "reject", comment?: string) => Promise<void>;
  /** Takes these decisions back; without them those of what is chosen or open, else what was done last. */
  undo: (ids?: number[]) => void;
  /** Asks to whom what is chosen is given, and until when. */
  give: () => void;
  /** Takes back what was done last here; does again what was taken back last. */
  back: () => void;
  again: () => void;
  busy: boolean;
  /** Whether the keys are about chosen rows rather than the open pair. */
  keysAreOfRows: boolean;
}

const cameOf = ({ verb }: Deed, ids: number[]): Deed | null => (ids.length > 0 ? { verb, ids } : null);

const toldOf = { propose: "proposed", approve: "approved", reject: "rejected" } as const satisfies Record<Verb, Told>;

const verbs = Object.keys(toldOf) as Verb[];

export function useDeciding(props: DecidingProps): Deciding & { dialog: React.ReactNode; progress: React.ReactNode } {
  const { page, base, choice, selection, chosen, openPair, api, onDone } = props;
  const { t } = useWords();
  const tell = useTell();
  const { send, busy } = useSend<Done>();
  const [proposing, setProposing] = useState<Proposing | null>(null);
  const [giving, setGiving] = useState<Chosen | null>(null);
  const assigning = useAssigning(base);
  const [verb, setVerb] = useState<Verb | null>(null);
  const [history] = useState(deeds);
  const administration = base.slice(0, base.lastIndexOf("/"));
  const bulk = useBulk(administration, page.going, (job, { kind, done }) => {
    const as = job === page.going ? verbs.find((one) => one === kind) : verb;
    if (as && done > 0) history.add({ verb: as, job });
  });

  /** The rows that are meant, as the server is asked after them. */
  const targets = useCallback(
    (only?: number) => {
      const focused = api?.getFocusedCell();
      const row = focused ? api?.getDisplayedRowAtIndex(focused.rowIndex)?.data?.id : undefined;
      if (only !== undefined) return { all: false, ids: [only] };
      if (chosen > 0) return { all: selection.all, ids: [...selection.ids] };
      return { all: false, ids: [openPair ?? row].flatMap((id) => id ?? []) };
    },
    [api, chosen, openPair, selection],
  );

  async function asked(only?: number): Promise<Chosen | null> {
    const { all, ids } = targets(only);
    if (!all && ids.length === 0) return null;
    const params = new URLSearchParams(choice);
    params.set("ids", ids.join(","));
    if (all) params.set("all", "1");
    const answer = await fetch(`${base}/chosen?${params}`);
    return answer.ok && !answer.redirected ? answer.json() : null;
  }

  function told(what: Told, { done, refused }: Done, deed?: Deed) {
    if (deed && done.length > 0) history.add(deed);
    tell({
      text: [done.length > 0 && t(`decide.${what}`, { count: done.length }), ...refusedWords(t, refused)]
        .filter(Boolean)
        .join(" "),
      bad: done.length === 0,
      ...(deed && done.length > 0 ? { action: { label: t("decide.undo"), keyCap: "Ctrl Z", run: back } } : {}),
    });
    onDone();
  }

  async function sent(path: string, body: Record<string, unknown>, what: Told, as?: Verb) {
    const answer = await send(path, body);
    if ("done" in answer) {
      told(what, answer, as && { verb: as, ids: answer.done });
      return answer.done;
    }
    tell({ text: answer.problem ? `${answer.problem.what} ${answer.problem.next}` : t("failure.broken"), bad: true });
    return [];
  }

  async function many(as: Verb | null, kind: string, of: Chosen, more: Record<string, unknown> = {}, only?: number) {
    setVerb(as);
    const rows = { entity: page.entity, address: choice, ...targets(only), version: of.version };
    await bulk.start({ kind, chosen: rows, ...more });
    onDone();
  }

  const refusedByRole = (may: boolean): boolean => {
    if (!may) tell({ text: t("decide.role", { role: t(`role.${page.me.role}`) }), bad: true });
    return !may;
  };

  async function propose(action: PairAction, only?: number, field?: string) {
    if (refusedByRole(page.may.propose)) return;
    const found = await asked(only);
    if (!found) return;
    if (found.free[action] === 0) return tell({ text: t("decide.nothing"), bad: true });
    setProposing({ action, chosen: found, ...(field ? { field } : {}), ...(only === undefined ? {} : { only }) });
  }

  async function approve() {
    if (refusedByRole(page.may.decide)) return;
    const found = await asked();
    if (!found) return;
    if (found.decidable === 0)
      return tell({ text: t(found.own > 0 ? "decide.own" : "decide.nothingToApprove"), bad: true });
    if (!found.rows) return many("approve", "approve", found);
    const ids = found.rows.flatMap(({ decision }) =>
      decision?.state === "proposed" && decision.proposedById !== page.me.id ? [decision.id] : [],
    );
    await decide(ids, "approve");
  }

  async function decide(ids: number[], verdict: "approve" | "reject", comment = "") {
    await sent(`${administration}/decide`, { ids, verdict, comment }, toldOf[verdict], verdict);
  }

  const takeBack = (ids: number[]) => sent(`${administration}/undo`, { ids: ids.slice(0, mostAtOnce) }, "undone");

  async function undo(ids?: number[]) {
    if (ids) return void takeBack(ids);
    const found = chosen > 0 || openPair !== null ? await asked() : null;
    if (!found || found.undoable === 0) return back();
    if (!found.rows) return many(null, "undo", found);
    const mine = found.rows.flatMap(({ decision }) =>
      decision && decision.state !== "applying" && (decision.proposedById === page.me.id || page.may.decide)
        ? [decision.id]
        : [],
    );
    await takeBack(mine);
  }

  const back = () =>
    void history.back(async (deed) => {
      if (!deed) return nothingTo("decide.nothingToUndo");
      setVerb(null);
      if ("job" in deed) return startedAs(deed, { kind: "undo", job: deed.job });
      return cameOf(deed, await takeBack(deed.ids));
    });

  const again = () =>
    void history.again(async (deed) => {
      if (!deed) return nothingTo("decide.nothingToRedo");
      const { verb: as } = deed;
      setVerb(null);
      if ("job" in deed) return startedAs(deed, { kind: as === "propose" ? "redo" : as, job: deed.job });
      if (as === "propose") return cameOf(deed, await sent(`${administration}/redo`, { ids: deed.ids }, "redone"));
      const said = { ids: deed.ids, verdict: as, comment: "" };
      return cameOf(deed, await sent(`${administration}/decide`, said, toldOf[as]));
    });

  function nothingTo(what: "decide.nothingToUndo" | "decide.nothingToRedo"): null {
    tell({ text: t(what) });
    return null;
  }

  async function startedAs(deed: Deed, job: Record<string, unknown>): Promise<Deed> {
    await bulk.start(job);
    return deed;
  }

  async function give() {
    const found = await asked();
    if (found && found.total > 0) setGiving(found);
  }

  async function given(found: Chosen, work: GivenWork) {
    setGiving(null);
    if (!found.rows) return many(null, "assign", found, { ...work });
    await assigning.assign(
      found.rows.map(({ id }) => id),
      work,
    );
    onDone();
  }

  return {
    give: () => void give(),
    propose: (action, only, field) => void propose(action, only, field),
    approve: () => void approve(),
    decide,
    undo: (ids) => void undo(ids),
    back,
    again,
    busy: busy || bulk.running,
    keysAreOfRows: chosen > 0,
    progress: bulk.shown,
    dialog: giving ? (
      <AssignDialog
        count={giving.total}
        people={page.people}
        busy={assigning.busy}
        close={() => setGiving(null)}
        submit={(work) => void given(giving, work)}
      />
    ) : (
      proposing && (
        <ProposeDialog
          proposing={proposing}
          columns={page.columns}
          busy={busy}
          close={() => setProposing(null)}
          submit={async (given) => {
            const { action, chosen: found, only } = proposing;
            if (found.rows) {
              const pairs = offeredRows(found, action).map(({ id, fingerprint }) => ({ id, fingerprint }));
              await sent(`${base}/propose`, { action, pairs, ...given }, "proposed", "propose");
            } else await many("propose", "propose", found, { action, ...given }, only);
            setProposing(null);
          }}
        />
      )
    ),
  };
}
