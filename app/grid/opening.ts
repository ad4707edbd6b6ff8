// Where a grid's address leads: to a saved view, to the view that someone opens with, or to itself without the fields that
// are no longer there.
import type { SavedView } from "../../prisma/saved-views.ts";
import { type Address, emptyAddress, keptText, readAddress, writeAddress } from "./address.ts";

/** Columns that are no field. */
const ofPair: readonly string[] = ["key", "title", "status", "differs", "decision", "changedAt", "due", "firstSeenAt"];

/** What of an address can be shown with these fields; the names of the others stand in `lost`. */
export function fitted(address: Address, fields: readonly string[]): Address {
  const known = new Set([...fields, ...ofPair]);
  const lost = new Set<string>();
  const isThere = (name: string): boolean => {
    if (!known.has(name)) lost.add(name);
    return known.has(name);
  };
  const fit = {
    ...address,
    filters: address.filters.filter(({ field }) => isThere(field)),
    picked: address.picked.filter(({ field }) => isThere(field)),
    differingIn: address.differingIn.filter(isThere),
    sort: address.sort.filter(({ column }) => isThere(column)),
    hidden: address.hidden.filter(isThere),
    order: address.order.filter(isThere),
    pinned: address.pinned.filter(isThere),
    widths: Object.fromEntries(Object.entries(address.widths).filter(([name]) => isThere(name.split("@")[0] ?? ""))),
  };
  return { ...fit, lost: lost.size > 0 ? [...lost] : address.lost };
}

interface Opening {
  views: readonly SavedView[];
  /** What this person opens with. */
  first: SavedView | null;
  fields: readonly string[];
}

/** The query to go to instead; null: stay. */
export function opening(params: URLSearchParams, { views, first, fields }: Opening): string | null {
  const asked = readAddress(params);
  const says = writeAddress(asked).toString();
  const opened =
    says === "" ? first : says === `view=${asked.view}` ? views.find(({ id }) => id === asked.view) : undefined;
  const address = opened ? viewAddress(opened) : asked;
  const to = writeAddress(fitted(address, fields)).toString();
  return to === says ? null : to;
}

/** The address that shows a saved view. */
export const viewAddress = ({ id, address }: Pick<SavedView, "id" | "address">): Address => ({
  ...emptyAddress,
  ...readAddress(new URLSearchParams(address)),
  ...{ view: id, pair: null, lost: [] },
});

/** What of an address is kept as a view: all but the pair that is open. Fields that are not there are left out. */
export const storedText = (address: string, fields: readonly string[]): string =>
  keptText(fitted(readAddress(new URLSearchParams(address)), fields));
