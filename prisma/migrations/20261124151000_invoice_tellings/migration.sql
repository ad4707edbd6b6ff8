-- Each time that Milestones is told what became of an invoice, and how that ended.
CREATE TABLE "invoice_telling" (
  "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  "invoiceId" INTEGER NOT NULL,
  "word" TEXT NOT NULL,
  "startedAt" TEXT NOT NULL,
  "endedAt" TEXT,
  "outcome" TEXT,
  "reason" TEXT,
  CONSTRAINT "invoice_telling_invoiceId_fkey" FOREIGN KEY ("invoiceId") REFERENCES "invoice" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "invoice_telling_invoiceId_idx" ON "invoice_telling"("invoiceId");
