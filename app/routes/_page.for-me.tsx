// For me: comments that name whoever looks, and the pairs they were given, over all administrations.
import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { words } from "../i18n/words.ts";
import { reader, writer } from "../session/guard.ts";
import { ForMePage } from "../work/for-me-page.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `${data.title} · Tieout` : "Tieout" }];

export const loader = reader("see", ({ context: { db, store }, account, language }) => ({
  title: words[language].forMe.title,
  username: account.username,
  mentions: store.mentionsFor(db, account.id),
  unseen: store.unseenMentions(db, account.id),
  work: store.assignedTo(db, account.id),
}));

const shape = z.object({ seen: z.union([z.array(z.number().int().positive()).max(500), z.literal("all")]) });

export const action = writer("see", shape, ({ context, account, input }) => {
  const seen = context.store.markSeen(context.db, account.id, input.seen);
  if (seen > 0) context.moved();
  return { seen };
});

export default function ForMe() {
  return <ForMePage page={useLoaderData<typeof loader>()} />;
}

export { PageFailure as ErrorBoundary } from "../ui/failure.tsx";
