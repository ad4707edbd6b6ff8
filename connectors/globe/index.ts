// Exact Globe's Entity Services (REST), read-only: there is no function here that writes master data into Globe.
// A read ends normally only when Globe has said its last page and nothing stands after its last record.
import type { SideQuery, SideReader } from "../../core/ports/pull.ts";
import { address, chosen, incomplete, nextPage } from "../http/pages.ts";
import { after, keyOf, pathOf } from "./entities.ts";
import { type GlobeConnection, globeService, system } from "./service.ts";

/** Says of each record when it last moved, by the clock of Globe's machine; a changed contact or address may not move it. */
const moved = "ModifiedDate";

/** Reads entities by Entity Services' own names, asking only for the given properties. */
export function globeReader(connection: GlobeConnection): SideReader {
  const { base, page } = globeService(connection);

  async function* read({ entity, fields, since }: SideQuery, signal: AbortSignal) {
    const key = keyOf(entity);
    const movedSince = since === undefined ? undefined : `${moved} ge DateTime'${since}'`;
    const $select = [...new Set([key, ...fields])].join(",");
    let url: URL | undefined = address(base, pathOf(entity), { $select, $filter: movedSince, $orderby: key });
    let last: Record<string, unknown> | undefined;
    while (url) {
      const { results, __next: next } = await page(entity, url, signal);
      last = results.at(-1) ?? last;
      if (results.length > 0)
        yield results.map((record) => chosen({ system, entity }, fields, (field) => record[field]));
      url = next === undefined ? undefined : nextPage({ system, entity }, base, url, next);
    }
    await expectNothingAfter(entity, last, movedSince, signal);
  }

  /** why: a service that leaves out its next link, or answers empty, would otherwise pass for a small administration. */
  async function expectNothingAfter(
    entity: string,
    last: Record<string, unknown> | undefined,
    movedSince: string | undefined,
    signal: AbortSignal,
  ) {
    const key = keyOf(entity);
    const isAfter = last === undefined ? undefined : after(entity, last[key]);
    const $filter = [movedSince, isAfter].filter((one) => one !== undefined).join(" and ") || undefined;
    const url = address(base, pathOf(entity), { $select: key, $orderby: key, $filter, $top: "1" });
    const { results } = await page(entity, url, signal);
    if (results.length > 0) throw incomplete({ system, entity }, "it gave a last page, and there is more after it");
    if (last !== undefined) return;
    const company = await page(entity, address(base, "Division", { $select: "Code", $top: "1" }), signal);
    if (company.results.length === 0)
      throw incomplete({ system, entity }, "it answers with nothing, even when asked for its own company");
  }

  return { moved, read };
}
