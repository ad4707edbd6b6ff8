// `tieout-agent check`: the check as a table for people, or as JSON. Ends with 1 where something is not in order.
import type { CheckLine } from "../../core/agent-check/line.ts";
import { lineInWords } from "../../core/agent-check/texts.ts";
import { agentConfig } from "../config.ts";
import { checked } from "./check.ts";

const marks = { ok: "ok     ", not_ok: "NOT OK ", unknown: "unknown" } as const;

/** The lines as text, each with what it means and what to do where it is not in order. */
export function checkText(lines: readonly CheckLine[]): string {
  const shown = lines.map((one) => {
    const { question, seen, means, next } = lineInWords(one, "en");
    const about = one.administration === null ? "" : `${one.administration}: `;
    const rest = [means, next].filter((text) => text !== "").map((text) => `\n         ${text}`);
    return `${marks[one.outcome]}  ${about}${question}. ${seen}${one.outcome === "ok" ? "" : rest.join("")}`;
  });
  const of = (outcome: CheckLine["outcome"]) => lines.filter((one) => one.outcome === outcome).length;
  const sum = `${of("ok")} in order, ${of("not_ok")} not in order, ${of("unknown")} not known`;
  return `${shown.join("\n")}\n\n${sum}\n`;
}

/** The exit code: 0, or 1 where something is not in order. */
export async function checkCommand(options: { config: string; json?: boolean }): Promise<number> {
  const config = agentConfig(options.config);
  const wanted = config.administrations.map(({ code, salesJournal = null, debtorAccount = null }) => {
    return { code, salesJournal, debtorAccount };
  });
  const lines = await checked({ file: options.config, config }, wanted, new AbortController().signal);
  const worded = lines.map((one) => ({ ...one, ...lineInWords(one, "en") }));
  process.stdout.write(options.json ? `${JSON.stringify({ lines: worded }, null, 2)}\n` : checkText(lines));
  return lines.some(({ outcome }) => outcome === "not_ok") ? 1 : 0;
}
