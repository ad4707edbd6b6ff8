// Any other address: a 404 inside the frame, so that the way on is at hand.
import { data } from "@remix-run/node";
import { reader } from "../session/guard.ts";

export const loader = reader("see", () => {
  throw data({ problem: null }, { status: 404 });
});

export default function Nowhere() {
  return null;
}

export { PageFailure as ErrorBoundary } from "../ui/failure.tsx";
