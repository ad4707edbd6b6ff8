// Globe, tried without changing anything in it: who is let in, what may be read, and which function rights the user has.
// A right is asked of Globe's own list of rights; nothing is ever created to find out.
import type { RawRecord } from "../../core/reconcile/references.ts";
import { notUnderstood } from "../http/index.ts";
import { address, chosen } from "../http/pages.ts";
import { pathOf } from "./entities.ts";
import { type GlobeConnection, globeService, system } from "./service.ts";

export type GlobeTrial = ReturnType<typeof globeTrial>;

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** How wide Globe keeps a code, blanks before it. */
const widths = { JournalNumber: 3, GeneralLedgerCode: 9 } as const;

/** Every function throws TieoutError where Globe does not answer, does not let in, or refuses. */
export function globeTrial(connection: GlobeConnection) {
  const { base, page, single } = globeService(connection);

  return {
    /** Whether the company's own record may be read: the least that anybody may who is let in. */
    async company(signal: AbortSignal): Promise<void> {
      await page("Division", address(base, "Division", { $select: "Code", $top: "1" }), signal);
    },
    /** One record with these fields; how many there were, 0 or 1. Throws where one of the fields is left out. */
    async taste(entity: string, fields: readonly string[], signal: AbortSignal): Promise<number> {
      const url = address(base, pathOf(entity), { $select: fields.join(","), $top: "1" });
      const { results } = await page(entity, url, signal);
      for (const record of results) chosen({ system, entity }, fields, (field) => record[field]);
      return results.length;
    },
    /** The record with this code, however the code is padded; null for none. */
    async withCode(
      entity: "BrowserData.Journal" | "GeneralLedgerAccount",
      code: string,
      fields: readonly string[],
      signal: AbortSignal,
    ): Promise<RawRecord | null> {
      const key = entity === "GeneralLedgerAccount" ? "GeneralLedgerCode" : "JournalNumber";
      const $filter = `${key} eq ${quoted(code.trim().padStart(widths[key]))}`;
      const url = address(base, pathOf(entity), { $select: [key, ...fields].join(","), $filter });
      const { results } = await page(entity, url, signal);
      const [record] = results;
      return record ? chosen({ system, entity }, fields, (field) => record[field]) : null;
    },
    /** Whether the user has a function right, by Globe's own name of it. */
    async mayUse(functionId: string, signal: AbortSignal): Promise<boolean> {
      const entity = "UserRights";
      const url = new URL(`${entity}(${encodeURIComponent(quoted(functionId))})`, base);
      const record = await single(entity, url, signal);
      const { Access } = chosen({ system, entity }, ["Access"], (field) => record[field]);
      if (typeof Access !== "boolean") throw notUnderstood(system, "its Access of UserRights is no yes or no");
      return Access;
    },
  };
}
