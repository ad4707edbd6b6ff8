-- Of pulls that ask only for what moved: what each side last said, where each entity stands, and what references moved.
ALTER TABLE "run" ADD COLUMN "since" TEXT;
ALTER TABLE "request" ADD COLUMN "whole" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "pair" ADD COLUMN "unresolved" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "entity_state" ADD COLUMN "marks" TEXT;
ALTER TABLE "entity_state" ADD COLUMN "rules" TEXT NOT NULL DEFAULT '';
ALTER TABLE "entity_state" ADD COLUMN "referencesAsOf" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "side_record" (
    "administrationId" INTEGER NOT NULL,
    "entity" TEXT NOT NULL,
    "side" TEXT NOT NULL,
    "sourceId" TEXT NOT NULL,
    "key" TEXT,
    "comparedKey" TEXT,
    "digest" BLOB,
    "debtorNumber" TEXT,
    "accountCode" TEXT,

    PRIMARY KEY ("administrationId", "entity", "side", "sourceId"),
    CONSTRAINT "side_record_administrationId_fkey" FOREIGN KEY ("administrationId") REFERENCES "administration" ("id") ON DELETE CASCADE ON UPDATE CASCADE
) WITHOUT ROWID;

-- CreateTable
CREATE TABLE "reference_move" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "administrationId" INTEGER NOT NULL,
    "side" TEXT NOT NULL,
    "entity" TEXT NOT NULL,
    "value" TEXT,
    "isNew" BOOLEAN NOT NULL,
    CONSTRAINT "reference_move_administrationId_fkey" FOREIGN KEY ("administrationId") REFERENCES "administration" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "reference_move_administrationId_id_idx" ON "reference_move"("administrationId", "id");

-- What follows has no word in schema.prisma.

-- Ways from Globe's codes of an account to its debtor code.
CREATE INDEX "account_by_key" ON "side_record"("administrationId", "key") WHERE "entity" = 'customer' AND "side" = 'globe';
CREATE INDEX "account_by_debtor_number" ON "side_record"("administrationId", "debtorNumber") WHERE "debtorNumber" IS NOT NULL;
CREATE INDEX "account_by_account_code" ON "side_record"("administrationId", "accountCode") WHERE "accountCode" IS NOT NULL;

-- Pairs that a new record might give a meaning to.
CREATE INDEX "pair_unresolved" ON "pair"("administrationId", "entity") WHERE "unresolved" = 1;

-- Pairs of two codes, which each run looks at.
CREATE INDEX "pair_linked" ON "pair"("administrationId", "entity") WHERE "linkedKey" IS NOT NULL;

-- What was stored before knows nothing of this; the next run writes each pair anew.
UPDATE "pair" SET "contentHash" = '';
