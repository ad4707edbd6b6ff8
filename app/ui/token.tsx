// The form token of this session: every form carries it, and the server holds it against the session's.
import { useRouteLoaderData } from "@remix-run/react";
import type { loader } from "../root.tsx";

export const useToken = (): string => useRouteLoaderData<typeof loader>("root")?.csrf ?? "";

export function Token() {
  return <input type="hidden" name="csrf" value={useToken()} />;
}
