// The address as state: read from the page's address, written back without a new page.
import { useSearchParams } from "@remix-run/react";
import { useCallback, useMemo, useRef } from "react";
import { type Address, choiceText, readAddress, writeAddress } from "./address.ts";

export type Change = (change: Partial<Address>) => void;

export function useAddress(): { address: Address; choice: string; change: Change } {
  const [params, setParams] = useSearchParams();
  const text = params.toString();
  const address = useMemo(() => readAddress(new URLSearchParams(text)), [text]);
  const latest = useRef(address);
  latest.current = address;

  const change = useCallback(
    (moved: Partial<Address>) => {
      const next = { ...latest.current, ...moved };
      latest.current = next;
      setParams(writeAddress(next), { replace: true, preventScrollReset: true });
    },
    [setParams],
  );
  return { address, choice: choiceText(address), change };
}
