// One invoice: where it stands and what comes next, its entry beside its PDF, and what happened to it.
import { Link } from "@remix-run/react";
import { useWords } from "../i18n/use-words.ts";
import { useTell } from "../ui/toasts.tsx";
import { useSend } from "../ui/use-send.ts";
import { invoicesAt } from "./address.ts";
import type { DetailData } from "./detail-data.ts";
import { EntryView } from "./entry-view.tsx";
import { InvoiceFindings } from "./invoice-findings.tsx";
import { InvoiceHistory } from "./invoice-history.tsx";
import { InvoicePdf } from "./invoice-pdf.tsx";
import { InvoiceTelling } from "./invoice-telling.tsx";
import { type InvoiceAct, whyNot } from "./may.ts";
import { Reason } from "./reason.tsx";
import { toneOf } from "./tone.ts";
import { useActing } from "./use-acting.tsx";
import { useListKeys } from "./use-list-keys.ts";
import { useMoney } from "./use-money.ts";

export function DetailPage({ page }: { page: DetailData }) {
  const { base, row, words, dueDate, original } = page;
  const { t, date } = useWords();
  const { money } = useMoney();
  const isSettled = row.state === "booked" || row.state === "already_booked";
  const kind = row.kind === "credit" ? "creditTitle" : "invoiceTitle";
  return (
    <>
      <div className="page-head">
        <div className="min-w-0">
          <Link to={invoicesAt(base)} className="link">
            ← {t("invoices.name")}
          </Link>
          <h1 className="mt-1">
            {t(`invoices.${kind}`, { number: row.number || t("invoices.noNumber") })}{" "}
            <span className={`chip ${toneOf(row.state)} align-middle`}>{row.stateName}</span>
          </h1>
          <p className="text-ink">
            <b>{money(row)}</b> · <span className="code font-normal">{row.debtor}</span> {row.debtorName} ·{" "}
            {date(row.date)}
            {dueDate && ` · ${t("invoices.due", { date: date(dueDate) })}`}
            {original && ` · ${t("invoices.reverses", { number: original })}`}
          </p>
          <p>
            {row.gone && <b className="text-bad">{t("invoices.goneNow")} </b>}
            {!row.finding?.blocks && row.next === null && (
              <>
                <Reason row={row} />{" "}
              </>
            )}
            {isSettled && `${row.entryNumber ? "· " : ""}${words.means}`}
            {!isSettled &&
              row.next === null &&
              row.release === null &&
              `${row.state === "ready" && !row.finding?.blocks ? "· " : ""}${words.next}`}
            {row.next !== null && row.entryNumber && t("invoices.entry", { number: row.entryNumber })}
          </p>
        </div>
        <Actions page={page} />
      </div>
      <InvoiceTelling {...page} />
      <InvoiceFindings {...page} />
      <div className="beside">
        <EntryView {...page} />
        <InvoicePdf {...page} />
      </div>
      <div className="mt-4">
        <InvoiceHistory history={page.history} />
      </div>
    </>
  );
}

/** What may come next in a state, most likely first. */
function actsIn({ row }: DetailData): InvoiceAct[] {
  switch (row.state) {
    case "ready":
      return row.release ? ["approve", "withdraw"] : ["release"];
    case "approved":
      return ["withdraw"];
    case "refused":
      return ["retry"];
    case "no_answer":
      return ["again"];
    default:
      return [];
  }
}

function Actions({ page }: { page: DetailData }) {
  const { base, row, me } = page;
  const { t } = useWords();
  const acting = useActing(base);
  const acts = actsIn(page).map((act) => ({ act, off: whyNot(act, row, me) }));
  const on = (wanted: InvoiceAct) => () => {
    const found = acts.find(({ act, off }) => act === wanted && off === null);
    if (found) acting.ask(wanted, { ids: [row.id] });
    return found !== undefined;
  };
  useListKeys({ v: on("release"), g: on("approve"), t: on("withdraw") });
  const keys: Partial<Record<InvoiceAct, string>> = { release: "V", approve: "G", withdraw: "T" };
  const off = acts.find((one) => one.off !== null);
  return (
    <div className="actions">
      <div className="flex flex-wrap justify-end gap-2">
        {(row.state === "no_answer" || row.state === "mismatch") && <LookUp page={page} />}
        {acts.map(({ act, off: why }, at) => (
          <button
            key={act}
            type="button"
            className={`btn ${at === 0 ? "btn-main" : ""}`}
            disabled={why !== null || acting.busy}
            aria-describedby={why ? "act-off" : undefined}
            onClick={() => acting.ask(act, { ids: [row.id] })}
          >
            {t(`invoices.act.${act}`)} {keys[act] && <kbd>{keys[act]}</kbd>}
          </button>
        ))}
      </div>
      {off?.off && (
        <p className="hint text-right" id="act-off">
          {t(`invoices.act.${off.act}`)}: {t(`invoices.refusal.${off.off}`)}
        </p>
      )}
      {acting.dialog}
    </div>
  );
}

function LookUp({ page: { base, row, me } }: { page: DetailData }) {
  const { t } = useWords();
  const tell = useTell();
  const { send, busy } = useSend<{ asked: boolean }>();
  async function ask() {
    const answer = await send(`${base}/invoices/${row.id}/look-up`, {});
    tell("asked" in answer ? { text: t("invoices.lookUpAsked") } : { text: t("failure.broken"), bad: true });
  }
  return (
    <button type="button" className="btn" disabled={busy || me.role === "viewer"} onClick={() => void ask()}>
      {t("invoices.lookUp")}
    </button>
  );
}
