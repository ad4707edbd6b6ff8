// The demo is let in by its Milestones on the way that a person goes: asked for, consented to on the stand-in's page, and
// brought back for the worker to exchange. Nothing in the product knows that nobody sat there.
import { accessStanding } from "../core/milestones-access.ts";
import { answerAuthorisation, beginAuthorisation } from "../prisma/authorisations.ts";
import type { Database } from "../prisma/database.ts";
import { milestonesConnectionOf, saveMilestonesConnection } from "../prisma/milestones-connections.ts";
import { consented, standinOAuth } from "./consent.ts";

/** Brings consent of the Milestones at this address, unless it stands already. */
export async function demoConsent(db: Database, baseUrl: string, redirectUri: string): Promise<void> {
  const connection = milestonesConnectionOf(db, baseUrl);
  const isGood = accessStanding(connection, new Date()) === "good";
  const oauth = await standinOAuth(baseUrl);
  if (!connection)
    saveMilestonesConnection(db, {
      baseUrl,
      clientId: oauth.client.id,
      clientSecret: oauth.client.secret,
      scopes: "",
      pkce: true,
      serviceAccount: oauth.account.username,
    });
  if (isGood) return;
  const address = beginAuthorisation(db, null, { baseUrl, redirectUri });
  answerAuthorisation(db, null, await consented(address, oauth));
}
