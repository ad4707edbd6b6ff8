// Which loaders an address asks again: how rows are shown is the browser's business, and asks nothing of the server.
import type { ShouldRevalidateFunctionArgs } from "@remix-run/react";
import { choiceText, readAddress } from "./address.ts";

type Args = ShouldRevalidateFunctionArgs;

const samePath = ({ currentUrl, nextUrl }: Args) => currentUrl.pathname === nextUrl.pathname;
const isAsked = ({ currentUrl, nextUrl, formMethod }: Args) =>
  currentUrl.href === nextUrl.href || (formMethod !== undefined && formMethod !== "GET");

/** For the frame: not while only the query moves. */
export const unlessOnlyQueryMoves = (args: Args): boolean =>
  isAsked(args) || !samePath(args) ? args.defaultShouldRevalidate : false;

/** For the grid's page: only when other rows or another view are asked for, or what someone opens with. */
export const whenOtherRows = (args: Args): boolean => {
  if (isAsked(args) || !samePath(args)) return args.defaultShouldRevalidate;
  const asks = ({ searchParams }: URL) => {
    const address = readAddress(searchParams);
    return `${address.view} ${choiceText({ ...address, sort: [] })}`;
  };
  return args.nextUrl.search === "" || asks(args.currentUrl) !== asks(args.nextUrl);
};
