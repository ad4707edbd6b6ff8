// Before invoices are released, approved or sent again: what follows, what is left out and why. Nothing is done until
// the button is pressed.
import { useState } from "react";
import { useWords } from "../i18n/use-words.ts";
import { Sheet } from "../ui/sheet.tsx";
import type { ChosenInvoices } from "./chosen.ts";
import type { InvoiceAct } from "./may.ts";
import { useMoney } from "./use-money.ts";

export interface AskedInvoices {
  act: InvoiceAct;
  chosen: ChosenInvoices & { journal: string | null };
}

interface ActDialogProps {
  asked: AskedInvoices;
  busy: boolean;
  close: () => void;
  submit: () => void;
}

export function ActDialog({ asked, busy, close, submit }: ActDialogProps) {
  const { t } = useWords();
  const [looked, setLooked] = useState(false);
  const { act, chosen } = asked;
  const count = chosen.can.length;
  const mustLook = act === "again" && count > 0;

  return (
    <Sheet
      title={t(`invoices.title.${act}`, { count })}
      act={count > 0 ? t(`invoices.act.${act}`) : null}
      disabled={busy || (mustLook && !looked)}
      submit={submit}
      close={close}
    >
      {chosen.single && (
        <p>
          <span className="code">{chosen.single.number}</span> {chosen.single.debtorName}
        </p>
      )}
      {count > 0 && <Consequence {...asked} />}
      <LeftOut {...asked} />
      {mustLook && (
        <label className="flex items-start gap-2">
          <input
            type="checkbox"
            className="mt-1"
            checked={looked}
            onChange={({ target }) => setLooked(target.checked)}
          />
          {t("invoices.looked", { count })}
        </label>
      )}
    </Sheet>
  );
}

function Consequence({ act, chosen }: AskedInvoices) {
  const { t } = useWords();
  const { sums } = useMoney();
  const { can, amounts, warned, credits, journal } = chosen;
  const told = { count: can.length, amounts: sums(amounts), journal: journal ?? "–" };
  return (
    <section className="consequence" aria-label={t("decide.consequence")}>
      <h3>{t("decide.consequence")}</h3>
      <ul>
        {act === "release" && (
          <>
            <li>{t("invoices.follows.frozen", told)}</li>
            <li>{t("invoices.follows.notYet")}</li>
            <li>{t("invoices.follows.lapses")}</li>
          </>
        )}
        {(act === "approve" || act === "again") && (
          <>
            <li>{t("invoices.follows.books", told)}</li>
            <li>{t(act === "approve" ? "invoices.follows.once" : "invoices.follows.twice")}</li>
            <li>{t("invoices.follows.posted")}</li>
          </>
        )}
        {credits > 0 && <li>{t("invoices.follows.credits", { count: credits })}</li>}
        {warned > 0 && (
          <li className="font-semibold text-different">{t("invoices.follows.warned", { count: warned })}</li>
        )}
      </ul>
    </section>
  );
}

function LeftOut({ chosen: { can, refused } }: AskedInvoices) {
  const { t } = useWords();
  const reasons = Object.entries(refused);
  if (reasons.length === 0) return can.length === 0 ? <p>{t("invoices.noneToDo")}</p> : null;
  return (
    <section aria-label={t("invoices.leftOut")}>
      <h3 className="mb-1 font-semibold">{t(can.length === 0 ? "invoices.noneToDo" : "invoices.leftOut")}</h3>
      <ul>
        {reasons.map(([name, count]) => (
          <li key={name}>{t("invoices.leftOutWhy", { count, why: t(`invoices.refusal.${name as "gone"}`) })}</li>
        ))}
      </ul>
    </section>
  );
}
