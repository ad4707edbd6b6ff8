// The front door leads to the first administration's overview.
import { redirect } from "@remix-run/node";
import { reader } from "../session/guard.ts";

export const loader = reader("see", ({ context }) => {
  const first = context.store.administrations(context.db)[0];
  return redirect(first ? `/a/${encodeURIComponent(first.code)}` : "/welcome");
});
