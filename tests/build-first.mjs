// Before the first test: the programs that tests start are built where a source has changed.
import { ensureReady } from "../scripts/setup.mjs";

export const setup = () => ensureReady({ only: ["packages", "client", "programs"], quiet: true });
