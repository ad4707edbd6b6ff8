// Takes one exported file, whole, as it was dragged in: its side and name in the address, its bytes as they are.
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { data, redirect } from "@remix-run/node";
import { z } from "zod";
import { receiver } from "../session/guard.ts";

const shape = z.object({ side: z.enum(["globe", "milestones"]), name: z.string().min(1).max(200) });

export const loader = () => redirect("/check");

export const action = receiver("propose", async (visit) => {
  const { context, account, request, file } = visit;
  const asked = shape.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!asked.success) throw data({ problem: null }, { status: 400 });
  const { side, name } = asked.data;
  await context.checks.take(account.id, side, name, Readable.fromWeb(file as ReadableStream));
  return { taken: name };
});
