-- Since when a complete run no longer finds in Globe what it found there before, and Milestones still has.
CREATE TABLE "gone_record" (
    "pairId" INTEGER NOT NULL PRIMARY KEY,
    "since" TEXT NOT NULL,
    CONSTRAINT "gone_record_pairId_fkey" FOREIGN KEY ("pairId") REFERENCES "pair" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
