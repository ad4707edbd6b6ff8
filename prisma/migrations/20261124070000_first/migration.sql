-- CreateTable
CREATE TABLE "administration" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "settings" TEXT NOT NULL,
    "createdAt" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "account" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "username" TEXT NOT NULL,
    "displayName" TEXT NOT NULL,
    "passwordHash" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "language" TEXT NOT NULL DEFAULT 'nl',
    "preferences" TEXT NOT NULL DEFAULT '{}',
    "disabled" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "session" (
    "tokenHash" TEXT NOT NULL PRIMARY KEY,
    "accountId" INTEGER NOT NULL,
    "csrf" TEXT NOT NULL,
    "createdAt" TEXT NOT NULL,
    "lastSeenAt" TEXT NOT NULL,
    "expiresAt" TEXT NOT NULL,
    CONSTRAINT "session_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "account" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "setting" (
    "name" TEXT NOT NULL PRIMARY KEY,
    "value" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "run" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "administrationId" INTEGER NOT NULL,
    "entity" TEXT NOT NULL,
    "trigger" TEXT NOT NULL,
    "requestedById" INTEGER,
    "state" TEXT NOT NULL,
    "startedAt" TEXT NOT NULL,
    "finishedAt" TEXT,
    "pages" INTEGER NOT NULL DEFAULT 0,
    "records" INTEGER NOT NULL DEFAULT 0,
    "read" TEXT,
    "counts" TEXT,
    "moved" TEXT,
    "errorCode" TEXT,
    "errorMessage" TEXT,
    CONSTRAINT "run_administrationId_fkey" FOREIGN KEY ("administrationId") REFERENCES "administration" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "run_requestedById_fkey" FOREIGN KEY ("requestedById") REFERENCES "account" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "pair" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "administrationId" INTEGER NOT NULL,
    "entity" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "comparedKey" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "differs" INTEGER NOT NULL,
    "globeRecords" INTEGER NOT NULL,
    "milestonesRecords" INTEGER NOT NULL,
    "globe" BLOB NOT NULL,
    "milestones" BLOB NOT NULL,
    "byRule" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "contentHash" TEXT NOT NULL,
    "changedAt" TEXT NOT NULL,
    "decisionId" INTEGER,
    "decisionState" TEXT,
    CONSTRAINT "pair_administrationId_fkey" FOREIGN KEY ("administrationId") REFERENCES "administration" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "raw_records" (
    "pairId" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "globe" TEXT NOT NULL,
    "milestones" TEXT NOT NULL,
    CONSTRAINT "raw_records_pairId_fkey" FOREIGN KEY ("pairId") REFERENCES "pair" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "cell" (
    "pairId" INTEGER NOT NULL,
    "field" TEXT NOT NULL,
    "globe" TEXT NOT NULL,
    "milestones" TEXT NOT NULL,

    PRIMARY KEY ("pairId", "field"),
    CONSTRAINT "cell_pairId_fkey" FOREIGN KEY ("pairId") REFERENCES "pair" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "search_text" (
    "pairId" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "text" TEXT NOT NULL,
    CONSTRAINT "search_text_pairId_fkey" FOREIGN KEY ("pairId") REFERENCES "pair" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "entity_state" (
    "administrationId" INTEGER NOT NULL,
    "entity" TEXT NOT NULL,
    "comparable" BOOLEAN NOT NULL,
    "notComparableSince" TEXT,
    "counts" TEXT NOT NULL,
    "lastCompleteRunId" INTEGER,
    "lastCompleteAt" TEXT,
    "version" INTEGER NOT NULL DEFAULT 0,
    "decisionVersion" INTEGER NOT NULL DEFAULT 0,

    PRIMARY KEY ("administrationId", "entity"),
    CONSTRAINT "entity_state_administrationId_fkey" FOREIGN KEY ("administrationId") REFERENCES "administration" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "decision" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "administrationId" INTEGER NOT NULL,
    "entity" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "pairId" INTEGER,
    "status" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "comment" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "proposedById" INTEGER NOT NULL,
    "proposedAt" TEXT NOT NULL,
    "decidedById" INTEGER,
    "decidedAt" TEXT,
    "decidedComment" TEXT,
    CONSTRAINT "decision_administrationId_fkey" FOREIGN KEY ("administrationId") REFERENCES "administration" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "decision_pairId_fkey" FOREIGN KEY ("pairId") REFERENCES "pair" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "decision_proposedById_fkey" FOREIGN KEY ("proposedById") REFERENCES "account" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "decision_decidedById_fkey" FOREIGN KEY ("decidedById") REFERENCES "account" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "change" (
    "decisionId" INTEGER NOT NULL,
    "field" TEXT NOT NULL,
    "from" TEXT NOT NULL,
    "to" TEXT NOT NULL,

    PRIMARY KEY ("decisionId", "field"),
    CONSTRAINT "change_decisionId_fkey" FOREIGN KEY ("decisionId") REFERENCES "decision" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "request" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "administrationId" INTEGER NOT NULL,
    "entity" TEXT NOT NULL,
    "requestedById" INTEGER,
    "state" TEXT NOT NULL,
    "requestedAt" TEXT NOT NULL,
    "finishedAt" TEXT,
    "runId" INTEGER,
    CONSTRAINT "request_administrationId_fkey" FOREIGN KEY ("administrationId") REFERENCES "administration" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "request_requestedById_fkey" FOREIGN KEY ("requestedById") REFERENCES "account" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "event" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "at" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "actorId" INTEGER,
    "actor" TEXT NOT NULL,
    "administrationId" INTEGER,
    "entity" TEXT,
    "subject" TEXT,
    "decisionId" INTEGER,
    "detail" TEXT NOT NULL,
    "previousHash" TEXT NOT NULL,
    "hash" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "agent_presence" (
    "agent" TEXT NOT NULL PRIMARY KEY,
    "agentVersion" TEXT NOT NULL,
    "bootId" TEXT NOT NULL,
    "lastSeenAt" TEXT NOT NULL,
    "inHand" INTEGER NOT NULL,
    "administrations" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "stored_file" (
    "hash" TEXT NOT NULL PRIMARY KEY,
    "size" INTEGER NOT NULL,
    "mediaType" TEXT NOT NULL,
    "createdAt" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "export_job" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "administrationId" INTEGER NOT NULL,
    "entity" TEXT NOT NULL,
    "view" TEXT NOT NULL,
    "requestedById" INTEGER NOT NULL,
    "requestedAt" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "rowsDone" INTEGER NOT NULL DEFAULT 0,
    "rowsTotal" INTEGER,
    "fileName" TEXT,
    "fileHash" TEXT,
    "finishedAt" TEXT,
    "errorMessage" TEXT,
    CONSTRAINT "export_job_administrationId_fkey" FOREIGN KEY ("administrationId") REFERENCES "administration" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "export_job_requestedById_fkey" FOREIGN KEY ("requestedById") REFERENCES "account" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "export_job_fileHash_fkey" FOREIGN KEY ("fileHash") REFERENCES "stored_file" ("hash") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "administration_code_key" ON "administration"("code");

-- CreateIndex
CREATE UNIQUE INDEX "account_username_key" ON "account"("username");

-- CreateIndex
CREATE INDEX "session_accountId_idx" ON "session"("accountId");

-- CreateIndex
CREATE INDEX "run_administrationId_entity_id_idx" ON "run"("administrationId", "entity", "id");

-- CreateIndex
CREATE INDEX "pair_administrationId_entity_status_comparedKey_idx" ON "pair"("administrationId", "entity", "status", "comparedKey");

-- CreateIndex
CREATE UNIQUE INDEX "pair_administrationId_entity_comparedKey_key" ON "pair"("administrationId", "entity", "comparedKey");

-- CreateIndex
CREATE INDEX "cell_field_pairId_idx" ON "cell"("field", "pairId");

-- CreateIndex
CREATE INDEX "decision_administrationId_state_id_idx" ON "decision"("administrationId", "state", "id");

-- CreateIndex
CREATE INDEX "decision_pairId_idx" ON "decision"("pairId");

-- CreateIndex
CREATE INDEX "request_state_id_idx" ON "request"("state", "id");

-- CreateIndex
CREATE UNIQUE INDEX "event_hash_key" ON "event"("hash");

-- CreateIndex
CREATE INDEX "event_administrationId_entity_subject_idx" ON "event"("administrationId", "entity", "subject");

-- CreateIndex
CREATE INDEX "event_decisionId_idx" ON "event"("decisionId");

-- CreateIndex
CREATE INDEX "export_job_requestedById_id_idx" ON "export_job"("requestedById", "id");



-- What follows has no word in schema.prisma.

-- A run that is still going is never doubled.
CREATE UNIQUE INDEX "run_going" ON "run"("administrationId", "entity") WHERE "state" = 'running';

-- A pair has one open decision at most.
CREATE UNIQUE INDEX "decision_open" ON "decision"("pairId") WHERE "state" IN ('proposed', 'approved');
CREATE INDEX "pair_decided" ON "pair"("administrationId", "entity", "decisionState") WHERE "decisionState" IS NOT NULL;

-- The same pull is asked for once.
CREATE UNIQUE INDEX "request_waiting" ON "request"("administrationId", "entity") WHERE "state" = 'waiting';

-- Events are never altered.
CREATE TRIGGER "event_never_updated" BEFORE UPDATE ON "event"
BEGIN
  SELECT RAISE(ABORT, 'events are never altered');
END;
CREATE TRIGGER "event_never_deleted" BEFORE DELETE ON "event"
BEGIN
  SELECT RAISE(ABORT, 'events are never deleted');
END;
