// One `tieout start` a data folder: the running one's process number stands in tieout.pid.
import { closeSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { TieoutError } from "../core/errors.ts";
import type { DataFolder } from "./data-folder.ts";

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Takes the folder; gives back how to let go of it. @throws TieoutError already_running. */
export function lockFolder(folder: DataFolder): () => void {
  const file = join(folder.root, "tieout.pid");
  for (;;) {
    try {
      const handle = openSync(file, "wx", 0o600);
      writeSync(handle, String(process.pid));
      closeSync(handle);
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const pid = Number(readFileSync(file, "utf8"));
    if (pid > 0 && pid !== process.pid && isAlive(pid))
      throw new TieoutError("already_running", { values: { folder: folder.root, pid } });
    // What is left of one that was killed.
    rmSync(file, { force: true });
  }
}
