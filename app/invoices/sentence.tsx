// The page's first sentence: what waits and for whom, what needs attention, what is booked. Each number leads to its rows.
import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { useWords } from "../i18n/use-words.ts";
import { invoicesAt, type Show } from "./address.ts";
import type { Stage, Waiting } from "./amounts.ts";
import { useMoney } from "./use-money.ts";

interface SentenceProps {
  base: string;
  stages: readonly Stage[];
  waiting: Waiting;
}

export function Sentence({ base, stages, waiting }: SentenceProps) {
  const { t } = useWords();
  const { sums } = useMoney();
  const stage = (name: Stage["name"]) => stages.find((one) => one.name === name);
  const count = (name: Stage["name"]) => stage(name)?.invoices ?? 0;
  const [ready, released, booked, attention] = [
    count("ready"),
    stage("ready")?.released ?? 0,
    count("booked"),
    count("attention"),
  ];
  const to = (show: Show, text: string, tone = "") => (
    <Link to={invoicesAt(base, { show })} className={show === "waiting" ? tone : `${tone} whitespace-nowrap`}>
      {text}
    </Link>
  );
  const parts: ReactNode[] = [
    count("blocked") > 0 && to("blocked", t("invoices.partBlocked", { count: count("blocked") }), "text-bad"),
    ready > released && to("release", t("invoices.partRelease", { count: ready - released })),
    released > 0 && to("approve", t("invoices.partApprove", { count: released })),
    count("approved") > 0 && to("approved", t("invoices.partApproved", { count: count("approved") })),
    count("sent") > 0 && to("sent", t("invoices.partSent", { count: count("sent") })),
  ].filter(Boolean);

  return (
    <h1 className="sentence" aria-live="polite">
      {waiting.invoices === 0 ? (
        t("invoices.nothingWaits")
      ) : (
        <>
          {to(
            "waiting",
            `${t("invoices.waits", { count: waiting.invoices })}, ${sums(waiting.amounts)}`,
            "text-different",
          )}
          {parts.length > 0 && ": "}
          {parts.map((part, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a sentence's parts have no other name than their place
            <span key={at}>
              {at > 0 && (at === parts.length - 1 ? ` ${t("invoices.and")} ` : ", ")}
              {part}
            </span>
          ))}
          {". "}
        </>
      )}{" "}
      {attention > 0 && <>{to("attention", t("invoices.needAttention", { count: attention }), "text-bad")}. </>}
      {booked > 0 && <>{to("booked", t("invoices.areBooked", { count: booked }), "text-equal")}.</>}
    </h1>
  );
}
