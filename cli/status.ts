// `tieout status`: where each administration stands, as a table or as JSON.
import { Command } from "commander";
import { comparedStatuses } from "../core/reconcile/compare.ts";
import { administrations } from "../prisma/administrations.ts";
import { type Stuck, stuckInvoices } from "../prisma/invoice-exports.ts";
import { statusReport } from "../prisma/overview.ts";
import { dataOption } from "./data-folder.ts";
import { plainTable } from "./plain-table.ts";
import { withStore } from "./store.ts";

export const statusCommand = (): Command =>
  new Command("status")
    .description("where each administration stands")
    .addOption(dataOption())
    .option("--json", "one JSON object")
    .action(async (options: { data: string; json?: true }) => {
      const { report, still } = await withStore(options.data, (db) => ({
        report: statusReport(db),
        still: new Map(administrations(db).map(({ id, code }) => [code, stuckInvoices(db, id)])),
      }));
      process.stdout.write(options.json ? `${JSON.stringify(report, null, 2)}\n` : readable(report, still));
    });

type Report = ReturnType<typeof statusReport>;

const columns = [...comparedStatuses, "not_comparable"] as const;

/** Invoices that stand still: only for people, since scripts read their states. */
function standingStill(still: readonly Stuck[]): string {
  if (still.length === 0) return "";
  const named = still.slice(0, 5).map(({ number, state, since }) => `${number} (${state}, ${since} min)`);
  return `stand still: ${still.length} ${still.length === 1 ? "invoice" : "invoices"}: ${named.join(", ")}${still.length > 5 ? " ..." : ""}\n`;
}

function readable(report: Report, still: ReadonlyMap<string, readonly Stuck[]>): string {
  if (report.administrations.length === 0) return "No administration yet.\n";
  return report.administrations
    .map(({ code, name, agent, entities, invoices }) => {
      const table = plainTable(
        ["", ...columns.map((status) => status.replaceAll("_", " ")), "last run"],
        [...columns.map(() => "right" as const), "left"],
      );
      for (const [entity, state] of Object.entries(entities)) {
        const { lastRun } = state;
        const run = lastRun ? `${lastRun.state} ${lastRun.finishedAt ?? ""}`.trim() : "none yet";
        table.push([entity, ...columns.map((status) => String(state[status])), run]);
      }
      const presence = agent.online ? "agent online" : `agent offline, last seen ${agent.lastSeen ?? "never"}`;
      const counted = Object.entries(invoices).filter(([, count]) => count > 0);
      const inWords = counted.map(([state, count]) => `${count} ${state.replaceAll("_", " ")}`).join(", ");
      return `${code} ${name} (${presence})\n${table.toString()}\ninvoices: ${inWords || "none yet"}\n${standingStill(still.get(code) ?? [])}`;
    })
    .join("\n");
}
