// Starts Milestones' stand-in: --dataset FOLDER (again for each further company) [--port 0] [--host] [--page-size 100]
// [--per-minute 6000] [--etags] [--moved PROPERTY] [--kept FILE] [--pdf-bytes 0] [--redirect http://localhost]
// [--token-seconds 3600] [--consent-seconds 7776000]
import { run } from "../listen.ts";
import { milestonesStandin } from "./server.ts";

await run(milestonesStandin);
