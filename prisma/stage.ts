// A place on disk for what one run reads: a database of its own, apart from the stored pairs, gone when closed.

import type { Stage } from "../core/ports.ts";
import type { Side } from "../core/reconcile/normalise.ts";
import type { RawRecord } from "../core/reconcile/references.ts";
import { scratchDatabase } from "./database.ts";

export function stage(): Stage {
  const db = scratchDatabase();
  db.exec(`CREATE TABLE staged (comparedKey TEXT NOT NULL, side TEXT NOT NULL, raw TEXT NOT NULL)`);
  const insert = db.prepare<[string, Side, string]>(`INSERT INTO staged (comparedKey, side, raw) VALUES (?, ?, ?)`);
  const insertAll = db.transaction((side: Side, records: Parameters<Stage["add"]>[1]) => {
    for (const { comparedKey, raw } of records) insert.run(comparedKey, side, JSON.stringify(raw));
  });
  return {
    add: (side, records) => insertAll(side, records),
    link(links) {
      if (links.length === 0) return;
      db.exec(`CREATE INDEX staged_key ON staged (comparedKey, side)`);
      const count = db
        .prepare<[string, Side], number>(`SELECT count(*) FROM staged WHERE comparedKey = ? AND side = ?`)
        .pluck();
      const held = (key: string) => `${count.get(key, "globe")} ${count.get(key, "milestones")}`;
      // why: judged before any is moved, so that the order of the links does not count.
      const sure = links.filter(({ globe, milestones }) => held(globe) === "1 0" && held(milestones) === "0 1");
      const move = db.prepare<[string, string]>(
        `UPDATE staged SET comparedKey = ? WHERE comparedKey = ? AND side = 'milestones'`,
      );
      for (const { globe, milestones } of sure) move.run(globe, milestones);
    },
    *inKeyOrder() {
      let key: string | null = null;
      let held: { globe: RawRecord[]; milestones: RawRecord[] } = { globe: [], milestones: [] };
      // why: by raw last, since a system may give records of one key in another order each time, and nothing has moved.
      const rows = db
        .prepare<[], { comparedKey: string; side: Side; raw: string }>(
          `SELECT comparedKey, side, raw FROM staged ORDER BY comparedKey, side, raw`,
        )
        .iterate();
      for (const row of rows) {
        if (key !== null && row.comparedKey !== key) {
          yield held;
          held = { globe: [], milestones: [] };
        }
        key = row.comparedKey;
        held[row.side].push(JSON.parse(row.raw) as RawRecord);
      }
      if (key !== null) yield held;
    },
    close: () => db.close(),
  };
}
