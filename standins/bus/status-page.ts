// What the broker shows over HTTP: a page for people and Prometheus metrics. Loopback unless told otherwise; no message
// and no key is ever on it.
import { createServer, type Server } from "node:http";
import type { Queue } from "./queue.ts";
import type { Rates } from "./rates.ts";

export interface Status {
  connections: number;
  queues: ReadonlyMap<string, Queue>;
  /** Commits of the store since the start. */
  commits: number;
  rates: Rates;
}

interface Gauge {
  name: string;
  help: string;
  type: "gauge" | "counter";
  of(queue: Queue, depth: Queue["depth"], now: number, rates: Rates): number;
}

const rate = (kind: "received" | "delivered" | "completed" | "deadLettered", help: string): Gauge => ({
  name: `${kind === "deadLettered" ? "dead_lettered" : kind}_per_second`,
  help: `${help} a second, over the last minute.`,
  type: "gauge",
  of: (queue, _depth, now, rates) => rates.perSecond(queue, kind, now),
});

const gauges: Gauge[] = [
  { name: "active_messages", help: "Messages waiting or locked.", type: "gauge", of: (_, depth) => depth.active },
  { name: "deferred_messages", help: "Deferred messages.", type: "gauge", of: (_, depth) => depth.deferred },
  { name: "scheduled_messages", help: "Messages not yet due.", type: "gauge", of: (_, depth) => depth.scheduled },
  { name: "in_flight_messages", help: "Messages locked by a receiver.", type: "gauge", of: (_, depth) => depth.locked },
  {
    name: "dead_letter_messages",
    help: "Messages in the dead-letter queue.",
    type: "gauge",
    of: (queue) => queue.deadLetters?.depth.active ?? 0,
  },
  { name: "size_bytes", help: "Bytes of all messages.", type: "gauge", of: (_, depth) => depth.bytes },
  {
    name: "oldest_message_age_seconds",
    help: "Age of the oldest message waiting or locked, 0 when there is none.",
    type: "gauge",
    of: (_, { oldest }, now) => (oldest === undefined ? 0 : Math.max(now - oldest, 0) / 1000),
  },
  rate("received", "Messages taken in"),
  rate("delivered", "Deliveries"),
  rate("completed", "Messages completed"),
  rate("deadLettered", "Messages dead-lettered"),
  { name: "received_total", help: "Messages taken in.", type: "counter", of: ({ totals }) => totals.received },
  {
    name: "duplicates_total",
    help: "Messages dropped as duplicates.",
    type: "counter",
    of: ({ totals }) => totals.duplicates,
  },
  { name: "delivered_total", help: "Deliveries.", type: "counter", of: ({ totals }) => totals.delivered },
  { name: "completed_total", help: "Messages completed.", type: "counter", of: ({ totals }) => totals.completed },
  {
    name: "dead_lettered_total",
    help: "Messages dead-lettered.",
    type: "counter",
    of: ({ totals }) => totals.deadLettered,
  },
  { name: "expired_total", help: "Messages expired.", type: "counter", of: ({ totals }) => totals.expired },
];

const main = ({ queues }: Status): Queue[] =>
  [...queues.values()].filter(({ deadLetters }) => deadLetters !== undefined);

export function metrics(status: Status, now = Date.now()): string {
  const measured = main(status).map((queue) => ({ queue, depth: queue.depth }));
  const lines = gauges.flatMap(({ name, help, type, of }) => [
    `# HELP tieout_bus_${name} ${help}`,
    `# TYPE tieout_bus_${name} ${type}`,
    ...measured.map(
      ({ queue, depth }) => `tieout_bus_${name}{queue="${queue.name}"} ${of(queue, depth, now, status.rates)}`,
    ),
  ]);
  for (const [name, type, help, value] of [
    ["connections", "gauge", "Connections open.", status.connections],
    ["commits_total", "counter", "Commits of the store.", status.commits],
  ] as const) {
    lines.push(`# HELP tieout_bus_${name} ${help}`, `# TYPE tieout_bus_${name} ${type}`, `tieout_bus_${name} ${value}`);
  }
  return `${lines.join("\n")}\n`;
}

const number = (value: number): string => value.toLocaleString("en", { maximumFractionDigits: value < 10 ? 1 : 0 });

export function page(status: Status, now = Date.now()): string {
  const shown = gauges.filter(({ type }) => type === "gauge");
  const rows = main(status).map((queue) => {
    const depth = queue.depth;
    const cells = shown.map(({ of }) => `<td>${number(of(queue, depth, now, status.rates))}</td>`);
    return `<tr><th>${queue.name}</th>${cells.join("")}</tr>`;
  });
  const heads = shown.map(({ name }) => `<th>${name.replaceAll("_", " ")}</th>`).join("");
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="5"><title>Tieout bus</title>
<style>body{font:15px system-ui;margin:2rem;color-scheme:light dark}td,th{padding:.3rem .8rem;text-align:right}th:first-child{text-align:left}
table{border-collapse:collapse}tr{border-bottom:1px solid #8884}</style>
<h1>Tieout bus</h1><p>${status.connections} connections, ${status.commits} commits. <a href="/metrics">Metrics</a></p>
<table><tr><th>queue</th>${heads}</tr>${rows.join("\n")}</table></html>`;
}

/** Serves both; `status` is asked at each request. */
export function statusServer(status: () => Status): Server {
  return createServer((request, response) => {
    const path = request.url?.split("?", 1)[0];
    if (request.method !== "GET" || (path !== "/" && path !== "/metrics")) return void response.writeHead(404).end();
    const isPage = path === "/";
    response.setHeader(
      "content-type",
      isPage ? "text/html; charset=utf-8" : "text/plain; version=0.0.4; charset=utf-8",
    );
    response.setHeader("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'");
    response.end(isPage ? page(status()) : metrics(status()));
  });
}
