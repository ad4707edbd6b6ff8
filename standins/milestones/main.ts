// Starts Milestones' stand-in: --dataset FOLDER (again for each further company) [--port 0] [--host] [--page-size 100]
// [--etags] [--kept FILE] [--pdf-bytes 0]
import { run } from "../listen.ts";
import { milestonesStandin } from "./server.ts";

await run(milestonesStandin);
