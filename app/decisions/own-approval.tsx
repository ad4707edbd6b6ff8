// The exception from four eyes, where the installation allows it: never one press, always with why, and shown ever after.
import { useState } from "react";
import { useWords } from "../i18n/use-words.ts";

export function SelfApproved() {
  const { t } = useWords();
  return <span className="chip is-different">{t("fourEyes.selfApproved")}</span>;
}

export function OwnApproval({ busy, approve }: { busy: boolean; approve: (why: string) => void }) {
  const { t } = useWords();
  const [why, setWhy] = useState("");
  return (
    <form
      className="grid gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (why.trim() !== "") approve(why);
      }}
    >
      <label className="field">
        <span>{t("fourEyes.why")}</span>
        <input className="input" maxLength={2000} value={why} onChange={({ target }) => setWhy(target.value)} />
      </label>
      <button type="submit" className="btn btn-bad justify-self-start" disabled={busy || why.trim() === ""}>
        {t("fourEyes.approveOwn")}
      </button>
    </form>
  );
}
