// What may be done with saved views, told in a sentence when it was done, or why it was not.
import { viewRefusal } from "../../core/permissions.ts";
import type { SavedView } from "../../prisma/saved-views.ts";
import { useWords } from "../i18n/use-words.ts";
import { copied } from "../ui/clipboard.ts";
import { useTell } from "../ui/toasts.tsx";
import { useSend } from "../ui/use-send.ts";
import { type Address, keptText } from "./address.ts";
import type { GridPageData } from "./page-data.ts";
import type { Change } from "./use-address.ts";
import type { ViewGiven } from "./view-sheets.tsx";

interface ViewsProps {
  page: GridPageData;
  base: string;
  address: Address;
  change: Change;
  active: SavedView | null;
}

export function useViews({ page, base, address, change, active }: ViewsProps) {
  const { t } = useWords();
  const tell = useTell();
  const { send, busy } = useSend<{ view: number | null }>();

  /** The view it is about; undefined where it was refused, which is then said. */
  async function asked(body: Record<string, unknown>, done?: string): Promise<number | null | undefined> {
    const answer = await send(`${base}/views`, body);
    if ("problem" in answer) {
      const { problem } = answer;
      tell({ text: problem ? `${problem.what}. ${problem.next}` : t("failure.broken"), bad: true });
      return undefined;
    }
    if (done) tell({ text: done });
    return answer.view;
  }

  return {
    busy,
    mayAlter: active !== null && viewRefusal(page.me, active) === null,
    /** Whether it was done. */
    async save({ name, shared }: ViewGiven): Promise<boolean> {
      const said = { does: "save", name, shared, address: keptText(address) };
      const view = await asked(said, t("view.saved", { name }));
      if (view !== undefined) change({ view });
      return view !== undefined;
    },
    async edit(given: ViewGiven): Promise<boolean> {
      const said = { does: "change", id: active?.id, ...given };
      return (await asked(said, t("view.updated", { name: given.name }))) !== undefined;
    },
    async update() {
      const said = { does: "change", id: active?.id, address: keptText(address) };
      await asked(said, t("view.updated", { name: active?.name }));
    },
    async remove() {
      const gone = await asked({ does: "remove", id: active?.id }, t("view.removed", { name: active?.name }));
      if (gone !== undefined) change({ view: null });
    },
    async open(view: SavedView | null, all: boolean) {
      await asked({ does: "open", id: view?.id ?? null, all });
    },
    copyLink() {
      if (!active) return;
      // why: someone else's view of one's own is not there for a colleague; what it shows is.
      const query = active.shared ? `view=${active.id}` : keptText(address);
      const text = `${location.origin}${base}?${query}`;
      const isCopied = copied({ text });
      const told = active.shared ? t("view.linkCopied", { name: active.name }) : t("view.linkOwn");
      tell({ text: isCopied ? told : t("view.linkNot"), bad: !isCopied });
    },
  };
}
