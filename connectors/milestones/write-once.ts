// One write to QicsMilestones: sent once, and told apart by how it ended. Ids and numbers go digit by digit.
import type { WriteEnd } from "../../core/ports/apply.ts";
import type { Writable } from "../../core/reconcile/change.ts";
import { usualPatience } from "../http/index.ts";
import { type Written, written } from "../http/write.ts";
import { type MilestonesConnection, refusalOf, service } from "./index.ts";
import type { Grouped } from "./names.ts";

export interface WriteRequest {
  method: "POST" | "PATCH" | "PUT";
  /** Below the version's address. */
  path: string;
  /** What the record must still be; null where Milestones gives no such thing. */
  tag: string | null;
}

export async function sentOnce(
  connection: MilestonesConnection,
  { method, path, tag }: WriteRequest,
  record: Grouped<Writable>,
): Promise<WriteEnd> {
  const { base, headers, fetch } = service(connection);
  const ended = await written(
    {
      method,
      url: new URL(path, base),
      headers: { ...headers, ...(tag === null ? {} : { "if-match": tag }) },
      body: json(record),
      fetch,
      patience: { ...usualPatience, ...connection.patience },
      refusal: refusalOf,
    },
    // why: a write that was begun is waited for, since only its answer tells what it did.
    new AbortController().signal,
  );
  return endOf(ended);
}

export type Value = Writable | Readonly<Record<string, Writable>>;

export const isDigits = (value: object): value is { digits: string } =>
  "digits" in value && typeof value.digits === "string";

/** 429 and 401: Milestones let nothing in. */
const notLetIn = new Set([401, 429]);

function endOf(ended: Written): WriteEnd {
  switch (ended.outcome) {
    case "done":
      return { outcome: "done" };
    case "refused":
      if (ended.status === 412) return { outcome: "moved" };
      if (notLetIn.has(ended.status)) return { outcome: "not_sent", reason: ended.reason };
      return { outcome: "refused", said: ended.reason };
    case "not_sent":
      return { outcome: "not_sent", reason: ended.reason };
    case "unknown":
      if (ended.status !== undefined && notLetIn.has(ended.status))
        return { outcome: "not_sent", reason: ended.reason };
      return { outcome: "unknown", reason: ended.reason };
  }
}

/** JSON in which numbers and ids stand digit by digit. */
function json(value: Value | Grouped<Writable>): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (isDigits(value)) return value.digits;
  return `{${Object.entries(value)
    .map(([name, one]) => `${JSON.stringify(name)}:${json(one)}`)
    .join(",")}}`;
}
