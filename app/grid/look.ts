// How a person last had the columns of a kind of data, for where neither a view nor the address says it.
import { emptyAddress, type Look, lookOf, readAddress, writeAddress } from "./address.ts";

export const lookKey = (administrationId: number, entity: string): string => `${administrationId}/${entity}`;

/** The look in a person's preferences; plain where there is none. */
export function keptLook(preferences: Readonly<Record<string, unknown>>, key: string): Look {
  const looks = preferences.looks;
  const text = typeof looks === "object" && looks !== null ? (looks as Record<string, unknown>)[key] : undefined;
  return lookIn(typeof text === "string" ? text : "");
}

export const lookIn = (text: string): Look => lookOf(readAddress(new URLSearchParams(text)));

export const lookText = (look: Look): string => writeAddress({ ...emptyAddress, ...lookOf(look) }).toString();

/** The look that an address has: its own, or the kept one where it names none and no view. */
export function withLook<Addressed extends Look & { view: number | null }>(address: Addressed, kept: Look): Addressed {
  return isOfView(address) || lookText(address) !== "" ? address : { ...address, ...kept };
}

export const isOfView = ({ view }: { view: number | null }): boolean => view !== null && view > 0;
