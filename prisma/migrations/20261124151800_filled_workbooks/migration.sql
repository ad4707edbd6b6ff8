-- A job may come from a filled workbook: each of its rows then says what was filled in, and where it stood.
ALTER TABLE "bulk_row" ADD COLUMN "sheetRow" INTEGER;
ALTER TABLE "bulk_row" ADD COLUMN "key" TEXT;
ALTER TABLE "bulk_row" ADD COLUMN "said" TEXT;
CREATE INDEX "bulk_row_jobId_refused_place_idx" ON "bulk_row"("jobId", "refused", "place");
