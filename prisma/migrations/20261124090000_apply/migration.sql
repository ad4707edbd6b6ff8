-- Of applying a decision: what it is in Milestones, when its write began and ended, and how.
ALTER TABLE "decision" ADD COLUMN "milestonesId" TEXT;
ALTER TABLE "decision" ADD COLUMN "begunAt" TEXT;
ALTER TABLE "decision" ADD COLUMN "endedAt" TEXT;
ALTER TABLE "decision" ADD COLUMN "outcome" TEXT;

-- What follows has no word in schema.prisma.

-- A pair has one open decision at most; one that is being applied is open.
DROP INDEX "decision_open";
CREATE UNIQUE INDEX "decision_open" ON "decision"("pairId") WHERE "state" IN ('proposed', 'approved', 'applying');

-- Looked at every second.
CREATE INDEX "decision_to_apply" ON "decision"("administrationId") WHERE "action" = 'take_globe' AND "state" IN ('approved', 'applying');
CREATE INDEX "decision_ended" ON "decision"("administrationId", "entity", "endedAt") WHERE "endedAt" IS NOT NULL;

-- Pairs that show how their last decision ended.
CREATE INDEX "pair_outcome" ON "pair"("administrationId", "entity") WHERE "decisionId" IS NOT NULL AND "decisionState" IS NULL;
