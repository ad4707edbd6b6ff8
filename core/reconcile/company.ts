// Which company's records take part, where files may hold several.
import { TieoutError } from "../errors.ts";

/**
 * The company whose records take part; undefined where no file names one. Throws a TieoutError where it is unknown, or
 * where nobody said which of several.
 */
export function decidedCompany(
  asked: string | undefined,
  seen: { globe: string[]; milestones: Map<string, string> | undefined },
  files: { globe: string; companies: string },
): string | undefined {
  const known = [...new Set([...seen.globe, ...(seen.milestones?.keys() ?? [])])].filter((code) => code !== "").sort();
  const listed = (codes: string[]) => codes.join(", ") || "none";
  if (asked === undefined) {
    if (known.length > 1) throw new TieoutError("company_undecided", { values: { companies: listed(known) } });
    return known[0];
  }
  if (seen.milestones && !seen.milestones.has(asked)) {
    const companies = listed([...seen.milestones.keys()]);
    throw new TieoutError("company_not_there", { values: { company: asked, file: files.companies, companies } });
  }
  if (!seen.milestones && known.length > 0 && !known.includes(asked))
    throw new TieoutError("company_not_there", {
      values: { company: asked, file: files.globe, companies: listed(known) },
    });
  return asked;
}
