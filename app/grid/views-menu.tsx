// Saved views: which one is open, the others, and what may be done with the open one.
import { useState } from "react";
import type { SavedView } from "../../prisma/saved-views.ts";
import { useWords } from "../i18n/use-words.ts";
import { Icon } from "../ui/icon.tsx";
import { Menu } from "../ui/menu.tsx";
import { type Address, emptyAddress, keptText, type Look } from "./address.ts";
import { viewAddress } from "./opening.ts";
import type { GridPageData } from "./page-data.ts";
import type { Change } from "./use-address.ts";
import { useViews } from "./use-views.ts";
import { EditView, RemoveView } from "./view-sheets.tsx";

interface ViewsMenuProps {
  page: GridPageData;
  base: string;
  address: Address;
  change: Change;
  /** How this person has the columns where no view says it. */
  look: Look;
}

export function ViewsMenu({ page, base, address, change, look }: ViewsMenuProps) {
  const { t } = useWords();
  const [sheet, setSheet] = useState<"save" | "edit" | "remove" | null>(null);
  const { views, me } = page;
  const active = views.find(({ id }) => id === address.view) ?? null;
  const isChanged = active !== null && keptText(address) !== active.address;
  const doing = useViews({ page, base, address, change, active });
  const groups = [
    { title: t("view.own"), of: views.filter(({ ownerId }) => ownerId === me.id) },
    { title: t("view.shared"), of: views.filter(({ ownerId }) => ownerId !== me.id) },
  ].filter(({ of }) => of.length > 0);
  const opens = page.opensWith === (active?.id ?? null);

  return (
    <>
      <Menu
        label={[t("view.title"), active?.name, isChanged && t("view.changed")].filter(Boolean).join(": ")}
        className="btn views-button"
        button={
          <>
            <Icon name="view" />
            <span className="truncate">{active?.name ?? t("view.title")}</span>
            {isChanged && <span className="views-changed">{t("view.changed")}</span>}
            <Icon name="down" className="size-3" />
          </>
        }
      >
        <div className="views-list">
          {groups.length === 0 && <p className="hint views-hint">{t("view.empty")}</p>}
          {groups.map(({ title, of }) => (
            <fieldset key={title}>
              <legend className="menu-head">{title}</legend>
              {of.map((view) => (
                <ViewItem
                  key={view.id}
                  {...{ view, page }}
                  isOpen={view === active}
                  open={() => change(viewAddress(view))}
                />
              ))}
            </fieldset>
          ))}
          {(active || page.opensWith !== null) && (
            <button
              type="button"
              className="menu-item"
              aria-current={address.view === 0 || undefined}
              onClick={() => change({ ...emptyAddress, ...look, view: 0 })}
            >
              <span>
                {t("view.none")} <small className="hint block">{t("view.noneMeans")}</small>
              </span>
            </button>
          )}
          {(active || page.opensWith !== null) && (
            <Toggle
              label={t(active ? "view.open" : "view.openNone")}
              isOn={opens}
              press={() => doing.open(opens ? null : active, false)}
            />
          )}
          {page.may.administer && active?.shared && (
            <Toggle
              label={t("view.openAll")}
              isOn={active.forAll}
              press={() => doing.open(active.forAll ? null : active, true)}
            />
          )}
        </div>
        <div className="views-acts">
          {isChanged && doing.mayAlter && (
            <button type="button" className="menu-item link" onClick={doing.update}>
              {t("view.update")}
            </button>
          )}
          {active && doing.mayAlter && (
            <>
              <button type="button" className="menu-item link" onClick={() => setSheet("edit")}>
                {t("view.edit")}
              </button>
              <button type="button" className="menu-item link" onClick={() => setSheet("remove")}>
                {t("view.remove")}
              </button>
            </>
          )}
          {active && (
            <button type="button" className="menu-item link" onClick={doing.copyLink}>
              {t("view.link")}
            </button>
          )}
          <button type="button" className="menu-item link" onClick={() => setSheet("save")}>
            {t("view.save")}
          </button>
        </div>
      </Menu>
      {(sheet === "save" || (sheet === "edit" && active)) && (
        <EditView
          view={sheet === "edit" ? active : null}
          page={page}
          busy={doing.busy}
          close={() => setSheet(null)}
          submit={async (given) => {
            const isDone = sheet === "edit" ? await doing.edit(given) : await doing.save(given);
            if (isDone) setSheet(null);
          }}
        />
      )}
      {sheet === "remove" && active && (
        <RemoveView
          view={active}
          busy={doing.busy}
          close={() => setSheet(null)}
          submit={async () => {
            await doing.remove();
            setSheet(null);
          }}
        />
      )}
    </>
  );
}

function Toggle({ label, isOn, press }: { label: string; isOn: boolean; press: () => void }) {
  return (
    <button type="button" className="menu-item" aria-pressed={isOn} onClick={press}>
      <Icon name="check" className={`size-3.5 ${isOn ? "" : "invisible"}`} />
      {label}
    </button>
  );
}

interface ViewItemProps {
  view: SavedView;
  page: GridPageData;
  isOpen: boolean;
  open: () => void;
}

function ViewItem({ view, page, isOpen, open }: ViewItemProps) {
  const { t } = useWords();
  const isOwn = view.ownerId === page.me.id;
  const told = [
    !isOwn && t("view.by", { owner: view.owner }),
    isOwn && view.shared && t("view.shared"),
    page.opensWith === view.id && t("view.opensMine"),
    view.forAll && t("view.opensAll"),
  ].filter(Boolean);
  return (
    <button type="button" className="menu-item" aria-current={isOpen || undefined} onClick={open}>
      <Icon name="check" className={`size-3.5 ${isOpen ? "" : "invisible"}`} />
      <span className="min-w-0">
        <span className="block truncate">{view.name}</span>
        {told.length > 0 && <small className="hint block">{told.join(" · ")}</small>}
      </span>
    </button>
  );
}
