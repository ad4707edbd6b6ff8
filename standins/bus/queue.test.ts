// A queue over its real store, with receivers that go at the worst moment.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { encodedMessage, types } from "./amqp.ts";
import { arrival, type Content } from "./arrival.ts";
import { busNamespace } from "./config.ts";
import { fromRow } from "./entry.ts";
import { Queue } from "./queue.ts";
import type { Consumer } from "./sessions.ts";
import { Store } from "./store.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bus-queue-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const [work] = busNamespace({ UserConfig: { Namespaces: [{ Name: "n", Queues: [{ Name: "work" }] }] } }).Queues;
if (!work) throw new Error("no queue");

/** The queue over the test's folder, for as long as `use` takes. */
async function withQueue(use: (queue: Queue) => Promise<void>): Promise<void> {
  const failed: Error[] = [];
  const store = await Store.open({ folder, queues: ["work", "dead"] }, (error) => failed.push(error));
  const { Name, Properties } = work as NonNullable<typeof work>;
  const queue = new Queue(Name, Properties, store, new Queue("dead", Properties, store));
  queue.restore(store.messages(fromRow));
  try {
    await use(queue);
    expect(failed).toEqual([]);
  } finally {
    queue.close();
    await store.close();
  }
}

const message = (size: number) =>
  arrival(
    encodedMessage({
      message_id: "m",
      body: {
        typecode: 0x75,
        collect_sections: (sections: unknown[]) =>
          sections.push(types.described(types.wrap_ulong(0x75), types.wrap_binary(Buffer.alloc(size, 7)))),
      },
    }),
  );

/** Takes one message, received meaning gone, unless it has gone itself when the message comes. */
function taking(queue: Queue, isThere: boolean): Promise<Content> {
  return new Promise((came) => {
    let wants = 1;
    const consumer: Consumer = {
      deletes: true,
      room: () => wants,
      expect: () => wants--,
      take: (_entry, content) => {
        queue.removeConsumer(consumer);
        came(content);
        return isThere;
      },
      miss: () => undefined,
    };
    queue.addConsumer(consumer);
  });
}

describe("a message whose receiver goes while its end is being written", () => {
  for (const size of [100, 100_000]) {
    it(`of ${size} bytes stays whole: for the next receiver, and after a stop`, async () => {
      const sent = message(size);
      await withQueue(async (queue) => {
        await new Promise<void>((stored, failed) =>
          queue.send([sent], (failure) => (failure ? failed(failure) : stored())),
        );
        await taking(queue, false);
        // It is on disk again before anyone gets it, so the next one to go finds it there too.
        expect((await taking(queue, false)).bare).toEqual(sent.content.bare);
      });
      await withQueue(async (queue) => {
        expect((await taking(queue, true)).bare).toEqual(sent.content.bare);
      });
      await withQueue(async (queue) => expect(queue.depth.active).toBe(0));
    });
  }
});
