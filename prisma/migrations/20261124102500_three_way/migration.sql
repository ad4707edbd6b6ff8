-- Three-way comparison: what both sides said when they last agreed, and which of them moved since.
CREATE TABLE "agreed" (
    "pairId" INTEGER NOT NULL,
    "field" TEXT NOT NULL,
    "globe" TEXT NOT NULL,
    "milestones" TEXT NOT NULL,
    "at" TEXT NOT NULL,

    PRIMARY KEY ("pairId", "field"),
    CONSTRAINT "agreed_pairId_fkey" FOREIGN KEY ("pairId") REFERENCES "pair" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

ALTER TABLE "cell" ADD COLUMN "moved" TEXT NOT NULL DEFAULT 'never';

-- CreateIndex
CREATE INDEX "cell_moved_pairId_idx" ON "cell"("moved", "pairId");
