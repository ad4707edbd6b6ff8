// A table without lines: aligned columns, narrow, and easy to cut.
import Table from "cli-table3";

const edges = ["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left", "bottom-right"];
const lines = ["left", "left-mid", "mid", "mid-mid", "right", "right-mid"];

/** `aligns`: of the columns after the first; left where not given. */
export function plainTable(head: string[], aligns: ("left" | "right")[] = []): Table.Table {
  return new Table({
    head,
    colAligns: ["left", ...aligns],
    chars: { ...Object.fromEntries([...edges, ...lines].map((name) => [name, ""])), middle: "  " },
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
  });
}
