// Keeps Tieout let in by Milestones: exchanges the codes that people brought back, and renews access before it ends. One
// thing at a time, in the worker's main thread, so that no refresh token is ever sent twice at once.
import type { BusLog } from "../connectors/bus/connection.ts";
import { type Exchanged, tokensByCode, tokensByRefresh } from "../connectors/milestones/oauth.ts";
import { closeLostAuthorisations, endAuthorisation, takeAuthorisation } from "../prisma/authorisations.ts";
import type { Database } from "../prisma/database.ts";
import { resealed } from "../prisma/milestones-connections.ts";
import { beginRenewal, dueForRenewal, endRenewal, findLostRenewals } from "../prisma/milestones-tokens.ts";

export interface AccessKeeper {
  /** Starts what is to be done, unless something is being done already. */
  look(): void;
  /** Starts no more, and waits until what was sent is answered and kept: a few seconds at most. */
  close(): Promise<void>;
}

const firstRest = 1_000;
const longestRest = 60_000;
const longestGoodbye = 6_000;

export function accessKeeper(db: Database, log: BusLog): AccessKeeper {
  try {
    const count = resealed(db);
    if (count > 0) log.warn({ count }, "secrets that an older key had sealed are sealed by the first one");
  } catch (thrown) {
    // why: without its key the worker still does all that needs none, and says on the pages what is wrong.
    log.warn({ reason: String(thrown) }, "secrets cannot be read");
  }
  findLostRenewals(db);
  closeLostAuthorisations(db);
  /** By address, when it may be tried again, and how long it rests after that. */
  const resting = new Map<string, { until: number; rest: number }>();
  let going: Promise<void> | null = null;
  let closing = false;

  async function exchange(): Promise<boolean> {
    const taken = takeAuthorisation(db);
    if (!taken) return false;
    const ended = await tokensByCode(taken.client, taken);
    endAuthorisation(db, taken.id, ended);
    told("a code was exchanged", taken.client.baseUrl, ended);
    resting.delete(taken.client.baseUrl);
    return true;
  }

  async function renew(baseUrl: string): Promise<void> {
    const begun = beginRenewal(db, baseUrl);
    if (!begun) return;
    const ended = await tokensByRefresh(begun.client, begun.refreshToken);
    endRenewal(db, baseUrl, ended);
    told("access was renewed", baseUrl, ended);
    if (ended.outcome === "tokens") resting.delete(baseUrl);
    else {
      const rest = Math.min(longestRest, (resting.get(baseUrl)?.rest ?? firstRest / 2) * 2);
      const asked = ended.outcome === "not_now" ? (ended.wait ?? 0) : 0;
      resting.set(baseUrl, { until: Date.now() + Math.max(rest, asked), rest });
    }
  }

  function told(what: string, baseUrl: string, ended: Exchanged): void {
    if (ended.outcome === "tokens") log.info({ milestones: baseUrl }, what);
    else log.warn({ milestones: baseUrl, outcome: ended.outcome, reason: ended.reason }, `not so: ${what}`);
  }

  async function all(): Promise<void> {
    while (!closing && (await exchange()));
    for (const baseUrl of dueForRenewal(db)) {
      if (closing) return;
      if ((resting.get(baseUrl)?.until ?? 0) <= Date.now()) await renew(baseUrl);
    }
  }

  return {
    look() {
      if (going || closing) return;
      going = all()
        .catch((thrown) => log.warn({ reason: String(thrown) }, "access to Milestones could not be looked after"))
        .finally(() => {
          going = null;
        });
    },
    async close() {
      closing = true;
      const goodbye = new Promise<void>((done) => void setTimeout(done, longestGoodbye).unref());
      await Promise.race([going, goodbye]);
    },
  };
}
