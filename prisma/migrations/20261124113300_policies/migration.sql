-- Whether an entity's differences are reviewed or overwritten by themselves, each version kept; and what a run made of it.
CREATE TABLE "policy" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "administrationId" INTEGER NOT NULL,
    "entity" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "content" TEXT NOT NULL,
    "savedById" INTEGER NOT NULL,
    "savedAt" TEXT NOT NULL,
    CONSTRAINT "policy_administrationId_fkey" FOREIGN KEY ("administrationId") REFERENCES "administration" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "policy_savedById_fkey" FOREIGN KEY ("savedById") REFERENCES "account" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "policy_run" (
    "runId" INTEGER NOT NULL PRIMARY KEY,
    "policyId" INTEGER NOT NULL,
    "pairs" INTEGER NOT NULL,
    "held" INTEGER NOT NULL,
    "halted" BOOLEAN NOT NULL,
    CONSTRAINT "policy_run_runId_fkey" FOREIGN KEY ("runId") REFERENCES "run" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "policy_run_policyId_fkey" FOREIGN KEY ("policyId") REFERENCES "policy" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "policy_administrationId_entity_version_key" ON "policy"("administrationId", "entity", "version");

-- CreateIndex
CREATE INDEX "policy_run_policyId_idx" ON "policy_run"("policyId");

-- The policy that decided, where no person did; no reference, since a column added later can have none that is checked.
ALTER TABLE "decision" ADD COLUMN "policyId" INTEGER;
