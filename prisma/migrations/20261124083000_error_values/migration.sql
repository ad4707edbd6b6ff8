-- AlterTable
ALTER TABLE "run" ADD COLUMN "errorValues" TEXT;

-- AlterTable
ALTER TABLE "invoice_run" ADD COLUMN "errorValues" TEXT;
