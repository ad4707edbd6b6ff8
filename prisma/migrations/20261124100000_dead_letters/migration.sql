-- CreateTable
CREATE TABLE "dead_letter" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "agent" TEXT NOT NULL,
    "direction" TEXT NOT NULL,
    "sequenceNumber" TEXT NOT NULL,
    "messageId" TEXT NOT NULL,
    "kind" TEXT,
    "version" INTEGER,
    "requestId" TEXT,
    "administration" TEXT,
    "subject" TEXT,
    "session" TEXT,
    "reason" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "deliveryCount" INTEGER NOT NULL,
    "bytes" INTEGER NOT NULL,
    "enqueuedAt" TEXT NOT NULL,
    "foundAt" TEXT NOT NULL,
    "awaited" BOOLEAN NOT NULL DEFAULT true,
    "state" TEXT NOT NULL,
    "action" TEXT,
    "askedById" INTEGER,
    "askedAt" TEXT,
    "endedAt" TEXT,
    CONSTRAINT "dead_letter_askedById_fkey" FOREIGN KEY ("askedById") REFERENCES "account" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "dead_letter_agent_direction_sequenceNumber_enqueuedAt_key" ON "dead_letter"("agent", "direction", "sequenceNumber", "enqueuedAt");

-- CreateIndex
CREATE INDEX "dead_letter_agent_state_id_idx" ON "dead_letter"("agent", "state", "id");
