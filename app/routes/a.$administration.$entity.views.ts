// Saved views of a grid: made, changed, removed, and which one a person, or everyone, opens with.
import { redirect } from "@remix-run/node";
import { z } from "zod";
import { entityIn } from "../grid/entity-in.ts";
import { storedText } from "../grid/opening.ts";
import { administrationIn, writer } from "../session/guard.ts";

const id = z.number().int().positive();
const name = z.string().trim().min(1).max(80);
const shared = z.boolean();
const address = z.string().max(8000);

const shape = z.discriminatedUnion("does", [
  z.object({ does: z.literal("save"), name, shared, address }),
  z.object({
    does: z.literal("change"),
    id,
    name: name.optional(),
    shared: shared.optional(),
    address: address.optional(),
  }),
  z.object({ does: z.literal("remove"), id }),
  z.object({ does: z.literal("open"), id: id.nullable(), all: z.boolean() }),
]);

export const loader = () => redirect("/");

export const action = writer("see", shape, (visit): { view: number | null } => {
  const { input, account, context } = visit;
  const { db, store } = context;
  const entity = entityIn(visit.params);
  const place = { administrationId: administrationIn(visit).id, entity: entity.name };
  const stored = (text: string) =>
    storedText(
      text,
      entity.compared.map((field) => field.name),
    );
  switch (input.does) {
    case "save":
      return { view: store.saveView(db, account, place, { ...input, address: stored(input.address) }) };
    case "change": {
      const { id: view, does: _, address: text, ...given } = input;
      store.changeView(db, account, place, view, {
        ...given,
        ...(text === undefined ? {} : { address: stored(text) }),
      });
      return { view };
    }
    case "remove":
      store.removeView(db, account, place, input.id);
      return { view: null };
    case "open":
      if (input.all) store.openAllWithView(db, account, place, input.id);
      else store.openWithView(db, account, place, input.id);
      return { view: input.id };
  }
});
