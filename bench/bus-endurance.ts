// The bus for long and under strain: a million messages through one queue, a million waiting at a start, thousands of
// connections that say nothing, and peers that take without settling or give credit without end.
import { ServiceBusClient } from "@azure/service-bus";
import { type BenchBroker, broker, ended, perSecond, program, single } from "./bus-broker.ts";
import { greedy, idle } from "./bus-strain.ts";
import type { Bench } from "./index.ts";

const million = 1_000_000;
const body = Buffer.alloc(1_024, 7);
const hundred = Array.from({ length: 100 }, () => ({ body }));
/** Sent and not yet completed, at most, while messages pass through. */
const backlog = 20_000;
const megabytes = (bytes: number) => bytes / 2 ** 20;

const highest = (values: number[]): number => values.reduce((most, value) => Math.max(most, value), 0);

/** Sends batches with four under way, as long as `more` lets them. */
async function filled(client: ServiceBusClient, queue: string, count: number, more = async () => {}): Promise<void> {
  const sender = client.createSender(queue);
  let left = count / hundred.length;
  const lane = async () => {
    while (left-- > 0) {
      await more();
      await sender.sendMessages(hundred);
    }
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
  await sender.close();
}

/** Messages a second from end to end, and the broker's resident memory over the second tenth and the last one. */
async function passed(local: BenchBroker, client: ServiceBusClient, count: number) {
  const samples: { done: number; memory: number }[] = [];
  let [sent, done] = [0, 0];
  const sampling = setInterval(() => samples.push({ done, memory: local.memory() }), 250);
  const receiver = client.createReceiver("through");
  const start = performance.now();
  const all = new Promise<void>((ended, failed) => {
    receiver.subscribe(
      {
        processMessage: async (message) => {
          await receiver.completeMessage(message);
          done++;
          if (done === count) ended();
        },
        processError: async ({ error }) => failed(error),
      },
      { maxConcurrentCalls: 200, autoCompleteMessages: false },
    );
  });
  const room = async () => {
    while (sent - done > backlog) await new Promise((later) => setTimeout(later, 10));
    sent += hundred.length;
  };
  await Promise.all([filled(client, "through", count, room), all]);
  clearInterval(sampling);
  const rate = perSecond(count, start);
  await receiver.close();
  const tenth = (n: number) => samples.filter((one) => Math.min(Math.floor((one.done * 10) / count), 9) === n);
  const memory = (n: number) => highest(tenth(n).map((one) => one.memory));
  return { rate, early: memory(1), late: memory(9), most: highest(samples.map((one) => one.memory)) };
}

/** Endurance in messages, connections and greed, each beside the same broker without it. */
export async function benchBusEndurance(): Promise<Bench> {
  const figures: Bench["figures"] = [];
  const say = (label: string, value: number, unit: string) => {
    process.stderr.write(`  ${label}: ${value.toFixed(2)} ${unit}\n`);
    figures.push({ label, value, unit });
  };
  const long = { LockDuration: "PT5M" };
  let local = await broker({
    through: long,
    waiting: { MaxSizeInMegabytes: 5_120 },
    probe: {},
    greedy: long,
    flooded: {},
  });
  let client = new ServiceBusClient(local.connectionString);
  try {
    const through = await passed(local, client, million);
    say("1,000,000 messages of 1 KB through one queue, sent in batches, completed one by one", through.rate, "/s");
    say("resident memory during the second 100,000, highest", megabytes(through.early), "MB");
    say("resident memory during the last 100,000, highest", megabytes(through.late), "MB");
    say("the last beside the second", through.late / through.early, "x");

    await client.close();
    local = await local.again();
    say("a start without messages", local.startMs / 1_000, "s");
    say("processor time of that start", local.startCpuMs / 1_000, "s");
    client = new ServiceBusClient(local.connectionString);
    await filled(client, "waiting", million);
    await client.close();
    local = await local.again();
    say("a start with 1,000,000 messages waiting in one queue", local.startMs / 1_000, "s");
    say("processor time of that start", local.startCpuMs / 1_000, "s");
    say("resident memory after that start", megabytes(local.memory()), "MB");

    client = new ServiceBusClient(local.connectionString);
    await single(client, "probe", 2_000);
    const alone = await single(client, "probe", 5_000);
    say("single sends, 64 in flight, while nothing else happens", alone, "/s");
    const before = local.memory();
    const silent = await idle(local.port);
    say("connections open and idle", silent.count, "");
    say("resident memory for each", (local.memory() - before) / silent.count / 1_024, "KB");
    say("single sends beside them", (await single(client, "probe", 5_000)) / alone, "x");
    silent.end();
    await filled(client, "greedy", 30_000);
    const takers = await greedy(local.port);
    say("messages that four receivers hold and never settle", takers.held(), "");
    say("single sends beside them, of those alone", (await single(client, "probe", 5_000)) / alone, "x");
    takers.end();
    const flood = await program(["--import", "tsx", "bench/bus-flood.ts", String(local.port)]);
    const flooded = await single(client, "probe", 5_000);
    await ended(flood.child);
    say(
      "single sends beside eight peers that flood credit, 5,000 frames a second each, of those alone",
      flooded / alone,
      "x",
    );
    return { name: "The bus for long and under strain", figures };
  } finally {
    await client.close();
    await local.stop();
  }
}
