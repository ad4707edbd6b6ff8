// For tests: folders with both sides' files, what reconciling them prints, and with which sentence it is refused.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TieoutError } from "../../core/errors.ts";
import { jsonLines } from "./json.ts";
import type { Request } from "./plan.ts";
import { reconcile } from "./run.ts";

/** Gone when the test file ends: call `removeFolder` then. */
export const folder = mkdtempSync(join(tmpdir(), "tieout-reconcile-"));
export const removeFolder = (): void => rmSync(folder, { recursive: true });

let folders = 0;
/** A folder with globe/ and milestones/ of these files. */
export function sides(files: {
  globe: Record<string, string | Buffer>;
  milestones: Record<string, string | Buffer>;
}): Request {
  folders += 1;
  const at = join(folder, String(folders), "data");
  for (const [side, each] of Object.entries(files)) {
    mkdirSync(join(at, side), { recursive: true });
    for (const [name, text] of Object.entries(each)) writeFileSync(join(at, side, name), text);
  }
  return { globe: join(at, "globe"), milestones: join(at, "milestones") };
}

/** Its JSON lines and warnings. */
export async function printed(request: Request): Promise<{ lines: Record<string, unknown>[]; warnings: string[] }> {
  const found = await reconcile(request);
  try {
    const lines: Record<string, unknown>[] = [];
    for await (const line of jsonLines(found)) lines.push(JSON.parse(line));
    return { lines, warnings: found.warnings };
  } finally {
    await found.close();
  }
}

/** The sentence with which it is refused; throws when it is not. */
export async function refusal(request: Request): Promise<string> {
  const found = await reconcile(request).then(
    async (read) => {
      await read.close();
      return undefined;
    },
    (thrown: unknown) => thrown,
  );
  if (!(found instanceof TieoutError)) throw new Error(`not refused: ${found}`);
  return `${found.message}.`.replaceAll(folder, "");
}

export const costCenters = {
  globe: { "CostCenter.csv": "Code,Description,CompanyCode\nA,Alfa,500\nB,Beta,500\n" },
  milestones: { "CostCenter.csv": "CostCenterId,Code,Name\n1,A,Alfa\n2,C,Gamma\n" },
};
