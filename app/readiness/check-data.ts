// What the page of uploaded exports shows: the files with what was read of them, and what the check came to.
import { entities, entityNames } from "../../core/entities/index.ts";
import type { Visit } from "../session/guard.ts";
import { problemOfNote } from "../session/problem.ts";
import { shownFinding } from "./page-data.ts";

export function checkData({ context, account, language }: Visit) {
  const { files, going, failed, result } = context.checks.standing(account.id);
  const { found, seal } = result ?? {};
  const { db, store } = context;
  return {
    /** Administrations whose rules of comparing may be taken; those without any are left out. */
    ruled: store
      .administrations(db)
      .filter(({ id }) => Object.keys(store.allRulesOf(db, id)).length > 0)
      .map(({ code, name }) => ({ code, name })),
    rulesOf: result?.rulesOf ?? null,
    files,
    going,
    failed: failed && problemOfNote(failed, language),
    /** Files that both sides need at least: a kind of data is compared where both are there. */
    wanted: entityNames.map((entity) => ({
      entity,
      globe: entities[entity].globe,
      milestones: entities[entity].milestones,
    })),
    result: found
      ? {
          seal: seal ?? "",
          administration: found.administration,
          checkedAt: found.checkedAt,
          verdict: found.verdict,
          situation: found.situation,
          leftOut: found.leftOut.length,
          findings: found.findings.map((one) => shownFinding(one, found.currency, language)),
        }
      : null,
  };
}

export type CheckPageData = ReturnType<typeof checkData>;
