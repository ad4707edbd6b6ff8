// One line of why an invoice is where it is, or what comes next.
import { useWords } from "../i18n/use-words.ts";
import type { ListedRow } from "./list-data.ts";

export function Reason({ row }: { row: ListedRow }) {
  const { t, moment } = useWords();
  const { state, isTwin, finding, more, next, release, entryNumber, hasPdf, pdfError, since } = row;
  const others = more > 0 && <span className="hint"> {t("invoices.more", { count: more })}</span>;
  if (finding?.blocks)
    return (
      <>
        {finding.sentence}
        {others}
      </>
    );
  if (isTwin && state === "ready") return <span className="text-bad">{t("invoices.twin")}</span>;
  if (next) return <>{next}</>;
  if (state === "ready" && release)
    return <>{t("invoices.releasedBy", { who: release.releasedBy, when: moment(release.releasedAt) })}</>;
  if (state === "ready" && !hasPdf)
    return (
      <span className="text-bad">{pdfError ? t("invoices.noPdfWhy", { why: pdfError }) : t("invoices.noPdf")}</span>
    );
  if (state === "approved" && release?.policyVersion && release.approvedAt) {
    const told = { version: release.policyVersion, when: moment(release.approvedAt) };
    return <>{t("invoices.approvedByPolicy", told)}</>;
  }
  if (state === "approved" && release?.approvedBy && release.approvedAt)
    return <>{t("invoices.approvedBy", { who: release.approvedBy, when: moment(release.approvedAt) })}</>;
  if (entryNumber) return <>{t("invoices.entry", { number: entryNumber })}</>;
  if (finding)
    return (
      <>
        {finding.sentence}
        {others}
      </>
    );
  if (state === "ready") return <>{t("invoices.toRelease")}</>;
  if (state === "sent") return <>{t("invoices.since", { when: moment(since) })}</>;
  return null;
}
