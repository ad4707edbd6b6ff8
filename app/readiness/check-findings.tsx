// What a check of uploaded exports found, what blocks first. There is no grid to open yet: the dossier holds every row.
import { useWords } from "../i18n/use-words.ts";
import { useMoney } from "../invoices/use-money.ts";
import type { CheckPageData } from "./check-data.ts";
import { Evidence, groupChips } from "./finding-list.tsx";
import { groupOf, groups } from "./readiness-page.tsx";

export function CheckFindings({ result }: { result: NonNullable<CheckPageData["result"]> }) {
  const { t } = useWords();
  const { sums } = useMoney();
  return (
    <div className="grid gap-3">
      {groups.map((group) => {
        const findings = result.findings.filter((one) => groupOf(one) === group);
        if (findings.length === 0) return null;
        return (
          <details key={group} className="card" open={group !== "ok"}>
            <summary className="cursor-pointer px-4 py-3">
              <h2 className="inline">{t(`readiness.group.${group}`)}</h2>{" "}
              <span className={`chip ${groupChips[group]}`}>{findings.length}</span>
            </summary>
            <ol className="judgements">
              {findings.map((finding) => (
                <li key={finding.code}>
                  <div className="min-w-0">
                    <h3 className="font-semibold">{finding.question}</h3>
                    <p>{finding.sentence}</p>
                    {group !== "ok" && <p className="text-ink-2">→ {finding.remedy}</p>}
                    <Evidence finding={finding} />
                  </div>
                  <p className="finding-money num">{finding.money && <b>{sums(finding.money.amounts)}</b>}</p>
                  <p className="hint" title={finding.source}>
                    {group !== "ok" && finding.department}
                  </p>
                </li>
              ))}
            </ol>
          </details>
        );
      })}
      <p className="hint">{t("check.leftOut", { count: result.leftOut })}</p>
    </div>
  );
}
