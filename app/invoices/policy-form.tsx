// The form for a new version of the policy.
import { useState } from "react";
import type { PolicyRules } from "../../core/invoices/policy.ts";
import { useWords } from "../i18n/use-words.ts";

interface PolicyFormProps {
  own: string;
  busy: boolean;
  propose: (said: { rules: PolicyRules; reason: string }) => void;
}

/** "1.500,00", "1,500.00" and "1500" in cents; null where it is no amount. */
export function centsIn(text: string): number | null {
  const bare = text.replace(/[\s']/g, "");
  const found = /^(\d{1,3}(?:[.,]\d{3})+|\d+)(?:[.,](\d{1,2}))?$/.exec(bare);
  if (!found) return null;
  const cents = Number(found[1]?.replace(/[.,]/g, "")) * 100 + Number((found[2] ?? "").padEnd(2, "0"));
  return Number.isSafeInteger(cents) && cents > 0 ? cents : null;
}

export function PolicyForm({ own, busy, propose }: PolicyFormProps) {
  const { t } = useWords();
  const [amount, setAmount] = useState("");
  const [cleanOnly, setCleanOnly] = useState(true);
  const [creditNotes, setCreditNotes] = useState(false);
  const [reason, setReason] = useState("");
  const upTo = centsIn(amount);
  return (
    <form
      className="card grid gap-3 p-4"
      aria-labelledby="propose"
      onSubmit={(event) => {
        event.preventDefault();
        if (upTo !== null) propose({ rules: { upTo, cleanOnly, creditNotes }, reason });
      }}
    >
      <h2 id="propose">{t("policy.propose")}</h2>
      <label className="field">
        <span>{t("policy.amount", { currency: own })}</span>
        <input
          className="input"
          inputMode="decimal"
          required
          value={amount}
          aria-invalid={amount !== "" && upTo === null}
          onChange={({ target }) => setAmount(target.value)}
        />
        {amount !== "" && upTo === null && <small className="text-bad">{t("policy.noAmount")}</small>}
      </label>
      <label className="flex items-start gap-2">
        <input
          type="checkbox"
          className="mt-1"
          checked={cleanOnly}
          onChange={({ target }) => setCleanOnly(target.checked)}
        />
        {t("policy.cleanOnly")}
      </label>
      <label className="flex items-start gap-2">
        <input
          type="checkbox"
          className="mt-1"
          checked={creditNotes}
          onChange={({ target }) => setCreditNotes(target.checked)}
        />
        {t("policy.creditNotes")}
      </label>
      <label className="field">
        <span>{t("policy.reason")}</span>
        <textarea
          className="input"
          rows={2}
          required
          maxLength={1000}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
      </label>
      <button type="submit" className="btn btn-main" disabled={busy || upTo === null || reason.trim() === ""}>
        {t("policy.proposeIt")}
      </button>
      <p className="hint">{t("policy.follows")}</p>
    </form>
  );
}
