// One process at a time does a thing in this checkout; others wait for it. A file holds the number of the one that does.
import { readFileSync, rmSync, writeFileSync } from "node:fs";

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

function holder(file) {
  try {
    return Number(readFileSync(file, "utf8"));
  } catch {
    return 0; // It was let go of just now.
  }
}

export function oneAtATime(file, work) {
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: "wx" });
      break;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    if (isAlive(holder(file))) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    else rmSync(file, { force: true });
  }
  try {
    work();
  } finally {
    rmSync(file, { force: true });
  }
}
