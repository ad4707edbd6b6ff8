-- CreateTable
CREATE TABLE "invoice_run" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "administrationId" INTEGER NOT NULL,
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
    CONSTRAINT "invoice_run_administrationId_fkey" FOREIGN KEY ("administrationId") REFERENCES "administration" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "invoice_run_requestedById_fkey" FOREIGN KEY ("requestedById") REFERENCES "account" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "invoice_request" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "administrationId" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "invoiceId" INTEGER,
    "requestedById" INTEGER,
    "state" TEXT NOT NULL,
    "requestedAt" TEXT NOT NULL,
    "finishedAt" TEXT,
    "runId" INTEGER,
    CONSTRAINT "invoice_request_administrationId_fkey" FOREIGN KEY ("administrationId") REFERENCES "administration" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "invoice_request_requestedById_fkey" FOREIGN KEY ("requestedById") REFERENCES "account" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "invoice_standing" (
    "administrationId" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL DEFAULT 0,
    "judgedBy" TEXT NOT NULL,
    "judgedAt" TEXT NOT NULL,
    "lastCompleteRunId" INTEGER,
    "lastCompleteAt" TEXT,
    CONSTRAINT "invoice_standing_administrationId_fkey" FOREIGN KEY ("administrationId") REFERENCES "administration" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "globe_snapshot" (
    "administrationId" INTEGER NOT NULL,
    "entity" TEXT NOT NULL,
    "records" INTEGER NOT NULL,
    "content" BLOB NOT NULL,
    "hash" TEXT NOT NULL,
    "readAt" TEXT NOT NULL,

    PRIMARY KEY ("administrationId", "entity"),
    CONSTRAINT "globe_snapshot_administrationId_fkey" FOREIGN KEY ("administrationId") REFERENCES "administration" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "invoice" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "administrationId" INTEGER NOT NULL,
    "sourceId" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "date" TEXT NOT NULL,
    "debtor" TEXT NOT NULL,
    "debtorName" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "total" INTEGER NOT NULL,
    "record" TEXT NOT NULL,
    "recordHash" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "since" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "entryNumber" TEXT,
    "pdfHash" TEXT,
    "pdfError" TEXT,
    "gone" BOOLEAN NOT NULL DEFAULT false,
    CONSTRAINT "invoice_administrationId_fkey" FOREIGN KEY ("administrationId") REFERENCES "administration" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "invoice_pdfHash_fkey" FOREIGN KEY ("pdfHash") REFERENCES "stored_file" ("hash") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "invoice_finding" (
    "invoiceId" INTEGER NOT NULL,
    "place" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "causeKind" TEXT NOT NULL,
    "causeKey" TEXT NOT NULL,
    "finding" TEXT NOT NULL,

    PRIMARY KEY ("invoiceId", "place"),
    CONSTRAINT "invoice_finding_invoiceId_fkey" FOREIGN KEY ("invoiceId") REFERENCES "invoice" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "invoice_export" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "invoiceId" INTEGER NOT NULL,
    "entry" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "pdfHash" TEXT NOT NULL,
    "releasedById" INTEGER NOT NULL,
    "releasedAt" TEXT NOT NULL,
    "releasedFrom" TEXT NOT NULL,
    "approvedById" INTEGER,
    "approvedAt" TEXT,
    "approvedFrom" TEXT,
    "overrule" BOOLEAN NOT NULL DEFAULT false,
    "endedAt" TEXT,
    "end" TEXT,
    CONSTRAINT "invoice_export_invoiceId_fkey" FOREIGN KEY ("invoiceId") REFERENCES "invoice" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "invoice_export_releasedById_fkey" FOREIGN KEY ("releasedById") REFERENCES "account" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "invoice_export_approvedById_fkey" FOREIGN KEY ("approvedById") REFERENCES "account" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "invoice_export_pdfHash_fkey" FOREIGN KEY ("pdfHash") REFERENCES "stored_file" ("hash") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "export_attempt" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "exportId" INTEGER NOT NULL,
    "requestId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "deadline" TEXT NOT NULL,
    "startedAt" TEXT NOT NULL,
    "answeredAt" TEXT,
    "outcome" TEXT,
    "detail" TEXT NOT NULL DEFAULT '{}',
    CONSTRAINT "export_attempt_exportId_fkey" FOREIGN KEY ("exportId") REFERENCES "invoice_export" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "invoice_run_administrationId_id_idx" ON "invoice_run"("administrationId", "id");

-- CreateIndex
CREATE INDEX "invoice_request_state_id_idx" ON "invoice_request"("state", "id");

-- CreateIndex
CREATE INDEX "invoice_administrationId_state_date_idx" ON "invoice"("administrationId", "state", "date");

-- CreateIndex
CREATE INDEX "invoice_administrationId_number_idx" ON "invoice"("administrationId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "invoice_administrationId_sourceId_key" ON "invoice"("administrationId", "sourceId");

-- CreateIndex
CREATE INDEX "invoice_finding_code_causeKey_idx" ON "invoice_finding"("code", "causeKey");

-- CreateIndex
CREATE INDEX "invoice_export_invoiceId_idx" ON "invoice_export"("invoiceId");

-- CreateIndex
CREATE UNIQUE INDEX "export_attempt_requestId_key" ON "export_attempt"("requestId");

-- CreateIndex
CREATE INDEX "export_attempt_exportId_idx" ON "export_attempt"("exportId");

-- What follows has no word in schema.prisma.

-- A pull of invoices that is still going is never doubled, and the same thing is asked for once.
CREATE UNIQUE INDEX "invoice_run_going" ON "invoice_run"("administrationId") WHERE "state" = 'running';
CREATE UNIQUE INDEX "invoice_request_waiting" ON "invoice_request"("administrationId", "kind", ifnull("invoiceId", 0)) WHERE "state" = 'waiting';

-- An invoice is under way once at most, and each message about it waits for one answer.
CREATE UNIQUE INDEX "invoice_export_open" ON "invoice_export"("invoiceId") WHERE "endedAt" IS NULL;
CREATE UNIQUE INDEX "export_attempt_open" ON "export_attempt"("exportId") WHERE "answeredAt" IS NULL;
