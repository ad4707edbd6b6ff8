// Invoices as a plain table: who, how much, where it stands and why. On a phone each row keeps to three columns.
import { Link } from "@remix-run/react";
import type { InvoiceOrder } from "../../prisma/invoices.ts";
import { isChosen, type Selection } from "../grid/selection.ts";
import { useWords } from "../i18n/use-words.ts";
import { type InvoiceAddress, invoicesAt } from "./address.ts";
import type { ListedRow } from "./list-data.ts";
import { Reason } from "./reason.tsx";
import { toneOf } from "./tone.ts";
import { useMoney } from "./use-money.ts";

interface InvoiceTableProps {
  base: string;
  own: string;
  name: string;
  rows: readonly ListedRow[];
  address: InvoiceAddress;
  selection: Selection;
  /** Null for someone who may do nothing with them. */
  choose: ((id: number) => void) | null;
  choosePage: (chosen: boolean) => void;
}

const columns: readonly (readonly [InvoiceOrder, string])[] = [
  ["number", ""],
  ["date", "max-md:hidden"],
  ["debtor", "max-sm:hidden"],
  ["total", "num"],
];

/** Money and dates are first looked for from the top. */
const firstDescending: readonly InvoiceOrder[] = ["total", "date"];

export function InvoiceTable({ base, own, name, rows, address, selection, choose, choosePage }: InvoiceTableProps) {
  const { t } = useWords();
  const onPage = rows.filter(({ id }) => isChosen(selection, id)).length;
  return (
    <table className="table invoices">
      <caption className="sr-only">{name}</caption>
      <thead>
        <tr>
          {choose && (
            <th scope="col" className="w-8">
              <input
                type="checkbox"
                aria-label={t("invoices.choosePage")}
                checked={rows.length > 0 && onPage === rows.length}
                ref={(box) => {
                  if (box) box.indeterminate = onPage > 0 && onPage < rows.length;
                }}
                onChange={({ target }) => choosePage(target.checked)}
              />
            </th>
          )}
          {columns.map(([by, className]) => (
            <SortHead key={by} {...{ base, by, className, address }} label={headOf(by)} />
          ))}
          <SortHead {...{ base, address }} by="since" className="max-sm:hidden" label={t("invoices.head.since")} />
          <th scope="col" className="max-lg:hidden">
            {t("invoices.head.why")}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Line key={row.id} {...{ base, own, row, choose }} chosen={isChosen(selection, row.id)} />
        ))}
      </tbody>
    </table>
  );

  function headOf(by: InvoiceOrder): string {
    return by === "total" ? t("invoices.head.total", { currency: own }) : t(`invoices.head.${by}`);
  }
}

interface SortHeadProps {
  base: string;
  by: InvoiceOrder;
  label: string;
  className: string;
  address: InvoiceAddress;
}

function SortHead({ base, by, label, className, address }: SortHeadProps) {
  const sort = address.sort ?? { by: "date", descending: true };
  const own = sort.by === by ? sort : null;
  const descending = own ? !own.descending : firstDescending.includes(by);
  return (
    <th scope="col" className={className} aria-sort={own ? (own.descending ? "descending" : "ascending") : undefined}>
      <Link
        to={invoicesAt(base, { ...address, sort: { by, descending }, page: 1 })}
        className="sort-head"
        preventScrollReset
      >
        {label}
        <span aria-hidden="true">{own ? (own.descending ? " ↓" : " ↑") : ""}</span>
      </Link>
    </th>
  );
}

interface LineProps extends Pick<InvoiceTableProps, "base" | "own" | "choose"> {
  row: ListedRow;
  chosen: boolean;
}

function Line({ base, own, row, choose, chosen }: LineProps) {
  const { t, date, decimal } = useWords();
  const { money } = useMoney();
  const { id, number, kind, debtor, debtorName, currency, amount, gone } = row;
  const shownNumber = number || t("invoices.noNumber");
  return (
    <tr data-row={id} data-chosen={chosen || undefined} className={gone ? "text-muted" : undefined}>
      {choose && (
        <td>
          <input
            type="checkbox"
            aria-label={t("decisions.select", { key: shownNumber })}
            checked={chosen}
            onChange={() => choose(id)}
          />
        </td>
      )}
      <th scope="row">
        <Link to={`${base}/invoices/${id}`} className="code invoice-link">
          {shownNumber}
        </Link>
        {kind === "credit" && <span className="hint block font-normal">{t("invoices.credit")}</span>}
        {kind === "other" && <span className="hint block font-normal">{t("invoices.otherKind")}</span>}
        <span className="block font-normal sm:hidden">{debtorName || debtor}</span>
        <span className="hint block font-normal md:hidden">{date(row.date)}</span>
        <span className="mt-1 block font-normal whitespace-normal sm:hidden">
          <State row={row} />
          <span className="mt-1 block text-ink-2">
            <Reason row={row} />
          </span>
        </span>
      </th>
      <td className="whitespace-nowrap max-md:hidden">{date(row.date)}</td>
      <td className="max-sm:hidden">
        <span className="code font-normal text-muted">{debtor}</span> {debtorName}
      </td>
      <td className="num whitespace-nowrap">{currency === own ? decimal(amount) : money({ currency, amount })}</td>
      <td className="max-sm:hidden">
        <State row={row} />
        <span className="mt-1 block lg:hidden">
          <Reason row={row} />
        </span>
      </td>
      <td className="max-lg:hidden">
        <Reason row={row} />
      </td>
    </tr>
  );
}

function State({ row: { state, stateName, since, release } }: { row: ListedRow }) {
  const { t, moment } = useWords();
  return (
    <>
      <span className={`chip ${toneOf(state)}`} title={t("invoices.since", { when: moment(since) })}>
        {stateName}
      </span>
      {state === "ready" && release && <span className="hint"> {t("invoices.isReleased")}</span>}
    </>
  );
}
