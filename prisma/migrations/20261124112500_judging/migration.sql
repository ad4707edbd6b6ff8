-- How far a decision reaches, until when, what it took the place of, and why it lapsed.
ALTER TABLE "decision" ADD COLUMN "scope" TEXT NOT NULL DEFAULT 'pair';
ALTER TABLE "decision" ADD COLUMN "until" TEXT;
ALTER TABLE "decision" ADD COLUMN "replacesId" INTEGER;
ALTER TABLE "decision" ADD COLUMN "lapsedBecause" TEXT;
-- The approved decision by which a differing field is ignored.
ALTER TABLE "cell" ADD COLUMN "decisionId" INTEGER;

-- CreateTable
CREATE TABLE "bulk_job" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "administrationId" INTEGER NOT NULL,
    "task" TEXT NOT NULL,
    "requestedById" INTEGER NOT NULL,
    "requestedAt" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "total" INTEGER NOT NULL,
    "done" INTEGER NOT NULL DEFAULT 0,
    "refused" TEXT NOT NULL DEFAULT '{}',
    "finishedAt" TEXT,
    "errorMessage" TEXT,
    CONSTRAINT "bulk_job_administrationId_fkey" FOREIGN KEY ("administrationId") REFERENCES "administration" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "bulk_job_requestedById_fkey" FOREIGN KEY ("requestedById") REFERENCES "account" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "bulk_row" (
    "jobId" INTEGER NOT NULL,
    "place" INTEGER NOT NULL,
    "subjectId" INTEGER NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "decisionId" INTEGER,
    "refused" TEXT,

    PRIMARY KEY ("jobId", "place"),
    CONSTRAINT "bulk_row_jobId_fkey" FOREIGN KEY ("jobId") REFERENCES "bulk_job" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "bulk_job_administrationId_id_idx" ON "bulk_job"("administrationId", "id");

-- What follows has no word in schema.prisma.

-- A pair has one open decision at most; fields that are ignored leave room for one about the others.
DROP INDEX "decision_open";
CREATE UNIQUE INDEX "decision_open" ON "decision"("pairId") WHERE "state" IN ('proposed', 'approved', 'applying') AND NOT ("scope" = 'fields' AND "state" = 'approved');

-- What expires is looked for every minute.
CREATE INDEX "decision_until" ON "decision"("until") WHERE "until" IS NOT NULL AND "state" IN ('proposed', 'approved', 'replaced');
