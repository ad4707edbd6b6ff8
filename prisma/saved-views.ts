// Views of the grid that people keep under a name: their own, and those that are shared. What a view shows is the grid's
// own address as text. A shared view is others' work too: what becomes of it has an event; a personal one has none.
import type { EntityName } from "../core/entities/entity.ts";
import { TieoutError } from "../core/errors.ts";
import { refusal, viewRefusal } from "../core/permissions.ts";
import { type Database, inOneTransaction, instant } from "./database.ts";
import { appendEvent, type Person } from "./events.ts";
import type { SavedViewModel } from "./generated/models.ts";

export interface ViewPlace {
  administrationId: number;
  entity: EntityName;
}

export type SavedView = Pick<SavedViewModel, "id" | "name" | "ownerId" | "address"> & {
  shared: boolean;
  /** Whether those who chose none open with it. */
  forAll: boolean;
  owner: string;
};

type Row = Omit<SavedView, "shared" | "forAll"> & { shared: number; forAll: number };

const select = `SELECT view.id, name, ownerId, displayName AS owner, shared, forAll, address
  FROM saved_view AS view JOIN account ON account.id = ownerId`;
const here = "administrationId = @administrationId AND entity = @entity";

const viewFrom = ({ shared, forAll, ...row }: Row): SavedView => ({
  ...row,
  shared: shared === 1,
  forAll: forAll === 1,
});

/** The views that someone may open: their own first, then the shared ones of others, each by name. */
export const savedViews = (db: Database, who: Pick<Person, "id">, place: ViewPlace): SavedView[] =>
  db
    .prepare<[Record<string, unknown>], Row>(
      `${select} WHERE ${here} AND (ownerId = @me OR shared) ORDER BY ownerId <> @me, name COLLATE NOCASE`,
    )
    .all({ ...place, me: who.id })
    .map(viewFrom);

/** Which of `views` someone opens with: what they chose, none included; else the one for all. */
export function openingView(
  db: Database,
  who: Pick<Person, "id">,
  place: ViewPlace,
  views: readonly SavedView[],
): SavedView | null {
  const chosen = db
    .prepare<[Record<string, unknown>], { viewId: number | null }>(
      `SELECT viewId FROM view_default WHERE accountId = @me AND ${here}`,
    )
    .get({ ...place, me: who.id });
  // why: a view that is shared no longer is nobody else's to open with.
  return views.find(({ id, forAll }) => (chosen ? id === chosen.viewId : forAll)) ?? null;
}

export interface ViewContent {
  name: string;
  shared: boolean;
  address: string;
}

/** The view's number. Throws view_share_refused, view_name_taken. */
export function saveView(db: Database, who: Person, place: ViewPlace, { name, shared, address }: ViewContent): number {
  return inOneTransaction(db, () => {
    if (shared) refuseSharing(who);
    refuseTaken(db, who.id, place, name, null);
    const { lastInsertRowid } = db
      .prepare(
        `INSERT INTO saved_view (administrationId, entity, ownerId, name, shared, address, changedAt)
         VALUES (@administrationId, @entity, @me, @name, @shared, @address, @at)`,
      )
      .run({ ...place, me: who.id, name, shared: Number(shared), address, at: instant() });
    const id = Number(lastInsertRowid);
    if (shared) told(db, who, place, id, "shared");
    return id;
  });
}

/** Renames a view, shares it or no longer, or has it show something else. Throws as saveView does, and view_gone. */
export function changeView(db: Database, who: Person, place: ViewPlace, id: number, given: Partial<ViewContent>): void {
  inOneTransaction(db, () => {
    const view = ownOf(db, who, place, id);
    const next = { ...view, ...given };
    if (next.shared && !view.shared) refuseSharing(who);
    if (next.name !== view.name) refuseTaken(db, view.ownerId, place, next.name, id);
    db.prepare(
      `UPDATE saved_view SET name = ?, shared = ?, forAll = forAll AND ?, address = ?, changedAt = ? WHERE id = ?`,
    ).run(next.name, Number(next.shared), Number(next.shared), next.address, instant(), id);
    if (view.shared || next.shared)
      told(db, who, place, id, view.shared ? (next.shared ? "changed" : "withdrawn") : "shared");
  });
}

/** Throws view_gone, view_refused. */
export function removeView(db: Database, who: Person, place: ViewPlace, id: number): void {
  inOneTransaction(db, () => {
    const { shared } = ownOf(db, who, place, id);
    db.prepare(`DELETE FROM saved_view WHERE id = ?`).run(id);
    if (shared) told(db, who, place, id, "removed");
  });
}

/** Someone opens with this view from now on; null: with none. Throws view_gone. */
export function openWithView(db: Database, who: Person, place: ViewPlace, id: number | null): void {
  inOneTransaction(db, () => {
    if (id !== null) visibleOf(db, who, place, id);
    db.prepare(
      `INSERT INTO view_default (accountId, administrationId, entity, viewId) VALUES (@me, @administrationId, @entity, @id)
       ON CONFLICT DO UPDATE SET viewId = excluded.viewId`,
    ).run({ ...place, me: who.id, id });
  });
}

/** Everyone who chose none opens with this shared view; null: with none. Throws view_gone, view_refused. */
export function openAllWithView(db: Database, who: Person, place: ViewPlace, id: number | null): void {
  inOneTransaction(db, () => {
    if (refusal(who, "administer") || (id !== null && !visibleOf(db, who, place, id).shared))
      throw new TieoutError("view_refused");
    const { changes } = db
      .prepare(`UPDATE saved_view SET forAll = coalesce(id = @id, 0) WHERE ${here} AND forAll <> coalesce(id = @id, 0)`)
      .run({ ...place, id });
    if (changes > 0) told(db, who, place, id, "for_all");
  });
}

function visibleOf(db: Database, who: Person, place: ViewPlace, id: number): SavedView {
  const found = savedViews(db, who, place).find((view) => view.id === id);
  if (!found) throw new TieoutError("view_gone");
  return found;
}

/** A view that this person may alter. */
function ownOf(db: Database, who: Person, place: ViewPlace, id: number): SavedView {
  const view = visibleOf(db, who, place, id);
  if (viewRefusal(who, view)) throw new TieoutError("view_refused");
  return view;
}

function refuseSharing(who: Person): void {
  if (refusal(who, "share")) throw new TieoutError("view_share_refused");
}

function refuseTaken(db: Database, ownerId: number, place: ViewPlace, name: string, but: number | null): void {
  const taken = db
    .prepare<[Record<string, unknown>], number>(
      `SELECT id FROM saved_view WHERE ${here} AND ownerId = @ownerId AND name = @name COLLATE NOCASE AND id IS NOT @but`,
    )
    .get({ ...place, ownerId, name, but });
  if (taken) throw new TieoutError("view_name_taken", { values: { name } });
}

// why: a name or a filter may hold a value of a record, and events outlive everything.
const told = (db: Database, who: Person, place: ViewPlace, id: number | null, what: string) =>
  appendEvent(db, {
    ...{ kind: "shared_view_saved", who, administrationId: place.administrationId, entity: place.entity },
    ...{ subject: id === null ? null : String(id), detail: { what } },
  });
