// A file over the bus: chunks on a session of its own, each settled when it is on disk, and a hash over the whole.
// Chunks may come twice and in any order; a taker that dies goes on with what it has.
import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { type FileTransfer, largestChunk } from "../../core/booking-messages.ts";
import { protocolVersion, sessionOf } from "../../core/messages.ts";
import type { BusConnection } from "./connection.ts";

/** Names a transfer of these bytes, to be sent with `sendFile`. */
export const transferOf = (bytes: Uint8Array): FileTransfer => ({
  transferId: randomUUID(),
  bytes: bytes.length,
  chunks: Math.ceil(bytes.length / largestChunk),
  sha256: createHash("sha256").update(bytes).digest("hex"),
});

/** Resolves when the bus has every chunk. Throws bus_unreachable. */
export async function sendFile(
  bus: BusConnection,
  to: { queue: string; requestId: string; timeToLive: number },
  { transferId, chunks }: FileTransfer,
  bytes: Uint8Array,
): Promise<void> {
  for (let chunk = 0; chunk < chunks; chunk += 1)
    await bus.send(to.queue, {
      message: { kind: "file", version: protocolVersion, requestId: to.requestId, transferId, chunk },
      payload: bytes.subarray(chunk * largestChunk, (chunk + 1) * largestChunk),
      messageId: `${transferId}:${chunk}`,
      correlationId: to.requestId,
      session: sessionOf.file(transferId),
      timeToLive: to.timeToLive,
    });
}

/** Milliseconds without a further chunk after which the rest counts as lost. */
const usualSilence = 60_000;

/**
 * The whole file, its chunks taken from the bus into `folder`. Throws an Error that says what is missing or differs;
 * what came stays in the folder until `forgetFile`.
 */
export async function receivedFile(
  bus: BusConnection,
  { queue, folder, silence = usualSilence }: { queue: string; folder: string; silence?: number },
  transfer: FileTransfer,
  signal: AbortSignal,
): Promise<Buffer> {
  const { transferId, chunks, bytes, sha256 } = transfer;
  const place = join(folder, transferId);
  await mkdir(place, { recursive: true });
  const nameOf = (chunk: number) => join(place, String(chunk));
  const missing = () => Array.from({ length: chunks }, (_, chunk) => chunk).find((one) => !existsSync(nameOf(one)));
  if (missing() !== undefined) {
    const { promise: whole, resolve } = later();
    const { promise: late, resolve: giveUp } = later();
    let waiting = setTimeout(giveUp, silence);
    const held = bus.hold(queue, sessionOf.file(transferId), {
      concurrent: 4,
      async take(taken) {
        if (taken.state !== "sound" || taken.message.kind !== "file") return;
        const { chunk, transferId: of } = taken.message;
        if (of !== transferId || chunk >= chunks) return;
        await kept(nameOf(chunk), taken.payload);
        waiting = renewed(waiting, giveUp, silence);
        if (missing() === undefined) resolve();
      },
    });
    signal.addEventListener("abort", giveUp);
    await Promise.race([whole, late]);
    signal.removeEventListener("abort", giveUp);
    clearTimeout(waiting);
    // why: letting a session go may take seconds, and nobody needs to wait for it.
    void held.close();
    signal.throwIfAborted();
  }
  const lost = missing();
  if (lost !== undefined) throw new Error(`part ${lost + 1} of ${chunks} did not come`);
  const parts = await Promise.all(Array.from({ length: chunks }, (_, chunk) => readFile(nameOf(chunk))));
  const file = Buffer.concat(parts);
  if (file.length !== bytes || createHash("sha256").update(file).digest("hex") !== sha256)
    throw new Error("it is not what was sent");
  return file;
}

export const forgetFile = ({ folder }: { folder: string }, transferId: string): Promise<void> =>
  rm(join(folder, transferId), { recursive: true, force: true });

/** On disk, whole or not at all. */
async function kept(path: string, bytes: Uint8Array): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  const file = await open(draft, "w");
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
}

function renewed(timer: NodeJS.Timeout, late: () => void, milliseconds: number): NodeJS.Timeout {
  clearTimeout(timer);
  return setTimeout(late, milliseconds);
}

function later(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
