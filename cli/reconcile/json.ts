// The reconciliation as JSON lines, for programs.
import type { EntityName } from "../../core/entities/index.ts";
import { reasonText } from "../../core/suggest/reasons.ts";
import { suggest } from "../../core/suggest/suggest.ts";
import type { Line } from "./compared.ts";
import type { Reconciliation } from "./run.ts";
import { noSummary } from "./summary.ts";

/** One JSON object a line, with suggestions where they are asked for; answers whether anything differs. */
export async function* jsonLines(
  { results }: Reconciliation,
  options: { suggest?: boolean } = {},
): AsyncGenerator<string, boolean> {
  let differs = false;
  for (const result of results) {
    const { entity } = result;
    if ("skipped" in result) {
      yield JSON.stringify({ entity, skipped: result.skipped });
      continue;
    }
    const counts = noSummary();
    for await (const line of result.lines()) {
      counts[line.status] += 1;
      differs = true;
      yield JSON.stringify(pairObject(entity, line));
    }
    counts.equal = result.equal();
    if (options.suggest)
      for (const { reasons, ...found } of suggest(entity, await result.alone())) {
        const suggestion = { ...found, reasons: reasons.map((reason) => reasonText(reason, "en")) };
        yield JSON.stringify({ entity, suggestion });
      }
    yield JSON.stringify({ entity, summary: counts });
  }
  return differs;
}

function pairObject(entity: EntityName, line: Line) {
  const { key, status } = line;
  if (status !== "different") return { entity, key, status };
  const fields = line.cells.map((cell) => ({
    field: cell.field,
    globe: cell.globe === "" ? null : cell.globe,
    milestones: cell.milestones === "" ? null : cell.milestones,
  }));
  return { entity, key, status, fields };
}
