// The renumber plan as a workbook: a sheet of changes, in the order in which to make them, and one of what cannot be.
// Neutral of any library; a list for people, which no program carries out.
import type { EntityName } from "../entities/entity.ts";
import type { Language } from "../errors.ts";
import type { Side } from "../reconcile/normalise.ts";
import type { SheetColumn, SheetRow } from "../views/sheet.ts";
import type { SystemPlan } from "./renumber.ts";
import { collisionInWords, entityInWords, noteInWords, sideNames } from "./renumber-texts.ts";

/** The plan of one kind of data in the system that is to follow. `titles` by code. */
export interface EntityPlan {
  entity: EntityName;
  side: Side;
  links: number;
  plan: SystemPlan;
  titles: Readonly<Record<string, string>>;
}

const words = {
  en: {
    ...{ cover: "Renumber plan", changes: "Changes", collisions: "Not possible", madeBy: "Made by", madeAt: "Made at" },
    ...{ administration: "Administration", count: "Changes", blocked: "Not possible" },
    order: "Change them in this order. Tieout changes no code itself.",
    columns: ["Step", "Kind of data", "System", "Old code", "New code", "Name", "Mind"],
    refused: ["Kind of data", "System", "Code", "Wanted code", "Name", "Why not"],
  },
  nl: {
    ...{ cover: "Omnummerplan", changes: "Wijzigingen", collisions: "Kan niet", madeBy: "Gemaakt door" },
    ...{ madeAt: "Gemaakt op", administration: "Administratie", count: "Wijzigingen", blocked: "Kan niet" },
    order: "Wijzig ze in deze volgorde. Tieout wijzigt zelf geen code.",
    columns: ["Stap", "Soort gegevens", "Systeem", "Oude code", "Nieuwe code", "Naam", "Let op"],
    refused: ["Soort gegevens", "Systeem", "Code", "Gewenste code", "Naam", "Waarom niet"],
  },
} as const;

const column = (title: string, content: SheetColumn["content"], width: number): SheetColumn => ({
  ...{ id: title, title, content, width },
  side: null,
});

export function renumberWorkbook(
  plans: readonly EntityPlan[],
  about: { administration: string; madeBy: string; madeAt: string },
  language: Language,
) {
  const said = words[language];
  let step = 0;
  const changes = plans.flatMap(({ entity, side, plan, titles }): SheetRow[] =>
    plan.changes.map((change) => {
      step += 1;
      const { from, to } = change;
      const texts = [String(step), entityInWords(entity, language), sideNames[side], from, to, titles[from] ?? ""];
      return { texts: [...texts, noteInWords(change, language)], differing: [] };
    }),
  );
  const collisions = plans.flatMap(({ entity, side, plan, titles }): SheetRow[] =>
    plan.collisions.map((one) => ({
      texts: [
        ...[entityInWords(entity, language), sideNames[side], one.from, one.to, titles[one.from] ?? ""],
        collisionInWords(one, language),
      ],
      differing: [],
    })),
  );
  const contents = ["number", "text", "text", "code", "code", "text", "text"] as const;
  const widths = [8, 16, 12, 16, 16, 32, 48];
  const columns = said.columns.map((title, at) => column(title, contents[at] ?? "text", widths[at] ?? 16));
  const refused = said.refused.map((title, at) => column(title, contents[at + 1] ?? "text", widths[at + 1] ?? 16));
  return {
    language,
    cover: {
      name: said.cover,
      title: said.cover,
      lines: [
        { label: said.administration, value: about.administration },
        { label: said.count, value: changes.length },
        { label: said.blocked, value: collisions.length },
        { label: said.madeBy, value: about.madeBy },
        { label: said.madeAt, value: new Date(about.madeAt) },
        { label: "", value: said.order },
      ],
    },
    sheets: [
      { name: said.changes, columns, rows: changes },
      { name: said.collisions, columns: refused, rows: collisions },
    ],
  };
}
