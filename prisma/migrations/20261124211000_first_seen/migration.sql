-- Since when a pair differs, and how often it did before. Of what differed already, the last time that it moved is all that
-- is known.
ALTER TABLE "pair" ADD COLUMN "firstSeenAt" TEXT;
ALTER TABLE "pair" ADD COLUMN "recurred" INTEGER NOT NULL DEFAULT 0;
CREATE TABLE "difference" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "administrationId" INTEGER NOT NULL,
    "entity" TEXT NOT NULL,
    "comparedKey" TEXT NOT NULL,
    "pairId" INTEGER,
    "status" TEXT NOT NULL,
    "openedAt" TEXT NOT NULL,
    "closedAt" TEXT,
    CONSTRAINT "difference_administrationId_fkey" FOREIGN KEY ("administrationId") REFERENCES "administration" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "difference_pairId_fkey" FOREIGN KEY ("pairId") REFERENCES "pair" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);
CREATE INDEX "difference_administrationId_entity_comparedKey_idx" ON "difference"("administrationId", "entity", "comparedKey");
CREATE INDEX "difference_pairId_idx" ON "difference"("pairId");
CREATE INDEX "difference_administrationId_closedAt_idx" ON "difference"("administrationId", "closedAt");
UPDATE "pair" SET "firstSeenAt" = "changedAt" WHERE "status" <> 'equal';
INSERT INTO "difference" ("administrationId", "entity", "comparedKey", "pairId", "status", "openedAt")
    SELECT "administrationId", "entity", "comparedKey", "id", "status", "changedAt" FROM "pair" WHERE "status" <> 'equal';
CREATE INDEX "pair_by_first_seen" ON "pair"("administrationId", "entity", "firstSeenAt") WHERE "firstSeenAt" IS NOT NULL;
