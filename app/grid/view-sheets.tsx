// What is asked about a saved view: its name and whether it is shared; and whether it may go.
import { useState } from "react";
import type { SavedView } from "../../prisma/saved-views.ts";
import { useWords } from "../i18n/use-words.ts";
import { Sheet } from "../ui/sheet.tsx";
import type { GridPageData } from "./page-data.ts";

export interface ViewGiven {
  name: string;
  shared: boolean;
}

interface EditViewProps {
  /** Null: a new one. */
  view: SavedView | null;
  page: GridPageData;
  busy: boolean;
  close: () => void;
  submit: (given: ViewGiven) => void;
}

export function EditView({ view, page, busy, close, submit }: EditViewProps) {
  const { t } = useWords();
  const [name, setName] = useState(view?.name ?? "");
  const [shared, setShared] = useState(view?.shared ?? false);
  return (
    <Sheet
      title={view ? t("view.editTitle", { name: view.name }) : t("view.saveTitle")}
      act={t("view.keep")}
      disabled={busy || name.trim() === ""}
      close={close}
      submit={() => submit({ name: name.trim(), shared })}
    >
      <label className="field">
        <span>{t("view.name")}</span>
        <input className="input" maxLength={80} value={name} onChange={({ target }) => setName(target.value)} />
      </label>
      <label className="flex items-start gap-2">
        <input
          type="checkbox"
          className="mt-1"
          checked={shared}
          disabled={!page.may.share && !shared}
          onChange={({ target }) => setShared(target.checked)}
        />
        <span>
          {t("view.share")}
          <small className="hint block">
            {page.may.share ? t("view.shareMeans") : t("view.shareRefused", { role: t(`role.${page.me.role}`) })}
          </small>
        </span>
      </label>
    </Sheet>
  );
}

interface RemoveViewProps {
  view: SavedView;
  busy: boolean;
  close: () => void;
  submit: () => void;
}

export function RemoveView({ view, busy, close, submit }: RemoveViewProps) {
  const { t } = useWords();
  return (
    <Sheet
      title={t("view.removeTitle", { name: view.name })}
      act={t("view.removeNow")}
      isBad
      disabled={busy}
      close={close}
      submit={submit}
    >
      <p>
        {t("view.removeMeans")} {view.shared && t("view.removeShared")}
      </p>
    </Sheet>
  );
}
