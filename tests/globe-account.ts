// How tests are let in by Globe's stand-in: as the one account that it knows, on the SQL Server that it has.
import type { GlobeConnection } from "../connectors/globe/service.ts";
import { signedInFetch } from "../connectors/globe/sign-in.ts";
import { account } from "../standins/globe/sign-in.ts";

const serverName = "SRV01\\EXACT";

/** What an agent's configuration says of Globe. */
export const globeConfig = (url: string) => ({ url, serverName, ...account });

/** A connection to the stand-in at this address. */
export const connected = (url: string, more: Partial<GlobeConnection> = {}): GlobeConnection => ({
  ...{ url, serverName, databaseName: "500", fetch: globeFetch },
  ...more,
});

/** The web's fetch, signed in. */
export const globeFetch = signedInFetch(account);

/** What each call carries. */
export const globeHeaders = (databaseName = "500") => ({ ServerName: serverName, DatabaseName: databaseName });
