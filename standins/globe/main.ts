// Starts Globe's stand-in: --dataset FOLDER (again for each further database) [--port 0] [--host]
// [--page-size 60] [--ledger FILE] [--kept FILE] [--server SRV01\EXACT]
import { run } from "../listen.ts";
import { globeStandin } from "./server.ts";

await run(globeStandin);
