// The sales entry as Globe will get it, value by value with the reason of each, and what it comes to in the ledger.
import { useWords } from "../i18n/use-words.ts";
import type { DetailData, ShownEntry, ShownValue } from "./detail-data.ts";

const dates = ["EntryDate", "ReportingDate", "InvoiceDueDate"];
const numbers = ["Amount", "VATAmount", "VATBasis", "Quantity"];

type EntryViewProps = Pick<DetailData, "entry" | "isFrozen" | "fingerprint" | "row">;

export function EntryView({ entry, isFrozen, fingerprint, row }: EntryViewProps) {
  const { t } = useWords();
  const [line] = entry.lines;
  const whyKnown = entry.header.some(({ why }) => why !== null);
  return (
    <section className="card" aria-labelledby="entry">
      <div className="px-4 pt-3 pb-2">
        <h2 id="entry">{t("invoices.entryAs")}</h2>
        <p className="hint">
          {isFrozen ? (
            <>
              {t(row.state === "booked" ? "invoices.frozenBooked" : "invoices.frozen")}{" "}
              <code title={fingerprint}>{fingerprint.slice(0, 12)}</code>
            </>
          ) : (
            t("invoices.notFrozen")
          )}
          {!whyKnown && ` ${t("invoices.whyUnknown")}`}
        </p>
      </div>
      <table className="table entry-head">
        <caption className="sr-only">{t("invoices.entryHead")}</caption>
        <thead className="sr-only">
          <tr>
            <th scope="col">{t("invoices.field")}</th>
            <th scope="col">{t("invoices.value")}</th>
            <th scope="col" className="max-sm:hidden">
              {t("invoices.reason")}
            </th>
          </tr>
        </thead>
        <tbody>
          {entry.header.map((one) => (
            <tr key={one.name}>
              <th scope="row" className="entry-name" title={one.name}>
                {t(`invoices.entryField.${one.name}`)}
              </th>
              <td>
                <Value {...one} />
                <span className="hint block sm:hidden">{one.why}</span>
              </td>
              <td className="hint max-sm:hidden">{one.why}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {line && <Lines lines={entry.lines} />}
      <Ledger entry={entry} currency={row.currency} />
    </section>
  );
}

function Value({ name, value }: ShownValue<string>) {
  const { t, date, decimal } = useWords();
  if (value === null || value === "") return <span className="text-muted">{t("invoices.notSent")}</span>;
  if (dates.includes(name)) return <span className="whitespace-nowrap">{date(value)}</span>;
  if (numbers.includes(name)) return <>{decimal(value)}</>;
  return <span className={name === "Description" ? "" : "code"}>{value}</span>;
}

/** Short, where columns are narrow. */
function Nothing() {
  const { t } = useWords();
  return (
    <span className="text-muted" title={t("invoices.notSent")}>
      <span aria-hidden="true">–</span>
      <span className="sr-only">{t("invoices.notSent")}</span>
    </span>
  );
}

const columns = [
  "GLAccount",
  "Description",
  "CostCenter",
  "Project",
  "Quantity",
  "VATCode",
  "VATAmount",
  "Amount",
] as const;

/** Above so many lines their reasons are one press away. */
const openUpTo = 3;

function Lines({ lines }: Pick<ShownEntry, "lines">) {
  const { t } = useWords();
  return (
    <div className="scroll-x">
      <table className="table entry-lines">
        <caption className="sr-only">{t("invoices.entryLines")}</caption>
        <thead>
          <tr>
            {columns.map((name) => (
              <th key={name} scope="col" title={name} className={numbers.includes(name) ? "num" : ""}>
                {t(`invoices.entryField.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        {lines.map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has no other name than its place
          <tbody key={at}>
            <tr>
              {columns.map((name) => {
                const one = line.find((value) => value.name === name);
                return (
                  <td key={name} className={numbers.includes(name) ? "num whitespace-nowrap" : ""}>
                    {one?.value ? <Value {...one} /> : <Nothing />}
                  </td>
                );
              })}
            </tr>
            <tr className="entry-why">
              <td colSpan={columns.length}>
                <details open={lines.length <= openUpTo}>
                  <summary>{t("invoices.lineWhy", { line: at + 1 })}</summary>
                  <dl>
                    {line.map(({ name, value, why }) => (
                      <div key={name}>
                        <dt>{t(`invoices.entryField.${name}`)}</dt>
                        <dd>
                          {name === "VATBasis" && (
                            <>
                              <Value name={name} value={value} why={why} />
                              {" · "}
                            </>
                          )}
                          {why}
                        </dd>
                      </div>
                    ))}
                  </dl>
                </details>
              </td>
            </tr>
          </tbody>
        ))}
      </table>
    </div>
  );
}

function Ledger({ entry: { ledger, totals, debit, credit }, currency }: { entry: ShownEntry; currency: string }) {
  const { t, decimal } = useWords();
  return (
    <div className="scroll-x border-t border-line">
      <table className="table">
        <caption className="px-4 pt-3 pb-1 text-left font-semibold">{t("invoices.inLedger", { currency })}</caption>
        <thead>
          <tr>
            <th scope="col">{t("invoices.entryField.GLAccount")}</th>
            <th scope="col">{t("invoices.entryField.VATCode")}</th>
            <th scope="col" className="num">
              {t("invoices.debit")}
            </th>
            <th scope="col" className="num">
              {t("invoices.creditSide")}
            </th>
          </tr>
        </thead>
        <tbody>
          {ledger.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row of the ledger has no other name than its place
            <tr key={at}>
              <td>
                {t(`invoices.ledger.${row.kind}`)} <span className="code">{row.account}</span>
              </td>
              <td>
                <span className="code font-normal">{row.vatCode}</span>
              </td>
              <td className="num">{row.debit && decimal(row.debit)}</td>
              <td className="num">{row.credit && decimal(row.credit)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              {t("invoices.ledgerTotal", { excl: decimal(totals.excl), vat: decimal(totals.vat) })}
            </th>
            <td className="num font-semibold">{decimal(debit)}</td>
            <td className="num font-semibold">{decimal(credit)}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
