// The address as state: read from the page's address, written back without a new page. Where it says nothing of columns,
// they are as this person last had them; what they change, outside a view, is kept for their next visit.
import { useSearchParams } from "@remix-run/react";
import { useCallback, useMemo, useRef, useState } from "react";
import { type Address, choiceText, type Look, lookOf, readAddress, writeAddress } from "./address.ts";
import { isOfView, lookText, withLook } from "./look.ts";

export type Change = (change: Partial<Address>) => void;

interface AddressState {
  address: Address;
  choice: string;
  change: Change;
  /** How this person has the columns where no view says it. */
  look: Look;
}

/** `kept`: the look of the last visit. `keep` is told of each other one. */
export function useAddress(kept: Look, keep: (look: string) => void): AddressState {
  const [params, setParams] = useSearchParams();
  const [own, setOwn] = useState(kept);
  const text = params.toString();
  const address = useMemo(() => withLook(readAddress(new URLSearchParams(text)), own), [text, own]);
  const latest = useRef(address);
  latest.current = address;

  const change = useCallback(
    (moved: Partial<Address>) => {
      const before = latest.current;
      const next = { ...before, ...moved };
      latest.current = next;
      const look = lookText(next);
      if (!isOfView(next) && look !== lookText(before)) {
        setOwn(lookOf(next));
        keep(look);
      }
      setParams(writeAddress(next), { replace: true, preventScrollReset: true });
    },
    [setParams, keep],
  );
  return { address, choice: choiceText(address), change, look: own };
}
