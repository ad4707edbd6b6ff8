-- The order most asked for beside the key. The collation has no word in schema.prisma.
CREATE INDEX "pair_by_title" ON "pair"("administrationId", "entity", "title" COLLATE NOCASE, "comparedKey", "status");
