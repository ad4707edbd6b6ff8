// The place where pairs are judged: the rows, the panel beside them, and what may be done with them.

import type { GridApi } from "ag-grid-community";
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { PairRow } from "../../prisma/rows.ts";
import { useWords } from "../i18n/use-words.ts";
import { BulkBar } from "./bulk-bar.tsx";
import { ColumnChooser } from "./column-chooser.tsx";
import { FindingChip } from "./finding-chip.tsx";
import { type HoverAt, HoverCard } from "./hover-card.tsx";
import { KeyHelp } from "./key-help.tsx";
import { nextDifference } from "./next-difference.ts";
import { GridSkeleton, NoRows } from "./no-rows.tsx";
import type { GridPageData } from "./page-data.ts";
import { PairPanel } from "./pair-panel.tsx";
import { PickedChips } from "./picked-chips.tsx";
import { rowSource } from "./row-source.ts";
import { countOf, everything, joined, noSelection, type Selection, toggled } from "./selection.ts";
import { Sentence } from "./sentence.tsx";
import { StatusChips } from "./status-chips.tsx";
import { Toolbar } from "./toolbar.tsx";
import { useAddress } from "./use-address.ts";
import { useDeciding } from "./use-deciding.tsx";
import { useExcel } from "./use-excel.tsx";
import { useFreshRows } from "./use-fresh-rows.ts";
import { useKeptLook } from "./use-kept-look.ts";
import { useKeys } from "./use-keys.ts";
import { ValuesSheet } from "./values-sheet.tsx";
import { ViewNote } from "./view-note.tsx";

const PairsGrid = lazy(() => import("./pairs-grid.tsx"));

export function Workplace({ page }: { page: GridPageData }) {
  const { t, language, field } = useWords();
  const base = `/a/${encodeURIComponent(page.code)}/${page.entity}`;
  const { address, choice, change, look } = useAddress(page.look, useKeptLook(base));
  const [api, setApi] = useState<GridApi<PairRow> | null>(null);
  const [selection, setSelection] = useState<Selection>(noSelection);
  const [total, setTotal] = useState<number | null>(null);
  const [failed, setFailed] = useState(false);
  const [hover, setHover] = useState<HoverAt | null>(null);
  const [help, setHelp] = useState(false);
  const [choosing, setChoosing] = useState(false);
  const [valuesOf, setValuesOf] = useState<string | null>(null);
  const search = useRef<HTMLInputElement>(null);
  const inBrowser = useInBrowser();
  const source = useMemo(() => (inBrowser ? rowSource(base, choice) : null), [inBrowser, base, choice]);
  const choosable = page.may.propose || page.may.decide;
  const chosen = countOf(selection, total ?? 0);
  const open = useCallback((id: number | null) => change({ pair: id }), [change]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: other rows, another choice
  useEffect(() => {
    setSelection(noSelection);
    setFailed(false);
  }, [choice]);

  const { newer, show } = useFreshRows(api, page.state, {
    isJudging: chosen > 0 || address.pair !== null,
    rowsFollowDecisions:
      address.decision !== null ||
      address.assigned !== null ||
      address.overdue ||
      address.sort.some(({ column }) => column === "decision" || column === "due"),
  });
  const clear = useCallback(() => setSelection(noSelection), []);
  const deciding = useDeciding({ page, base, choice, selection, chosen, openPair: address.pair, api, onDone: clear });
  const excel = useExcel({ base, address, api });
  useKeys({
    api,
    search,
    openPair: address.pair,
    open,
    toggle: (id) => choosable && setSelection((now) => toggled(now, id)),
    clear,
    hasSelection: chosen > 0,
    propose: deciding.propose,
    approve: deciding.approve,
    undo: deciding.undo,
    back: deciding.back,
    again: deciding.again,
    nextDifference: () => nextDifference(api),
    refresh: show,
    split: () => change({ split: !address.split }),
    columns: () => setChoosing(true),
    values: () => setValuesOf(fieldInFocus()),
    help: () => setHelp(true),
  });

  /** The field of the cell in focus, or the first that is shown. */
  function fieldInFocus(): string {
    const name = api?.getFocusedCell()?.column.getColId().split("@")[0];
    const { fields, title } = page.columns;
    return fields.find((one) => one.name === name)?.name ?? title;
  }

  const anchor = useRef<number | null>(null);
  function choose(id: number, rowIndex: number, range: boolean) {
    const from = anchor.current ?? rowIndex;
    anchor.current = rowIndex;
    if (!range || !api) return setSelection((now) => toggled(now, id));
    const [low, high] = [Math.min(from, rowIndex), Math.max(from, rowIndex)];
    const between = Array.from({ length: high - low + 1 }, (_, at) => api.getDisplayedRowAtIndex(low + at)?.data?.id);
    setSelection((now) =>
      joined(
        now,
        between.flatMap((one) => one ?? []),
      ),
    );
  }

  const context = {
    speech: { t, language },
    selection,
    choose,
  };

  return (
    <div className="page-fill">
      <div className="page-head">
        <Sentence page={page} />
        <Toolbar
          {...{ page, base, address, change, look, search, onExcel: excel.start }}
          onColumns={() => setChoosing(true)}
          onValues={() => setValuesOf(fieldInFocus())}
          send={{
            base: base.slice(0, base.lastIndexOf("/")),
            refused: page.may.propose ? null : t("returned.noRole", { role: t(`role.${page.me.role}`) }),
          }}
        />
      </div>
      <ViewNote {...{ page, address, change }} />
      <FindingChip address={address} change={change} />
      <PickedChips {...{ columns: page.columns, address, change }} open={setValuesOf} />
      <StatusChips
        {...{
          counts: page.facets.statuses,
          decisions: page.facets.decisions,
          moved: page.facets.moved,
          work: page.facets.work,
          seen: page.facets.seen,
          me: page.me.id,
          address,
          change,
        }}
      />
      {excel.shown}
      {deciding.progress}
      <div className="workplace" data-panel={address.pair !== null || undefined}>
        <section className="card grid-card" aria-label={page.title}>
          {total === 0 && !failed && <NoRows {...{ page, address, change, base }} />}
          {failed && <NoRows {...{ page, address, change, base, failed: show }} />}
          <div className="grid-box" data-state={total === null ? "loading" : "rows"}>
            {/* why: a place that waits must not come with the page: an update would reach it before it is brought to life. */}
            {source ? (
              <Suspense fallback={<GridSkeleton />}>
                <PairsGrid
                  {...{ address, source, context, nonce: documentNonce(), name: page.title, columns: page.columns }}
                  differing={page.facets.differing}
                  hasWork={Object.keys(page.facets.work.assigned).length > 0 || page.facets.work.overdue > 0}
                  speech={context.speech}
                  choosable={choosable}
                  label={field}
                  onlyDifferingIn={(name) => change({ differingIn: [name] })}
                  onReady={setApi}
                  onChoice={change}
                  onLook={change}
                  onOpen={(row) => open(row.id)}
                  onTotal={setTotal}
                  onFailed={setFailed}
                  onHover={setHover}
                />
              </Suspense>
            ) : (
              <GridSkeleton />
            )}
          </div>
          <BulkBar
            {...{ page, total, chosen, newer, address, change, show, deciding }}
            everything={() => setSelection(everything)}
            clear={clear}
            help={() => setHelp(true)}
          />
        </section>
        {address.pair !== null && (
          <PairPanel
            key={address.pair}
            {...{ base, page, deciding }}
            id={address.pair}
            close={() => {
              open(null);
              focusGrid(api);
            }}
          />
        )}
      </div>
      {hover && <HoverCard {...{ hover, base, columns: page.columns }} />}
      {deciding.dialog}
      {choosing && (
        <ColumnChooser
          {...{ columns: page.columns, differing: page.facets.differing, address, change }}
          close={() => {
            setChoosing(false);
            focusGrid(api);
          }}
        />
      )}
      {valuesOf !== null && (
        <ValuesSheet
          key={valuesOf}
          {...{ base, choice, fields: page.columns.fields, first: valuesOf, address, change }}
          close={() => {
            setValuesOf(null);
            focusGrid(api);
          }}
        />
      )}
      <KeyHelp open={help} close={() => setHelp(false)} />
    </div>
  );
}

/** why: the policy holds the nonce of the document that was first asked for; a later answer's is another. */
const documentNonce = () => document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce ?? "";

function focusGrid(api: GridApi<PairRow> | null) {
  const cell = api?.getFocusedCell();
  if (api && cell) api.setFocusedCell(cell.rowIndex, cell.column);
}

function useInBrowser(): boolean {
  const [is, setIs] = useState(false);
  useEffect(() => setIs(true), []);
  return is;
}
