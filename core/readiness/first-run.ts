// Rules about the first automatic run: from which situation it starts, and what it would overwrite and create.
import { entityNames } from "../entities/index.ts";
import type { EntityFacts, Facts, OpenPair } from "./facts.ts";
import { found, type Judged, note, ok, row, unknown } from "./finding.ts";

export type Situation = "both_filled" | "globe_empty" | "milestones_empty" | "both_empty";

/** By customers: what else is there (currencies, VAT codes) stands in every new company. Null: not known. */
export function situationOf({ entities }: Pick<Facts, "entities">): Situation | null {
  const records = entities.customer?.records;
  if (!records) return null;
  if (records.globe === 0) return records.milestones === 0 ? "both_empty" : "globe_empty";
  return records.milestones === 0 ? "milestones_empty" : "both_filled";
}

export function startSituation(facts: Facts): Judged {
  const situation = situationOf(facts);
  const records = facts.entities.customer?.records;
  if (situation === null || !records) return unknown("customer");
  const values = { globe: String(records.globe), milestones: String(records.milestones) };
  if (situation === "both_filled") return ok("both_filled", values);
  const outcome = ({ globe_empty: "blocking", both_empty: "major", milestones_empty: "minor" } as const)[situation];
  return found(outcome, situation, [row("entity", "customer")], { values });
}

/** A decision that was approved settles the pair: what follows was seen by two people. */
const isSettled = ({ decision }: OpenPair) => decision?.state === "approved" || decision?.state === "applying";

const pairsOf = (facts: Facts, wanted: (pair: OpenPair, of: EntityFacts) => boolean) =>
  entityNames.flatMap((entity) => {
    const known = facts.entities[entity];
    return (known?.open ?? []).filter((pair) => known && wanted(pair, known)).map((pair) => ({ entity, pair }));
  });

const missing = (facts: Facts) => entityNames.filter((entity) => !facts.entities[entity]);

export function overwrites(facts: Facts): Judged {
  const unread = missing(facts);
  const pairs = pairsOf(facts, (pair) => pair.status === "different" && !isSettled(pair));
  // why: a forecast of half the entities is none.
  if (unread.length > 0) return unknown(...unread);
  const rows = pairs.map(({ entity, pair }) => {
    const { key, title, globe, milestones, differing } = pair;
    const notes = differing.map((field) =>
      note(globe?.[field] ? "overwrites" : "empties", {
        field,
        globe: globe?.[field] ?? "",
        milestones: milestones?.[field] || "-",
      }),
    );
    return row(entity, key, { title, notes });
  });
  const notes = rows.flatMap((one) => one.notes);
  const emptied = notes.filter(({ text }) => text === "empties").length;
  return found("major", "would_overwrite", rows, {
    values: { fields: String(notes.length), emptied: String(emptied) },
  });
}

export function creates(facts: Facts): Judged {
  const unread = missing(facts);
  if (unread.length > 0) return unknown(...unread);
  const rows = pairsOf(facts, (pair) => pair.status === "only_in_globe" && !isSettled(pair)).map(({ entity, pair }) =>
    row(entity, pair.key, { title: pair.title, notes: [note("creates")] }),
  );
  return found("minor", "would_create", rows);
}
