// Asks for the invoices now; the page follows by itself.
import { useFetcher } from "@remix-run/react";
import { useWords } from "../i18n/use-words.ts";
import { Icon } from "../ui/icon.tsx";
import { Token } from "../ui/token.tsx";

export function PullInvoices({ base, running }: { base: string; running: boolean }) {
  const fetcher = useFetcher<{ asked?: boolean }>();
  const { t } = useWords();
  return (
    <fetcher.Form method="post" action={`${base}/invoices/pull`} className="flex flex-wrap items-center gap-x-3">
      <Token />
      <span role="status" className="hint empty:hidden">
        {fetcher.data?.asked && !running && t("invoices.pullAsked")}
      </span>
      <button type="submit" className="btn" disabled={fetcher.state !== "idle"}>
        <Icon name="refresh" className={`size-4 ${running ? "animate-spin" : ""}`} />
        {t(running ? "overview.pulling" : "overview.pull")}
      </button>
    </fetcher.Form>
  );
}
