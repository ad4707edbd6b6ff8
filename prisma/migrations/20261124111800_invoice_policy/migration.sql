-- What invoices are released and approved by themselves: every version that was ever proposed, and which one let an
-- invoice go.
CREATE TABLE "invoice_policy" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "administrationId" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "rules" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "proposedById" INTEGER NOT NULL,
    "proposedAt" TEXT NOT NULL,
    "decidedById" INTEGER,
    "decidedAt" TEXT,
    CONSTRAINT "invoice_policy_administrationId_fkey" FOREIGN KEY ("administrationId") REFERENCES "administration" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "invoice_policy_proposedById_fkey" FOREIGN KEY ("proposedById") REFERENCES "account" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "invoice_policy_decidedById_fkey" FOREIGN KEY ("decidedById") REFERENCES "account" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "invoice_policy_administrationId_version_key" ON "invoice_policy"("administrationId", "version");
ALTER TABLE "invoice_export" ADD COLUMN "policyVersion" INTEGER;

-- What follows has no word in schema.prisma.

-- One proposal at a time, and one policy in force.
CREATE UNIQUE INDEX "invoice_policy_open" ON "invoice_policy"("administrationId", "state") WHERE "state" IN ('proposed', 'in_force');
