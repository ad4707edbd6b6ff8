// All invoices of an administration: where things stand, what holds money up, and the lists with what may be done.
import { Link, useNavigation, useSearchParams } from "@remix-run/react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { countOf, everything, isChosen, joined, noSelection, type Selection, toggled } from "../grid/selection.ts";
import { useWords } from "../i18n/use-words.ts";
import { ActBar } from "./act-bar.tsx";
import { type InvoiceAddress, invoicesAt, listOf, readAddress, writeAddress } from "./address.ts";
import { Causes } from "./causes.tsx";
import { InvoiceTable } from "./invoice-table.tsx";
import type { ListData } from "./list-data.ts";
import { ListTools } from "./list-tools.tsx";
import { Pages } from "./pages.tsx";
import { PipelinePicture } from "./pipeline-picture.tsx";
import { PullInvoices } from "./pull-invoices.tsx";
import { Sentence } from "./sentence.tsx";
import { Standstill } from "./standstill.tsx";
import { useSteadyRows } from "./steady.ts";
import { type Target, useActing } from "./use-acting.tsx";
import { rowInFocus, stepRow, useListKeys } from "./use-list-keys.ts";

export function ListPage({ page }: { page: ListData }) {
  const { base, own, standing, stages, waiting, total } = page;
  const { t, moment, ago } = useWords();
  const [params, setParams] = useSearchParams();
  const { state, location } = useNavigation();
  const text = params.toString();
  const address = useMemo(() => readAddress(new URLSearchParams(text)), [text]);
  const list = writeAddress({ ...address, page: 1 });
  const [selection, setSelection] = useState<Selection>(noSelection);
  const search = useRef<HTMLInputElement>(null);
  const chosen = countOf(selection, total);
  const clear = useCallback(() => setSelection(noSelection), []);
  const acting = useActing(base, clear);
  const { rows, newer, show } = useSteadyRows(page.rows, writeAddress(address), chosen > 0 || acting.isAsking);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another list, another choice
  useEffect(() => clear(), [list, clear]);

  function change(moved: Partial<InvoiceAddress>) {
    setParams(new URLSearchParams(writeAddress({ ...address, page: 1, ...moved })), {
      replace: true,
      preventScrollReset: true,
    });
  }

  const target: Target = selection.all ? { all: list, but: [...selection.ids] } : { ids: [...selection.ids] };
  const focused = () => {
    const id = rowInFocus();
    return chosen > 0 ? target : id === null ? null : { ids: [id] };
  };
  const act = (name: "release" | "approve" | "withdraw") => () => {
    const on = focused();
    if (on) acting.ask(name, on);
    return on !== null;
  };
  useListKeys({
    j: () => stepRow(1),
    k: () => stepRow(-1),
    " ": () => {
      const id = rowInFocus();
      const onBox = document.activeElement instanceof HTMLInputElement;
      if (id === null || onBox || !page.may.propose) return false;
      setSelection((now) => toggled(now, id));
      return true;
    },
    v: act("release"),
    g: act("approve"),
    t: act("withdraw"),
    r: show,
    "/": () => search.current?.focus(),
    Escape: () => {
      if (chosen > 0) clear();
      return chosen > 0;
    },
  });

  if (!standing) return <NothingYet page={page} />;
  return (
    <>
      <div className="page-head">
        <div className="min-w-0 grow basis-96">
          <Sentence {...{ base, stages, waiting }} />
          <p className="mt-1">
            {standing.lastCompleteAt && (
              <span title={ago(standing.lastCompleteAt)}>
                {t("invoices.judged", { when: moment(standing.lastCompleteAt) })}
              </span>
            )}
          </p>
        </div>
        <Link className="btn" to={`${base}/invoices/policy`}>
          {t("policy.link")}
        </Link>
        <Link className="btn" to={`${base}/invoices/proof`}>
          {t("proof.link")}
        </Link>
        {page.may.pull && <PullInvoices base={base} running={page.pulling} />}
      </div>
      <Stale page={page} />
      <Standstill {...page} />
      <PipelinePicture {...{ base, stages }} show={address.show} />
      {(address.show === "waiting" || address.show === "blocked") && <Causes {...page} address={address} />}
      <section
        className="card"
        aria-label={t("invoices.name")}
        aria-busy={state === "loading" && location !== undefined}
      >
        <ListTools {...{ base, address, change, stages, search }} waiting={waiting.invoices} />
        {rows.length === 0 ? (
          <NoRows base={base} address={address} />
        ) : (
          <div className="scroll-x">
            <InvoiceTable
              {...{ base, own, rows, address, selection }}
              name={t(`invoices.list.${listOf(address.show)}`)}
              choose={page.may.propose ? (id) => setSelection((now) => toggled(now, id)) : null}
              choosePage={(is) => {
                const ids = rows.map(({ id }) => id);
                setSelection((now) => (is ? joined(now, ids) : without(now, ids)));
              }}
            />
          </div>
        )}
        <Pages {...{ base, address }} page={page.page} pages={page.pages} total={total} />
        <ActBar
          {...page}
          {...{ chosen, newer, show, target, clear }}
          inSight={rows.filter(({ id }) => isChosen(selection, id))}
          ask={acting.ask}
          busy={acting.busy}
          everything={() => setSelection(everything)}
        />
      </section>
      {acting.dialog}
    </>
  );
}

const without = (now: Selection, ids: readonly number[]): Selection =>
  now.all
    ? { all: true, ids: new Set([...now.ids, ...ids]) }
    : { all: false, ids: new Set([...now.ids].filter((id) => !ids.includes(id))) };

/** The last pull did not come to its end: what is shown is older, and says so. */
function Stale({ page: { problem, standing } }: { page: ListData }) {
  const { t, moment } = useWords();
  if (!problem) return null;
  return (
    <div className="note note-stale mb-3" role="status">
      <p>
        <b>
          {standing?.lastCompleteAt
            ? t("invoices.stale", { when: moment(standing.lastCompleteAt) })
            : t("invoices.neverWhole")}
        </b>
        <span className="block">{problem.what}</span>
        <span className="block">
          {problem.next} <code className="hint">{problem.code}</code>
        </span>
      </p>
    </div>
  );
}

function NothingYet({ page }: { page: ListData }) {
  const { t } = useWords();
  return (
    <>
      <div className="page-head">
        <h1 className="sentence">{t("invoices.nothingYet")}</h1>
        {page.may.pull && <PullInvoices base={page.base} running={page.pulling} />}
      </div>
      <Stale page={page} />
      <div className="card p-8 text-center">
        <h2>{t("invoices.willAppear")}</h2>
        <p className="hint mx-auto mt-1 max-w-lg">{t("invoices.willAppearNext")}</p>
      </div>
    </>
  );
}

function NoRows({ base, address }: { base: string; address: InvoiceAddress }) {
  const { t } = useWords();
  const plain = writeAddress({ ...address, page: 1, sort: null });
  const isNarrowed = plain !== writeAddress({ show: listOf(address.show) });
  return (
    <div className="p-8 text-center">
      <h2>{t(isNarrowed ? "invoices.noneWithFilter" : `invoices.none.${listOf(address.show)}`)}</h2>
      {isNarrowed && (
        <Link className="link mt-1 inline-block" to={invoicesAt(base, { show: listOf(address.show) })}>
          {t("grid.clear")}
        </Link>
      )}
    </div>
  );
}
