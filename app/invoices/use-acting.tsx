// Doing something with invoices: what they come to is asked first, so that the consequence stands beside the choice;
// what can be taken back is offered for it at once.
import { useState } from "react";
import { useWords } from "../i18n/use-words.ts";
import { useTell } from "../ui/toasts.tsx";
import { useSend } from "../ui/use-send.ts";
import { ActDialog, type AskedInvoices } from "./act-dialog.tsx";
import type { ChosenInvoices, InvoicesDone, Seen } from "./chosen.ts";
import type { InvoiceAct } from "./may.ts";

/** Which invoices: some by number, or all of an address save some. */
export type Target = { ids: readonly number[] } | { all: string; but?: readonly number[] };

/** What can be undone, or does nothing outside, is done at once. */
const asksFirst: readonly InvoiceAct[] = ["release", "approve", "again"];

export function useActing(base: string, onDone: () => void = () => {}) {
  const { t } = useWords();
  const tell = useTell();
  const { send, busy } = useSend<InvoicesDone>();
  const [asked, setAsked] = useState<AskedInvoices | null>(null);
  const broken = () => tell({ text: t("failure.broken"), bad: true });

  async function ask(act: InvoiceAct, target: Target) {
    const params = new URLSearchParams("all" in target ? target.all : "");
    params.set("act", act);
    if ("all" in target) params.set("all", "1");
    params.set("ids", ("all" in target ? (target.but ?? []) : target.ids).join(","));
    const answer = await fetch(`${base}/invoices/chosen?${params}`).catch(() => null);
    if (!answer?.ok || answer.redirected) return broken();
    const chosen = (await answer.json()) as ChosenInvoices & { journal: string | null };
    if (asksFirst.includes(act) || chosen.can.length === 0) setAsked({ act, chosen });
    else await done(act, chosen.can);
  }

  async function done(act: InvoiceAct, invoices: readonly Seen[]) {
    const answer = await send(`${base}/invoices/act`, { act, invoices: [...invoices] });
    setAsked(null);
    if (!("done" in answer))
      return answer.problem ? tell({ text: `${answer.problem.what} ${answer.problem.next}`, bad: true }) : broken();
    const { done: ids, refused } = answer;
    const why = Object.entries(refused).map(([name, count]) =>
      t("refused.count", { count, why: t(`invoices.refusal.${name as "gone"}`) }),
    );
    const undoable = (act === "release" || act === "approve") && ids.length > 0;
    tell({
      text: [ids.length > 0 && t(`invoices.done.${act}`, { count: ids.length }), ...why].filter(Boolean).join(" "),
      bad: ids.length === 0,
      ...(undoable ? { action: { label: t("decide.undo"), run: () => void ask("withdraw", { ids }) } } : {}),
    });
    onDone();
  }

  return {
    ask: (act: InvoiceAct, target: Target) => void ask(act, target),
    busy,
    isAsking: asked !== null,
    dialog: asked && (
      <ActDialog
        asked={asked}
        busy={busy}
        close={() => setAsked(null)}
        submit={() => void done(asked.act, asked.chosen.can)}
      />
    ),
  };
}
