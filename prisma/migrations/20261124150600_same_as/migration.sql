-- Two codes that are one: the pair that shows both, the decision that says so, and suggestions that were turned down.
ALTER TABLE "pair" ADD COLUMN "linkedKey" TEXT;
ALTER TABLE "decision" ADD COLUMN "partnerId" INTEGER REFERENCES "pair" ("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "decision" ADD COLUMN "partnerKey" TEXT;
ALTER TABLE "decision" ADD COLUMN "partnerFingerprint" TEXT;

-- CreateTable
CREATE TABLE "rejected_suggestion" (
    "administrationId" INTEGER NOT NULL,
    "entity" TEXT NOT NULL,
    "globeKey" TEXT NOT NULL,
    "milestonesKey" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "comment" TEXT NOT NULL,
    "rejectedById" INTEGER NOT NULL,
    "rejectedAt" TEXT NOT NULL,

    PRIMARY KEY ("administrationId", "entity", "globeKey", "milestonesKey"),
    CONSTRAINT "rejected_suggestion_administrationId_fkey" FOREIGN KEY ("administrationId") REFERENCES "administration" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "rejected_suggestion_rejectedById_fkey" FOREIGN KEY ("rejectedById") REFERENCES "account" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "decision_partnerId_idx" ON "decision"("partnerId");

-- What follows has no word in schema.prisma.

-- A pair has one open decision at most. Ignored fields, and a link whose two records became one pair, leave room for one
-- about the others.
DROP INDEX "decision_open";
CREATE UNIQUE INDEX "decision_open" ON "decision"("pairId") WHERE "state" IN ('proposed', 'approved', 'applying') AND NOT ("scope" = 'fields' AND "state" = 'approved') AND NOT ("action" = 'same_as' AND "state" = 'approved' AND "partnerId" IS NULL);
CREATE UNIQUE INDEX "decision_open_partner" ON "decision"("partnerId") WHERE "partnerId" IS NOT NULL AND "state" IN ('proposed', 'approved');

-- Open links are looked for at every run.
CREATE INDEX "decision_link" ON "decision"("administrationId", "entity") WHERE "action" = 'same_as' AND "state" IN ('proposed', 'approved');
