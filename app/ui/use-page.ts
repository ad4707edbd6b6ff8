// What the frame around the page knows: who, which administration, where each kind of data stands.
import { useRouteLoaderData } from "@remix-run/react";
import type { loader } from "../routes/_page.tsx";

export function usePage() {
  const page = useRouteLoaderData<typeof loader>("routes/_page");
  if (!page) throw new Error("this component stands inside the page's frame");
  return page;
}
