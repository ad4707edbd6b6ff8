// The nonce of this page's answer, for scripts and styles made while it is drawn.
import { createContext, useContext } from "react";

/** Filled by the server only: a browser hides it from what stands in the page. */
export const Nonce = createContext("");

export const useNonce = (): string => useContext(Nonce);

/** In the browser: the nonce that the page came with, also after many pages without a new document. */
export const nonceOfPage = (): string => document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce ?? "";
