// How a thread that reads or writes Milestones is let in: with the token that is kept, and where that has ended or was
// refused, with the one that the main thread gets instead. Only the main thread ever renews (access-keeper.ts).
import { setTimeout as pause } from "node:timers/promises";
import type { Access } from "../connectors/milestones/access.ts";
import type { MilestonesConnection } from "../connectors/milestones/index.ts";
import type { Administration } from "../core/administration.ts";
import { TieoutError } from "../core/errors.ts";
import type { Database } from "../prisma/database.ts";
import { accessToken, wantRenewal } from "../prisma/milestones-tokens.ts";

const longestWait = 60_000;
const look = 200;

function accessTo(db: Database, baseUrl: string): Access {
  const refused = new Set<string>();
  return {
    async token(signal) {
      const until = Date.now() + longestWait;
      for (let isAsked = false; ; isAsked = true) {
        const token = accessToken(db, baseUrl);
        if (token !== null && !refused.has(token)) return token;
        if (!isAsked) wantRenewal(db, baseUrl);
        if (Date.now() > until) break;
        await pause(look, undefined, signal ? { signal } : {});
      }
      const reason = "its access could not be renewed in time";
      throw new TieoutError("source_unreachable", { values: { system: "Milestones", reason } });
    },
    refused: (token) => void refused.add(token),
  };
}

/** How an administration's Milestones is reached and let into. */
export function milestonesOf(db: Database, { code, settings }: Administration): MilestonesConnection {
  const { baseUrl, update, version, names } = settings.milestones;
  const { pdfPath } = settings.invoices;
  return {
    baseUrl,
    companyCode: code,
    access: accessTo(db, baseUrl),
    update,
    ...(version === undefined ? {} : { version }),
    ...(names === undefined ? {} : { names }),
    ...(pdfPath === null ? {} : { pdfPath }),
  };
}
