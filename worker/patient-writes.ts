// Small writes of the worker's main thread. A large pull may hold the database's write lock for many seconds; the main
// thread must not stand still for that, since it keeps the links to the bus alive. What finds the lock taken is done at
// a later look, in order.
import { setTimeout as pause } from "node:timers/promises";
import type { Database } from "../prisma/database.ts";

export interface PatientWrites {
  /** Does it now, or later if the database is busy. */
  write(work: () => void): void;
  /** Does what was put off, as far as the database lets it. */
  catchUp(): void;
}

/** Milliseconds for which a statement waits for the lock. */
const wait = 100;

export function patientWrites(db: Database): PatientWrites {
  const putOff: (() => void)[] = [];
  db.pragma(`busy_timeout = ${wait}`);

  function catchUp(): void {
    for (let next = putOff[0]; next; next = putOff[0]) {
      try {
        next();
      } catch (thrown) {
        if (isBusy(thrown)) return;
        putOff.shift();
        throw thrown;
      }
      putOff.shift();
    }
  }

  return {
    write(work) {
      putOff.push(work);
      catchUp();
    },
    catchUp,
  };
}

/** Whether another connection holds the write lock. */
export const isBusy = (thrown: unknown): boolean =>
  thrown instanceof Error && "code" in thrown && String(thrown.code).startsWith("SQLITE_BUSY");

/** Writes now, or as soon as whoever writes much is done: for what must be on disk before anything is sent. */
export async function written<Result>(write: () => Result): Promise<Result> {
  for (;;) {
    try {
      return write();
    } catch (thrown) {
      if (!isBusy(thrown)) throw thrown;
    }
    await pause(wait);
  }
}
